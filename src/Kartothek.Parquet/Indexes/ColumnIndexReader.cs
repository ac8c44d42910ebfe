using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Reads a ColumnIndex structure: bounds and null counts of pages.</summary>
internal static class ColumnIndexReader
{
    /// <summary>What is known of each page; default where the index doesn't fit.</summary>
    public static ImmutableArray<PageRange> Read(ReadOnlySpan<byte> bytes, RowGroup group, ColumnChunk chunk, PagePlaces places)
    {
        try
        {
            return Decode(bytes, group, chunk, places);
        }
        catch (CompactFormatException)
        {
            return default;
        }
    }

    private static ImmutableArray<PageRange> Decode(ReadOnlySpan<byte> bytes, RowGroup group, ColumnChunk chunk, PagePlaces places)
    {
        bool[] allNull = [];
        long[]? nulls = null;
        ByteRange[] mins = [], maxs = [];
        var reader = new CompactReader(bytes);
        for (short field = 0; reader.NextField(ref field, out var type);)
        {
            switch (field)
            {
                case 1: allNull = reader.ReadBooleans(type); break;
                case 2: mins = Ranges(ref reader, type); break;
                case 3: maxs = Ranges(ref reader, type); break;
                case 5: nulls = Numbers(ref reader, type); break;
                default: reader.Skip(type); break;
            }
        }
        var count = places.Pages.Length;
        if (allNull.Length != count || mins.Length != count || maxs.Length != count || (nulls is not null && nulls.Length != count))
            return default;
        var isTrusted = StatisticsDecoder.TrustsBounds(group.Footer, chunk.Leaf);
        var pages = ImmutableArray.CreateBuilder<PageRange>(count);
        for (var i = 0; i < count; i++)
        {
            var rows = places.Pages[i].Rows;
            var length = rows.End - rows.First;
            var range = new ValueRange(chunk.Leaf.Type, length)
            {
                NullCount = chunk.Leaf.MaxDefinitionLevel == 0 ? 0 : allNull[i] ? length : nulls is not null && nulls[i] >= 0 && nulls[i] <= length ? nulls[i] : null,
                NaNCount = chunk.Leaf.Type.IsFloating ? null : 0,
            };
            if (isTrusted && !allNull[i])
                range = StatisticsBounds.Apply(range, chunk.Leaf, bytes.Slice(mins[i].Start, mins[i].Length), bytes.Slice(maxs[i].Start, maxs[i].Length));
            pages.Add(new PageRange(rows, range));
        }
        return pages.MoveToImmutable();
    }

    private static ByteRange[] Ranges(ref CompactReader reader, CompactType type)
    {
        var ranges = new ByteRange[reader.ReadList(type, CompactType.Binary)];
        for (var i = 0; i < ranges.Length; i++)
            ranges[i] = reader.ReadRange(CompactType.Binary);
        return ranges;
    }

    private static long[] Numbers(ref CompactReader reader, CompactType type)
    {
        var numbers = new long[reader.ReadList(type, CompactType.Int64)];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = reader.ReadInt64(CompactType.Int64);
        return numbers;
    }
}
