using System.Collections.Immutable;

namespace Kartothek.Parquet;

/// <summary>The page index of some columns of a row group: where their pages lie, which rows and which values they hold. Immutable.</summary>
/// <remarks>An index only helps: where a column's contradicts itself or the footer, it is as if there were none.</remarks>
public sealed class RowGroupPages
{
    private readonly Dictionary<ColumnChunk, PagePlaces> _places = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, ImmutableArray<PageRange>> _ranges = new(StringComparer.Ordinal);

    private RowGroupPages()
    {
    }

    /// <summary>The bytes that <see cref="ReadAsync"/> asks for; 0 where the file has no index of the values of one of the columns. Costs no request.</summary>
    /// <param name="rowGroup">The row group.</param>
    /// <param name="conditions">The columns of which values are wanted.</param>
    /// <param name="others">The columns of which only places are.</param>
    public static long BytesToRead(RowGroup rowGroup, IReadOnlyCollection<string> conditions, IEnumerable<string> others)
    {
        ArgumentNullException.ThrowIfNull(rowGroup);
        ArgumentNullException.ThrowIfNull(conditions);
        ArgumentNullException.ThrowIfNull(others);
        return conditions.Any(c => rowGroup.Chunk(c) is { IsEncrypted: false, ColumnIndex.Exists: true, OffsetIndex.Exists: true })
            ? IndexBytes.Requests(Ranges(Chunks(rowGroup, conditions, others), conditions)).Sum(r => r.Length)
            : 0;
    }

