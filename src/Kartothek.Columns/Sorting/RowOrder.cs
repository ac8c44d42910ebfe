using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Kartothek.Columns;

/// <summary>Sorts rows by columns: ascending, stable, null and NaN last.</summary>
/// <remarks>
/// Numbers by value, with -0.0 equal to 0.0; false before true; text and binary values by their bytes, as Parquet's statistics and Python order them. One pass per column from
/// the last to the first, each stable: a radix sort over keys of 64 bits, which for text are its first eight bytes; only texts that agree in these are compared.
/// </remarks>
public static class RowOrder
{
    /// <summary>The rows in their order.</summary>
    /// <param name="keys">The columns, the most significant first; none of them nested.</param>
    /// <param name="rows">The number of rows.</param>
    public static int[] Sort(ReadOnlySpan<Vector> keys, int rows)
    {
        var order = new int[rows];
        for (var i = 0; i < rows; i++) order[i] = i;
        var spare = new int[rows];
        for (var k = keys.Length - 1; k >= 0; k--) SortBy(VectorCopy.Materialize(keys[k]), ref order, ref spare);
        return order;
    }

    private static void SortBy(Vector key, ref int[] order, ref int[] spare)
    {
        if (key is NullVector) return;
        var count = NullsLast(key, order, spare);
        (order, spare) = (spare, order);
        switch (key)
        {
            case FlatVector<bool> flat:
                Radix(flat.Values, static v => v ? 1UL : 0, count, ref order, ref spare);
                break;
            case FlatVector<int> flat:
                Radix(flat.Values, static v => (ulong)v ^ (1UL << 63), count, ref order, ref spare);
                break;
            case FlatVector<uint> flat:
                Radix(flat.Values, static v => v, count, ref order, ref spare);
                break;
            case FlatVector<long> flat:
                Radix(flat.Values, static v => (ulong)v ^ (1UL << 63), count, ref order, ref spare);
                break;
            case FlatVector<ulong> flat:
                Radix(flat.Values, static v => v, count, ref order, ref spare);
                break;
            case FlatVector<float> flat:
                Radix(flat.Values, static v => Ordered(v), count, ref order, ref spare);
                break;
            case FlatVector<double> flat:
                Radix(flat.Values, static v => Ordered(v), count, ref order, ref spare);
                break;
            case FlatVector<Int128> flat:
                Radix(flat.Values, static v => (ulong)v, count, ref order, ref spare);
                Radix(flat.Values, static v => (ulong)(v >> 64) ^ (1UL << 63), count, ref order, ref spare);
                break;
            case BytesVector bytes:
                SortBytes(bytes, count, ref order, ref spare);
                break;
            default:
                throw new ArgumentException($"Rows can't be sorted by a column of type '{key.Type}'.", nameof(key));
        }
    }

    /// <summary>Moves rows without value behind all others.</summary>
    /// <returns>The number of rows with a value.</returns>
    private static int NullsLast(Vector key, int[] order, int[] target)
    {
        var count = 0;
        var rest = new List<int>();
        foreach (var row in order)
        {
            if (key.IsNull(row) || IsNaN(key, row)) rest.Add(row);
            else target[count++] = row;
        }
        CollectionsMarshal.AsSpan(rest).CopyTo(target.AsSpan(count));
        return count;
    }

    private static bool IsNaN(Vector key, int row) =>
        key is FlatVector<double> wide ? double.IsNaN(wide.Values[row]) : key is FlatVector<float> narrow && float.IsNaN(narrow.Values[row]);

    // Bits of negative numbers are inverted, those of others get a one in front; adding zero makes -0.0 0.0.
    private static ulong Ordered(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value + 0.0);
        return (bits >> 63) != 0 ? ~bits : bits | (1UL << 63);
    }

    private static void Radix<T>(T[] values, Func<T, ulong> keyOf, int count, ref int[] order, ref int[] spare)
    {
        var keys = new ulong[count];
        for (var i = 0; i < count; i++) keys[i] = keyOf(values[order[i]]);
        Radix(keys, ref order, ref spare);
    }

    /// <summary>Sorts the first rows of an order by their keys, eight bits at a time; digits that all keys share are skipped.</summary>
    private static void Radix(ulong[] keys, ref int[] order, ref int[] spare)
    {
        var (all, any) = (ulong.MaxValue, 0UL);
        var isSorted = true;
        for (var i = 0; i < keys.Length; i++)
        {
            all &= keys[i];
            any |= keys[i];
            isSorted &= i == 0 || keys[i - 1] <= keys[i];
        }
        if (isSorted) return;
        var spareKeys = new ulong[keys.Length];
        Span<int> starts = stackalloc int[256];
        for (var differing = all ^ any; differing != 0;)
        {
            var shift = BitOperations.TrailingZeroCount(differing) & ~7;
            differing &= shift == 56 ? 0 : ulong.MaxValue << (shift + 8);
            starts.Clear();
            foreach (var key in keys) starts[(int)(key >> shift) & 255]++;
            for (int digit = 0, start = 0; digit < 256; digit++) (starts[digit], start) = (start, start + starts[digit]);
            for (var i = 0; i < keys.Length; i++)
            {
                var target = starts[(int)(keys[i] >> shift) & 255]++;
                spareKeys[target] = keys[i];
                spare[target] = order[i];
            }
            // Rows without value lie behind the keys, and must be in both arrays.
            order.AsSpan(keys.Length).CopyTo(spare.AsSpan(keys.Length));
            (keys, spareKeys) = (spareKeys, keys);
            (order, spare) = (spare, order);
        }
    }

    private static void SortBytes(BytesVector values, int count, ref int[] order, ref int[] spare)
    {
        var prefixes = new ulong[count];
        for (var i = 0; i < count; i++) prefixes[i] = Prefix(values[order[i]]);
        Radix(prefixes, ref order, ref spare);
        for (var start = 0; start < count;)
        {
            var end = start + 1;
            var prefix = Prefix(values[order[start]]);
            while (end < count && Prefix(values[order[end]]) == prefix) end++;
            if (end - start > 1) SortRun(values, order.AsSpan(start, end - start));
            start = end;
        }
    }

    // Values of up to eight bytes with trailing zeros may share a prefix with shorter ones, too.
    private static void SortRun(BytesVector values, Span<int> run)
    {
        var isSorted = true;
        for (var i = 1; i < run.Length && isSorted; i++) isSorted = values[run[i - 1]].SequenceCompareTo(values[run[i]]) <= 0;
        if (isSorted) return;
        var items = new (int Row, int Place)[run.Length];
        for (var i = 0; i < items.Length; i++) items[i] = (run[i], i);
        Array.Sort(items, (a, b) => values[a.Row].SequenceCompareTo(values[b.Row]) is var order and not 0 ? order : a.Place.CompareTo(b.Place));
        for (var i = 0; i < items.Length; i++) run[i] = items[i].Row;
    }

    private static ulong Prefix(ReadOnlySpan<byte> value)
    {
        if (value.Length >= 8) return BinaryPrimitives.ReadUInt64BigEndian(value);
        Span<byte> padded = stackalloc byte[8];
        padded.Clear();
        value.CopyTo(padded);
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }
}
