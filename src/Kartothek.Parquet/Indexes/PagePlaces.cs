using System.Collections.Immutable;

namespace Kartothek.Parquet;

/// <summary>Where the data pages of a chunk lie, by its offset index.</summary>
/// <param name="Head">Bytes of the chunk in front of the first data page: the dictionary.</param>
/// <param name="Pages">The pages in order: bytes with their header, and rows.</param>
internal sealed record PagePlaces(FileRange Head, ImmutableArray<(FileRange Bytes, RowRange Rows)> Pages)
{
    /// <summary>The parts of the chunk that hold some rows.</summary>
    /// <param name="rows">The rows, ascending.</param>
    /// <returns>In order: bytes that are wanted, each followed by the number of rows left out behind them.</returns>
    public List<(FileRange Bytes, long RowsLeftOut)> Parts(ImmutableArray<RowRange> rows)
    {
        var parts = new List<(FileRange, long)>();
        var part = Head;
        var leftOut = 0L;
        var next = 0;
        foreach (var (bytes, range) in Pages)
        {
            while (next < rows.Length && rows[next].End <= range.First)
                next++;
            if (next == rows.Length || rows[next].First >= range.End)
            {
                leftOut += range.End - range.First;
                continue;
            }
            if (leftOut > 0 || part.End != bytes.Offset)
            {
                parts.Add((part, leftOut));
                (part, leftOut) = (new FileRange(bytes.Offset, 0), 0);
            }
            part = new FileRange(part.Offset, bytes.End - part.Offset);
        }
        parts.Add((part, leftOut));
        return parts;
    }
}
