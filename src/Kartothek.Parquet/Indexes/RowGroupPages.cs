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

    /// <summary>The pages of a column; none where the file has no index of it that can be used.</summary>
    public ImmutableArray<PageRange> Pages(string column) => _ranges.TryGetValue(column, out var pages) ? pages : [];

    /// <summary>Where a chunk's pages lie; null where that isn't known.</summary>
    internal PagePlaces? PlacesOf(ColumnChunk chunk) => _places.GetValueOrDefault(chunk);

    private static List<ColumnChunk> Chunks(RowGroup rowGroup, IEnumerable<string> conditions, IEnumerable<string> others) =>
        [.. conditions.Concat(others).Distinct(StringComparer.Ordinal).Select(rowGroup.Chunk).OfType<ColumnChunk>().Where(c => !c.IsEncrypted && c.OffsetIndex.Exists)];

    private static List<FileRange> Ranges(List<ColumnChunk> chunks, IReadOnlyCollection<string> conditions) =>
        [.. chunks.Select(c => c.OffsetIndex), .. chunks.Where(c => conditions.Contains(c.Leaf.Name) && c.ColumnIndex.Exists).Select(c => c.ColumnIndex)];
}
