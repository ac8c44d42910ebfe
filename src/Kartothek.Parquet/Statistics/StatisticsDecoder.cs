using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>From the raw statistics of a chunk to what may be concluded from them.</summary>
internal static class StatisticsDecoder
{
    public static ValueRange Decode(ParquetFooter footer, RowGroup group, ColumnChunk chunk)
    {
        var leaf = chunk.Leaf;
        var raw = chunk.Statistics;
        var range = new ValueRange(leaf.Type, group.RowCount)
        {
            NullCount = NullCount(chunk, group.RowCount),
            NaNCount = leaf.Type.IsFloating ? Count(raw.NaNCount, group.RowCount) : 0,
        };
        // Of an all-null chunk bounds say nothing; some writers put zeros there.
        if (range.IsAllNull || !TryBounds(footer, leaf, raw, out var min, out var max))
            return range;
        return StatisticsBounds.Apply(range, leaf, min, max);
    }

    /// <summary>Whether the bounds of a leaf's pages can be trusted to bound anything.</summary>
    public static bool TrustsBounds(ParquetFooter footer, LeafColumn leaf) =>
        leaf.Order != ValueOrder.Undefined && !StatisticsTrust.IsKnownWrong(footer.Writer, leaf) && StatisticsTrust.FollowsTypeOrder(footer.OrderOf(leaf.Ordinal), leaf);

    /// <summary>The nulls of a chunk; null where their number isn't known.</summary>
    public static long? NullCount(ColumnChunk chunk, long rows)
    {
        if (chunk.Leaf.Type.Kind == ColumnKind.Null)
            return rows;
        return chunk.Leaf.MaxDefinitionLevel == 0 ? 0 : Count(chunk.Statistics.NullCount, rows);
    }

    /// <summary>A count that can't be isn't one.</summary>
    private static long? Count(long? count, long rows) => count >= 0 && count <= rows ? count : null;

    /// <summary>The bytes of both bounds, where they can be trusted to bound anything.</summary>
    private static bool TryBounds(ParquetFooter footer, LeafColumn leaf, in ChunkStatistics raw, out ReadOnlySpan<byte> min, out ReadOnlySpan<byte> max)
    {
        min = max = default;
        if (leaf.Order == ValueOrder.Undefined || StatisticsTrust.IsKnownWrong(footer.Writer, leaf))
            return false;
        if (raw.Min.Exists && raw.Max.Exists && StatisticsTrust.FollowsTypeOrder(footer.OrderOf(leaf.Ordinal), leaf))
        {
            min = footer.Slice(raw.Min);
            max = footer.Slice(raw.Max);
            return true;
        }
        if (raw.LegacyMin.Exists && raw.LegacyMax.Exists && StatisticsTrust.LegacyIsOrdered(leaf))
        {
            min = footer.Slice(raw.LegacyMin);
            max = footer.Slice(raw.LegacyMax);
            return true;
        }
        return false;
    }
}
