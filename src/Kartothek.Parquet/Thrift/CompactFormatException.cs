namespace Kartothek.Parquet;

/// <summary>
/// Bytes that aren't valid Thrift, or lack what a structure requires. Never leaves this assembly: who knows the file turns it into a
/// <see cref="Columns.KartothekException"/>.
/// </summary>
/// <param name="what">What is wrong, as a clause without a full stop: <c>a list of 900 elements at byte 17 is longer than the rest</c>.</param>
internal sealed class CompactFormatException(string what) : Exception(what);
