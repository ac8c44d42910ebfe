namespace Kartothek.Parquet;

/// <summary>Bytes of a page that contradict its header or encoding. Never leaves this assembly: who knows file and column turns it into a <see cref="Columns.KartothekException"/>.</summary>
/// <param name="what">What is wrong, as a clause without a full stop: <c>a string of 900 bytes is longer than the rest of its page</c>.</param>
/// <param name="inner">The cause, where there is one.</param>
internal sealed class PageFormatException(string what, Exception? inner = null) : Exception(what, inner);
