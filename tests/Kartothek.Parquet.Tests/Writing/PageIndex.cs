using System.Collections.Immutable;

namespace Kartothek.Parquet.Tests;

/// <summary>The bounds and places of a chunk's data pages: Parquet's column index and offset index.</summary>
internal sealed record PageIndex
{
    /// <summary>A page of the chunk.</summary>
    /// <param name="Range">Where it lies, header included.</param>
    /// <param name="FirstRow">The row of the row group that it begins with.</param>
    /// <param name="IsAllNull">Whether it holds no value; its bounds then say nothing.</param>
    /// <param name="Min">The least value as it is stored.</param>
    /// <param name="Max">The greatest value.</param>
    /// <param name="NullCount">Nulls; null where unknown.</param>
    public readonly record struct Page(FileRange Range, long FirstRow, bool IsAllNull, byte[] Min, byte[] Max, long? NullCount);

    /// <summary>The pages in order.</summary>
    public required ImmutableArray<Page> Pages { get; init; }

    /// <summary>Reads both indexes of a chunk: two requests.</summary>
    /// <returns>Null where the file has no index of the chunk, or one that contradicts itself: it would only have helped.</returns>
    public static async ValueTask<PageIndex?> ReadAsync(IByteSource source, ColumnChunk chunk, CancellationToken cancellationToken = default)
    {
        if (!chunk.ColumnIndex.Exists || !chunk.OffsetIndex.Exists || chunk.ColumnIndex.Length > int.MaxValue || chunk.OffsetIndex.Length > int.MaxValue)
            return null;
        var bounds = new byte[chunk.ColumnIndex.Length];
        var places = new byte[chunk.OffsetIndex.Length];
        await source.ReadAsync(chunk.ColumnIndex.Offset, bounds, cancellationToken).ConfigureAwait(false);
        await source.ReadAsync(chunk.OffsetIndex.Offset, places, cancellationToken).ConfigureAwait(false);
        try
        {
            return Parse(bounds, places, chunk);
        }
        catch (CompactFormatException)
        {
            return null;
        }
    }

    private static PageIndex? Parse(byte[] bounds, byte[] places, ColumnChunk chunk)
    {
        var locations = ReadPlaces(places);
        bool[] allNull = [];
        byte[][] mins = [], maxs = [];
        long[]? nulls = null;
        var reader = new CompactReader(bounds);
        for (short field = 0; reader.NextField(ref field, out var type);)
        {
            switch (field)
            {
                case 1: allNull = ReadFlags(ref reader, type); break;
                case 2: mins = ReadTexts(ref reader, type); break;
                case 3: maxs = ReadTexts(ref reader, type); break;
                case 5: nulls = ReadNumbers(ref reader, type); break;
                default: reader.Skip(type); break;
            }
        }
        var count = locations.Count;
        if (allNull.Length != count || mins.Length != count || maxs.Length != count || (nulls is not null && nulls.Length != count))
            return null;
        var pages = ImmutableArray.CreateBuilder<Page>(count);
        for (var i = 0; i < count; i++)
        {
            var (range, row) = locations[i];
            if (range.Offset < chunk.Bytes.Offset || range.End > chunk.Bytes.End || row < (i == 0 ? 0 : locations[i - 1].FirstRow))
                return null;
            pages.Add(new Page(range, row, allNull[i], mins[i], maxs[i], nulls?[i]));
        }
        return new PageIndex { Pages = pages.MoveToImmutable() };
    }

    private static List<(FileRange Range, long FirstRow)> ReadPlaces(byte[] places)
    {
        var result = new List<(FileRange, long)>();
        var reader = new CompactReader(places);
        for (short field = 0; reader.NextField(ref field, out var type);)
        {
            if (field != 1)
            {
                reader.Skip(type);
                continue;
            }
            for (var left = reader.ReadList(type, CompactType.Struct); left > 0; left--)
            {
                long offset = -1, length = -1, row = -1;
                for (short member = 0; reader.NextField(ref member, out var inner);)
                {
                    switch (member)
                    {
                        case 1: offset = reader.ReadInt64(inner); break;
                        case 2: length = reader.ReadInt32(inner); break;
                        case 3: row = reader.ReadInt64(inner); break;
                        default: reader.Skip(inner); break;
                    }
                }
                if (offset < 0 || length < 0 || row < 0)
                    throw new CompactFormatException("a page of the offset index has no place");
                result.Add((new FileRange(offset, length), row));
            }
        }
        return result;
    }

    private static bool[] ReadFlags(ref CompactReader reader, CompactType type)
    {
        // Lists of booleans name either of the two types.
        var flags = new bool[reader.ReadList(type, CompactType.True, CompactType.False)];
        for (var i = 0; i < flags.Length; i++)
            flags[i] = reader.ReadFlag();
        return flags;
    }

    private static byte[][] ReadTexts(ref CompactReader reader, CompactType type)
    {
        var texts = new byte[reader.ReadList(type, CompactType.Binary)][];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = reader.ReadBinary(CompactType.Binary).ToArray();
        return texts;
    }

    private static long[] ReadNumbers(ref CompactReader reader, CompactType type)
    {
        var numbers = new long[reader.ReadList(type, CompactType.Int64)];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = reader.ReadInt64(CompactType.Int64);
        return numbers;
    }
}
