using System.Collections.Immutable;

namespace Kartothek.Parquet;

/// <summary>Where the data pages of a chunk lie, by its offset index.</summary>
/// <param name="Head">Bytes of the chunk in front of the first data page: the dictionary.</param>
/// <param name="Pages">The pages in order: bytes with their header, and rows.</param>
internal sealed record PagePlaces(FileRange Head, ImmutableArray<(FileRange Bytes, RowRange Rows)> Pages)
{
    /// <summary>Checks that a page which was read is one of them, so that rows aren't taken for others where the index is wrong about it.</summary>
    /// <param name="offset">Where it lies.</param>
    /// <param name="firstRow">Its first row, by the pages before it and the rows that were left out.</param>
    /// <param name="count">Its rows by its header.</param>
    /// <exception cref="PageFormatException">It isn't.</exception>
    public void Check(long offset, long firstRow, int count)
    {
        var (low, high) = (0, Pages.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = Pages[middle].Bytes.Offset <= offset ? (middle, high) : (low, middle - 1);
        }
        if (Pages[low].Bytes.Offset != offset || Pages[low].Rows != new RowRange(firstRow, firstRow + count))
            throw new PageFormatException($"a page of {count} rows at {offset} isn't the one that its page index has there: its page index is wrong");
    }

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
