using System.Collections.Immutable;

namespace Kartothek.Parquet;

/// <summary>Reads an OffsetIndex structure.</summary>
internal static class OffsetIndexReader
{
    /// <summary>The pages; null where the index doesn't fit its chunk.</summary>
    public static PagePlaces? Read(ReadOnlySpan<byte> bytes, ColumnChunk chunk, long rowCount)
    {
        try
        {
            return Places(Locations(bytes), chunk, rowCount);
        }
        catch (CompactFormatException)
        {
            return null;
        }
    }

    private static List<(long Offset, int Size, long FirstRow)> Locations(ReadOnlySpan<byte> bytes)
    {
        var locations = new List<(long, int, long)>();
        var reader = new CompactReader(bytes);
        for (short field = 0; reader.NextField(ref field, out var type);)
        {
            if (field != 1)
            {
                reader.Skip(type);
                continue;
            }
            var count = reader.ReadList(type, CompactType.Struct);
            for (var i = 0; i < count; i++)
                locations.Add(Location(ref reader));
        }
        return locations;
    }

    private static (long Offset, int Size, long FirstRow) Location(ref CompactReader reader)
    {
        var (offset, size, firstRow) = (-1L, -1, -1L);
        for (short field = 0; reader.NextField(ref field, out var type);)
        {
            switch (field)
            {
                case 1: offset = reader.ReadInt64(type); break;
                case 2: size = reader.ReadInt32(type); break;
                case 3: firstRow = reader.ReadInt64(type); break;
                default: reader.Skip(type); break;
            }
        }
        return (offset, size, firstRow);
    }

    /// <summary>Pages must lie one behind the other inside the chunk, and have all rows of the row group.</summary>
    private static PagePlaces? Places(List<(long Offset, int Size, long FirstRow)> locations, ColumnChunk chunk, long rowCount)
    {
        var pages = ImmutableArray.CreateBuilder<(FileRange, RowRange)>(locations.Count);
        var (end, row) = (chunk.Bytes.Offset, 0L);
        for (var i = 0; i < locations.Count; i++)
        {
            var (offset, size, firstRow) = locations[i];
            var lastRow = i + 1 < locations.Count ? locations[i + 1].FirstRow : rowCount;
            if (offset < end || size <= 0 || offset > chunk.Bytes.End - size || firstRow != row || lastRow < firstRow || lastRow - firstRow > int.MaxValue)
                return null;
            pages.Add((new FileRange(offset, size), new RowRange(firstRow, lastRow)));
            (end, row) = (offset + size, lastRow);
        }
        if (row != rowCount || pages.Count == 0)
            return null;
        return new PagePlaces(new FileRange(chunk.Bytes.Offset, pages[0].Item1.Offset - chunk.Bytes.Offset), pages.ToImmutable());
    }
}
