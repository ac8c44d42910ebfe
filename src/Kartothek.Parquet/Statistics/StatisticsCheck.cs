using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Compares the statistics of flat columns with the rows that they are about.</summary>
/// <remarks>
/// Bounds are looked at whether or not they are believed when we read: other readers may believe them. Only where their order isn't defined at all, which every
/// reader must heed, they say nothing. Bounds of a chunk without values, and those that are NaN, bound nothing.
/// </remarks>
public static class StatisticsCheck
{
    /// <summary>The chunks of flat columns that have no statistics at all. No request. Columns without a type don't count: their nulls are known, and Arrow writes none.</summary>
    /// <param name="footer">The footer of the file.</param>
    public static ImmutableArray<StatisticsFault> FindMissing(ParquetFooter footer)
    {
        ArgumentNullException.ThrowIfNull(footer);
        var faults = ImmutableArray.CreateBuilder<StatisticsFault>();
        foreach (var group in footer.RowGroups)
        {
            foreach (var chunk in FlatChunks(group))
            {
                if (chunk.Leaf.Type.Kind != ColumnKind.Null && chunk.Statistics is { NullCount: null, Min.Exists: false, Max.Exists: false, LegacyMin.Exists: false, LegacyMax.Exists: false } && group.RowCount > 0)
                {
                    faults.Add(new(group.Ordinal, chunk.Leaf.Name, StatisticsFaultKind.Missing, "has none"));
                }
            }
        }
        return faults.DrainToImmutable();
    }

    /// <summary>Reads all flat columns, and compares.</summary>
    /// <param name="source">The file.</param>
    /// <param name="footer">Its footer.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>What isn't true, by row group and column; what is only missing isn't part of it. Requests: those of a scan of the file.</returns>
    /// <exception cref="KartothekException">The pages can't be read (<see cref="ErrorKind.Corrupt"/>, <see cref="ErrorKind.NotSupported"/>), or the store failed.</exception>
    public static async ValueTask<ImmutableArray<StatisticsFault>> FindUntrueAsync(IByteSource source, ParquetFooter footer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(footer);
        var faults = ImmutableArray.CreateBuilder<StatisticsFault>();
        using var buffers = new ScanBuffers();
        foreach (var group in footer.RowGroups)
        {
            var chunks = FlatChunks(group).Where(c => !c.IsEncrypted).ToArray();
            var seen = chunks.Select(c => ChunkExtremes.Create(c.Leaf.Type)).ToArray();
            var columns = new ScanColumns(new Schema(chunks.Select(c => footer.Schema.Fields[c.Leaf.FieldOrdinal])));
            using var scan = RowGroupScan.Open(source, footer, group.Ordinal, columns, buffers);
            while (chunks.Length > 0 && await scan.NextAsync(cancellationToken).ConfigureAwait(false) is { } block)
            {
                for (var c = 0; c < chunks.Length; c++)
                {
                    seen[c].Add(block.Columns[c], block.Length);
                }
            }
            for (var c = 0; c < chunks.Length; c++)
            {
                Compare(footer, group, chunks[c], seen[c], faults);
            }
        }
        return faults.DrainToImmutable();
    }

    private static IEnumerable<ColumnChunk> FlatChunks(RowGroup group)
    {
        foreach (var chunk in group.Chunks)
        {
            if (chunk.Leaf.IsFlat)
            {
                yield return chunk;
            }
        }
    }

    private static void Compare(ParquetFooter footer, RowGroup group, ColumnChunk chunk, ChunkExtremes seen, ImmutableArray<StatisticsFault>.Builder faults)
    {
        var raw = chunk.Statistics;
        if (raw.NullCount is { } nulls && nulls != seen.Nulls)
        {
            faults.Add(new(group.Ordinal, chunk.Leaf.Name, StatisticsFaultKind.NullCount, $"says {nulls} nulls, and there are {seen.Nulls}"));
        }
        var leaf = chunk.Leaf;
        var (min, max) = raw.Min.Exists && raw.Max.Exists && StatisticsTrust.FollowsTypeOrder(footer.OrderOf(leaf.Ordinal), leaf) ? (raw.Min, raw.Max)
            : raw.LegacyMin.Exists && raw.LegacyMax.Exists && StatisticsTrust.LegacyIsOrdered(leaf) ? (raw.LegacyMin, raw.LegacyMax)
            : (ByteRange.Missing, ByteRange.Missing);
        if (!min.Exists || leaf.Order == ValueOrder.Undefined || !seen.HasValues)
        {
            return;
        }
        var bounds = StatisticsBounds.Apply(new ValueRange(leaf.Type, group.RowCount), leaf, footer.Slice(min), footer.Slice(max));
        if (seen.FindBelow(footer.Slice(min), bounds.Min) is { } below)
        {
            faults.Add(new(group.Ordinal, leaf.Name, StatisticsFaultKind.Min, $"has a minimum above the value {below}"));
        }
        if (seen.FindAbove(footer.Slice(max), bounds.Max) is { } above)
        {
            faults.Add(new(group.Ordinal, leaf.Name, StatisticsFaultKind.Max, $"has a maximum below the value {above}"));
        }
    }
}
