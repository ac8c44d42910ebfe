using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>A set of numbers: a bit per number where integers lie close together, else by open addressing. NaN equals NaN and -0.0 equals 0.0, as <see cref="double.Equals(double)"/> has it.</summary>
/// <typeparam name="T">bool, or a number of 4 or 8 bytes.</typeparam>
internal sealed class ValueSet<T>
    where T : unmanaged
{
    // Bits up to this number, and up to this many times the number of values, are worth having.
    private const int FewBits = 1 << 16;
    private const int BitsPerValue = 256;

    private readonly ulong[]? _bits;
    private readonly ulong _least;
    private readonly ulong _span;
    private readonly ulong[] _slots = [];
    private readonly int _shift;
    private readonly bool _hasZero;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal ValueSet(ReadOnlySpan<T> values)
    {
        if (IsInteger && values.Length > 0)
        {
            (_least, _span) = Extent(values);
            if (_span < FewBits || _span < (ulong)values.Length * BitsPerValue)
            {
                _bits = new ulong[(_span >> 6) + 1];
                foreach (var value in values)
                {
                    var offset = KeyOf(value) - _least;
                    _bits[offset >> 6] |= 1UL << (int)(offset & 63);
                }

                return;
            }
        }

        var size = BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, 2 * values.Length));
        _slots = new ulong[size];
        _shift = 64 - BitOperations.Log2(size);
        foreach (var value in values)
        {
            var key = KeyOf(value);
            if (key == 0)
            {
                _hasZero = true;
                continue;
            }

            var slot = SlotOf(key);
            while (_slots[slot] != 0 && _slots[slot] != key) slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = key;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal bool Contains(T value)
    {
        var key = KeyOf(value);
        if (_bits is { } bits)
        {
            var offset = key - _least;
            return offset <= _span && ((bits[offset >> 6] >> (int)(offset & 63)) & 1) != 0;
        }

        if (key == 0) return _hasZero;
        var slots = _slots;
        for (var slot = SlotOf(key); ; slot = (slot + 1) & (slots.Length - 1))
        {
            var found = slots[slot];
            if (found == key) return true;
            if (found == 0) return false;
        }
    }

    // Adding 0.0 makes -0.0 to 0.0 and changes nothing else.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong KeyOf(T value)
    {
        if (typeof(T) == typeof(double))
        {
            var number = (double)(object)value;
            return BitConverter.DoubleToUInt64Bits(double.IsNaN(number) ? double.NaN : number + 0.0);
        }

        if (typeof(T) == typeof(float))
        {
            var number = (float)(object)value;
            return BitConverter.SingleToUInt32Bits(float.IsNaN(number) ? float.NaN : number + 0.0f);
        }

        if (typeof(T) == typeof(int)) return unchecked((ulong)(int)(object)value);
        return Unsafe.SizeOf<T>() switch
        {
            1 => Unsafe.BitCast<T, byte>(value),
            4 => Unsafe.BitCast<T, uint>(value),
            _ => Unsafe.BitCast<T, ulong>(value),
        };
    }

    private static bool IsInteger => typeof(T) != typeof(double) && typeof(T) != typeof(float);

    // The key of the least value, and how far that of the greatest is from it. Keys of signed numbers are their two's complement.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (ulong Least, ulong Span) Extent(ReadOnlySpan<T> values)
    {
        var bias = typeof(T) == typeof(int) || typeof(T) == typeof(long) ? 1UL << 63 : 0;
        var (least, greatest) = (ulong.MaxValue, ulong.MinValue);
        foreach (var value in values)
        {
            least = Math.Min(least, KeyOf(value) ^ bias);
            greatest = Math.Max(greatest, KeyOf(value) ^ bias);
        }

        return (least ^ bias, greatest - least);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int SlotOf(ulong key) => (int)((key * 0x9E37_79B9_7F4A_7C15) >> _shift);
}
