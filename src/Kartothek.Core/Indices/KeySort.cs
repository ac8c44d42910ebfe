using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kartothek.Core;

/// <summary>Keys of 64 bits that sort as the values that they stand for, and sorting by them.</summary>
internal static class KeySort
{
    /// <summary>Below this number of keys comparing is faster than counting bytes.</summary>
    private const int MinRadix = 256;

    /// <summary>The key of a signed number.</summary>
    public static ulong Of(long value) => (ulong)value ^ (1UL << 63);

    /// <summary>The key of a floating-point number that isn't NaN; both zeros have one.</summary>
    public static ulong Of(double value)
    {
        // Adding 0.0 makes 0.0 of -0.0 and changes nothing else.
        var bits = BitConverter.DoubleToInt64Bits(value + 0.0);
        return (ulong)(bits ^ ((bits >> 63) | long.MinValue));
    }

    /// <summary>The signed number of a key.</summary>
    public static long ToLong(ulong key) => (long)(key ^ (1UL << 63));

    /// <summary>The floating-point number of a key.</summary>
    public static double ToDouble(ulong key) => BitConverter.Int64BitsToDouble((long)key < 0 ? (long)(key ^ (1UL << 63)) : (long)~key);

    /// <summary>The key of a text or binary value behind a prefix that all values share: the next eight bytes. Equal keys don't mean equal values, but unequal ones say their order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong Of(ReadOnlySpan<byte> value, int prefix)
    {
        var rest = value[prefix..];
        if (rest.Length >= sizeof(ulong))
        {
            return BinaryPrimitives.ReadUInt64BigEndian(rest);
        }
        ulong key = 0;
        for (var i = 0; i < rest.Length; i++)
        {
            key |= (ulong)rest[i] << (56 - (8 * i));
        }
        return key;
    }

    /// <summary>Sorts keys ascending and drops the repeated ones.</summary>
    /// <returns>How many are left, at the front.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int SortDistinct(Span<ulong> keys)
    {
        if (!IsSorted(keys))
        {
            Sort(keys);
        }
        if (keys.Length == 0)
        {
            return 0;
        }
        var count = 1;
        for (var i = 1; i < keys.Length; i++)
        {
            // Written always, counted where it differs: no branch to guess.
            keys[count] = keys[i];
            count += keys[i] != keys[count - 1] ? 1 : 0;
        }
        return count;
    }

    /// <summary>Sorts keys ascending with a number each; equal keys keep their order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sort(Span<ulong> keys, Span<int> numbers)
    {
        if (IsSorted(keys))
        {
            return;
        }
        var otherKeys = ArrayPool<ulong>.Shared.Rent(keys.Length);
        var otherNumbers = ArrayPool<int>.Shared.Rent(keys.Length);
        var (min, bits) = Range(keys);
        Span<ulong> fromKeys = keys, toKeys = otherKeys.AsSpan(0, keys.Length);
        Span<int> fromNumbers = numbers, toNumbers = otherNumbers.AsSpan(0, keys.Length);
        Span<int> places = stackalloc int[256];
        var passes = 0;
        for (var shift = 0; shift < bits; shift += 8)
        {
            if (!Places(fromKeys, min, shift, places))
            {
                continue;
            }
            for (var i = 0; i < fromKeys.Length; i++)
            {
                var key = fromKeys[i];
                var place = places[(int)((key - min) >> shift) & 255]++;
                toKeys[place] = key;
                toNumbers[place] = fromNumbers[i];
            }
            var usedKeys = fromKeys;
            fromKeys = toKeys;
            toKeys = usedKeys;
            var usedNumbers = fromNumbers;
            fromNumbers = toNumbers;
            toNumbers = usedNumbers;
            passes++;
        }
        if (passes % 2 == 1)
        {
            fromKeys.CopyTo(keys);
            fromNumbers.CopyTo(numbers);
        }
        ArrayPool<ulong>.Shared.Return(otherKeys);
        ArrayPool<int>.Shared.Return(otherNumbers);
    }

    /// <summary>Sorts keys ascending and says where each came from; null where they were sorted already.</summary>
    public static int[]? Order(Span<ulong> keys)
    {
        if (IsSorted(keys))
        {
            return null;
        }
        var order = new int[keys.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }
        Sort(keys, order);
        return order;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sort(Span<ulong> keys)
    {
        if (keys.Length < MinRadix)
        {
            keys.Sort();
            return;
        }
        var other = ArrayPool<ulong>.Shared.Rent(keys.Length);
        var (min, bits) = Range(keys);
        Span<ulong> from = keys, to = other.AsSpan(0, keys.Length);
        Span<int> places = stackalloc int[256];
        for (var shift = 0; shift < bits; shift += 8)
        {
            if (!Places(from, min, shift, places))
            {
                continue;
            }
            foreach (var key in from)
            {
                to[places[(int)((key - min) >> shift) & 255]++] = key;
            }
            var swap = from;
            from = to;
            to = swap;
        }
        if (!Unsafe.AreSame(ref from[0], ref keys[0]))
        {
            from.CopyTo(keys);
        }
        ArrayPool<ulong>.Shared.Return(other);
    }

    /// <summary>Where the keys of each byte begin; false where all have the same byte, so that there is nothing to move.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Places(ReadOnlySpan<ulong> keys, ulong min, int shift, Span<int> places)
    {
        places.Clear();
        foreach (var key in keys)
        {
            places[(int)((key - min) >> shift) & 255]++;
        }
        var start = 0;
        for (var i = 0; i < places.Length; i++)
        {
            if (places[i] == keys.Length)
            {
                return false;
            }
            (places[i], start) = (start, start + places[i]);
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (ulong Min, int Bits) Range(ReadOnlySpan<ulong> keys)
    {
        var (min, max) = (keys[0], keys[0]);
        foreach (var key in keys)
        {
            min = Math.Min(min, key);
            max = Math.Max(max, key);
        }
        return (min, 64 - BitOperations.LeadingZeroCount(max - min));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsSorted(ReadOnlySpan<ulong> keys)
    {
        for (var i = 1; i < keys.Length; i++)
        {
            if (keys[i] < keys[i - 1])
            {
                return false;
            }
        }
        return true;
    }
}
