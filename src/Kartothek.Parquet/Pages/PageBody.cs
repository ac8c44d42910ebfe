namespace Kartothek.Parquet;

/// <summary>The decompressed parts of a page.</summary>
/// <param name="Values">Where the values lie, behind the levels.</param>
/// <param name="Start">The first byte of the values.</param>
/// <param name="End">The byte behind the last.</param>
internal readonly record struct PageBody(byte[] Values, int Start, int End);