    /// <summary>Reads the index: one request where it lies together, as writers put it.</summary>
    /// <param name="source">The file.</param>
    /// <param name="rowGroup">The row group.</param>
    /// <param name="conditions">The columns of which values are wanted.</param>
    /// <param name="others">The columns of which only places are.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public static async ValueTask<RowGroupPages> ReadAsync(
        IByteSource source, RowGroup rowGroup, IReadOnlyCollection<string> conditions, IEnumerable<string> others, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(rowGroup);
        ArgumentNullException.ThrowIfNull(conditions);
        ArgumentNullException.ThrowIfNull(others);
        var index = new RowGroupPages();
        var chunks = Chunks(rowGroup, conditions, others);
        var bytes = await IndexBytes.ReadAsync(source, Ranges(chunks, conditions), cancellationToken).ConfigureAwait(false);
        foreach (var chunk in chunks)
        {
            if (OffsetIndexReader.Read(bytes[chunk.OffsetIndex], chunk, rowGroup.RowCount) is not { } places)
                continue;
            index._places.Add(chunk, places);
            if (conditions.Contains(chunk.Leaf.Name) && chunk.ColumnIndex.Exists
                && ColumnIndexReader.Read(bytes[chunk.ColumnIndex], rowGroup, chunk, places) is { IsDefault: false } ranges)
            {
                index._ranges.Add(chunk.Leaf.Name, ranges);
            }
        }
        return index;
    }

    /// <summary>Finds where the pages of all of some columns lie: by their offset indices, one request where they lie together, or else by the headers of their pages.</summary>
    /// <param name="source">The file. Headers are a request each, so they are asked for only where its <see cref="IByteSource.PieceBytes"/> says that requests cost next to nothing.</param>
    /// <param name="rowGroup">The row group.</param>
    /// <param name="known">What was read of their index before, or null.</param>
    /// <param name="columns">The columns; those that the file lacks don't matter.</param>
    /// <param name="walks">Whether headers may be asked for.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>Null where the pages of one can't be found, where one is nested, and where the file has none of the columns.</returns>
    public static async ValueTask<RowGroupPages?> FindAsync(
        IByteSource source, RowGroup rowGroup, RowGroupPages? known, IReadOnlyCollection<string> columns, bool walks, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(rowGroup);
        ArgumentNullException.ThrowIfNull(columns);
        if (ChunksOfFlat(rowGroup, columns) is not { Count: > 0 } chunks)
            return null;
        walks &= ChunkPieces.IsCheap(source);
        if (!walks && chunks.Exists(c => !c.OffsetIndex.Exists))
            return null;
        var found = new RowGroupPages();
        if (known is null && chunks.Exists(c => c.OffsetIndex.Exists))
            known = await ReadAsync(source, rowGroup, [], columns, cancellationToken).ConfigureAwait(false);
        foreach (var chunk in chunks)
        {
            var places = known?.PlacesOf(chunk) ?? (walks ? await new PageWalk(source, chunk).FindAsync(rowGroup.RowCount, cancellationToken).ConfigureAwait(false) : null);
            if (places is null)
                return null;
            found._places.TryAdd(chunk, places);
        }
        return found;
    }

    /// <summary>Cuts the row group where few pages are cut: a page that has rows of two ranges is decompressed for both, up to the last row wanted.</summary>
    /// <param name="source">The file. Where its requests cost something, the ranges are so long that each has some pieces of the largest column.</param>
    /// <param name="rowsEach">About how many rows each range has.</param>
    /// <returns>Ranges one behind the other, from the first row to the last.</returns>
    public ImmutableArray<RowRange> Split(IByteSource source, long rowsEach)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsEach, 1);
        var end = _places.Values.First().Pages[^1].Rows.End;
        if (!ChunkPieces.IsCheap(source))
            rowsEach = Math.Max(rowsEach, (long)Math.Ceiling(end * 2.0 * source.PieceBytes / _places.Keys.Max(c => c.Bytes.Length)));
        var count = (long)Math.Round(end / (double)rowsEach);
        var starts = _places.Values.SelectMany(p => p.Pages.Select(page => page.Rows.First)).Distinct().Order().ToArray();
        var ranges = ImmutableArray.CreateBuilder<RowRange>();
        var (first, next) = (0L, 0);
        for (var i = 1L; i < count; i++)
        {
            // Cuts are looked for halfway to the ones before and behind, so that they stay apart.
            var (least, most) = (end * ((2 * i) - 1) / (2 * count), end * ((2 * i) + 1) / (2 * count));
            var (best, lost) = (-1L, (Bytes: double.PositiveInfinity, Distance: 0L));
            while (next < starts.Length && starts[next] <= least)
                next++;
            for (; next < starts.Length && starts[next] <= most; next++)
            {
                var loss = (BytesCut(starts[next]), Math.Abs(starts[next] - (end * i / count)));
                if (loss.CompareTo(lost) < 0)
                    (best, lost) = (starts[next], loss);
            }
            if (best <= first)
                continue;
            ranges.Add(new RowRange(first, best));
            first = best;
        }
        ranges.Add(new RowRange(first, end));
        return ranges.DrainToImmutable();
    }

    /// <summary>The pages of a column; none where the file has no index of it that can be used.</summary>
    public ImmutableArray<PageRange> Pages(string column) => _ranges.TryGetValue(column, out var pages) ? pages : [];

    /// <summary>Where a chunk's pages lie; null where that isn't known.</summary>
    internal PagePlaces? PlacesOf(ColumnChunk chunk) => _places.GetValueOrDefault(chunk);

    /// <summary>The bytes of pages in front of a row that have others behind it.</summary>
    private double BytesCut(long row)
    {
        var cut = 0.0;
        foreach (var places in _places.Values)
        {
            var (low, high) = (0, places.Pages.Length - 1);
            while (low < high)
            {
                var middle = (low + high + 1) / 2;
                (low, high) = places.Pages[middle].Rows.First <= row ? (middle, high) : (low, middle - 1);
            }
            var (bytes, rows) = places.Pages[low];
            cut += bytes.Length * (double)(row - rows.First) / Math.Max(1, rows.End - rows.First);
        }
        return cut;
    }

    private static List<ColumnChunk>? ChunksOfFlat(RowGroup rowGroup, IReadOnlyCollection<string> columns)
    {
        var chunks = new List<ColumnChunk>();
        foreach (var column in columns)
        {
            var ofColumn = rowGroup.ChunksOf(column);
            if (ofColumn.IsEmpty)
                continue;
            if (ofColumn is not [{ Leaf.IsFlat: true, IsEncrypted: false } chunk])
                return null;
            chunks.Add(chunk);
        }
        return chunks;
    }

    private static List<ColumnChunk> Chunks(RowGroup rowGroup, IEnumerable<string> conditions, IEnumerable<string> others) =>
        [.. conditions.Concat(others).Distinct(StringComparer.Ordinal).Select(rowGroup.Chunk).OfType<ColumnChunk>().Where(c => !c.IsEncrypted && c.OffsetIndex.Exists)];

    private static List<FileRange> Ranges(List<ColumnChunk> chunks, IReadOnlyCollection<string> conditions) =>
        [.. chunks.Select(c => c.OffsetIndex), .. chunks.Where(c => conditions.Contains(c.Leaf.Name) && c.ColumnIndex.Exists).Select(c => c.ColumnIndex)];
}
