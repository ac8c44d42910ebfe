using System.Diagnostics;
using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Values of an index of fixed width as keys that sort as they do, and back.</summary>
internal static class NumberKeys
{
    /// <summary>What a value in the unit of its vector is multiplied by (positive) or divided by (negative) to have the unit of the index; 1 for everything but timestamps.</summary>
    public static long Scale(ColumnType from, ColumnType to)
    {
        if (to.Kind != ColumnKind.Timestamp || from.Kind != ColumnKind.Timestamp)
        {
            return 1;
        }
        return ((int)to.Unit - (int)from.Unit) switch { 0 => 1, 1 => 1_000, 2 => 1_000_000, -1 => -1_000, _ => -1_000_000 };
    }

    /// <summary>The key of a value; false for NaN, which isn't indexed.</summary>
    /// <param name="value">The value as a vector holds it.</param>
    /// <param name="isUnsigned">Whether the index holds uint64.</param>
    /// <param name="scale">See <see cref="Scale"/>.</param>
    /// <param name="key">The key.</param>
    /// <exception cref="OverflowException">The type of the index can't hold the value.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryOf<T>(T value, bool isUnsigned, long scale, out ulong key)
        where T : unmanaged
    {
        if (typeof(T) == typeof(bool))
        {
            key = Unsafe.BitCast<T, byte>(value);
            return true;
        }
        if (typeof(T) == typeof(double) || typeof(T) == typeof(float))
        {
            var number = typeof(T) == typeof(double) ? Unsafe.BitCast<T, double>(value) : Unsafe.BitCast<T, float>(value);
            key = KeySort.Of(number);
            return !double.IsNaN(number);
        }
        if (typeof(T) == typeof(ulong))
        {
            var number = Unsafe.BitCast<T, ulong>(value);
            key = isUnsigned ? number : KeySort.Of(checked((long)number));
            return true;
        }
        var signed = typeof(T) == typeof(long) ? Unsafe.BitCast<T, long>(value)
            : typeof(T) == typeof(int) ? Unsafe.BitCast<T, int>(value)
            : Unsafe.BitCast<T, uint>(value);
        if (scale != 1)
        {
            signed = Rescale(signed, scale);
        }
        key = isUnsigned ? checked((ulong)signed) : KeySort.Of(signed);
        return true;
    }

    /// <summary>The keys of an index's values.</summary>
    /// <param name="values">A flat vector without nulls.</param>
    /// <param name="keys">Receives them.</param>
    public static void Of(Vector values, Span<ulong> keys)
    {
        switch (values)
        {
            case FlatVector<bool> flat: Fill(flat, keys); break;
            case FlatVector<int> flat: Fill(flat, keys); break;
            case FlatVector<long> flat: Fill(flat, keys); break;
            case FlatVector<ulong> flat: Fill(flat, keys); break;
            case FlatVector<double> flat: Fill(flat, keys); break;
            default: throw new UnreachableException($"An index holds no {values.Type}.");
        }
    }

    /// <summary>The values of keys as a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector ToVector(ColumnType type, ReadOnlySpan<ulong> keys)
    {
        switch (type.Storage)
        {
            case ColumnStorage.Boolean:
                var booleans = new FlatVector<bool>(type);
                var flags = booleans.Reset(keys.Length);
                for (var i = 0; i < flags.Length; i++) flags[i] = keys[i] != 0;
                return booleans;
            case ColumnStorage.Int32:
                var integers = new FlatVector<int>(type);
                var narrow = integers.Reset(keys.Length);
                for (var i = 0; i < narrow.Length; i++) narrow[i] = (int)KeySort.ToLong(keys[i]);
                return integers;
            case ColumnStorage.Int64:
                var longs = new FlatVector<long>(type);
                var wide = longs.Reset(keys.Length);
                for (var i = 0; i < wide.Length; i++) wide[i] = KeySort.ToLong(keys[i]);
                return longs;
            case ColumnStorage.UInt64:
                var unsigned = new FlatVector<ulong>(type);
                keys.CopyTo(unsigned.Reset(keys.Length));
                return unsigned;
            case ColumnStorage.Double:
                var doubles = new FlatVector<double>(type);
                var numbers = doubles.Reset(keys.Length);
                for (var i = 0; i < numbers.Length; i++) numbers[i] = KeySort.ToDouble(keys[i]);
                return doubles;
            default:
                throw new UnreachableException($"An index holds no {type}.");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill<T>(FlatVector<T> values, Span<ulong> keys)
        where T : unmanaged
    {
        var isUnsigned = values.Type.IsUnsigned;
        for (var i = 0; i < keys.Length; i++)
        {
            TryOf(values.Values[i], isUnsigned, 1, out keys[i]);
        }
    }

    // Down where it doesn't divide, as scans do, so that a value is found by what a reader of the column sees.
    private static long Rescale(long value, long scale) =>
        scale > 0 ? checked(value * scale) : (value / -scale) - (value % -scale < 0 ? 1 : 0);
}
