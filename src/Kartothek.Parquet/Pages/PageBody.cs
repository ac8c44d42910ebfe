namespace Kartothek.Parquet;

/// <summary>The decompressed parts of a page.</summary>
/// <param name="Values">Where the values lie, behind the levels.</param>
/// <param name="Start">The first byte of the values.</param>
/// <param name="End">The byte behind the last.</param>
/// <param name="Pending">What makes the bytes ready that a reader asks for; null where all are there.</param>
internal readonly record struct PageBody(byte[] Values, int Start, int End, SnappyDecoder? Pending = null)
{
    /// <summary>The body with all bytes ready.</summary>
    public PageBody Complete()
    {
        Pending?.Advance(End);
        return this with { Pending = null };
    }
}
