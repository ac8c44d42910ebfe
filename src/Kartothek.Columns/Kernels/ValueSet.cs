using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>A set of numbers by open addressing. NaN equals NaN and -0.0 equals 0.0, as <see cref="double.Equals(double)"/> has it.</summary>
/// <typeparam name="T">bool, or a number of 4 or 8 bytes.</typeparam>
internal sealed class ValueSet<T>
    where T : unmanaged
{
    private readonly ulong[] _slots;
    private readonly int _shift;
    private readonly bool _hasZero;

    internal ValueSet(ReadOnlySpan<T> values)
    {
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

    internal bool Contains(T value)
    {
        var key = KeyOf(value);
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

        return Unsafe.SizeOf<T>() switch
        {
            1 => Unsafe.BitCast<T, byte>(value),
            4 => Unsafe.BitCast<T, uint>(value),
            _ => Unsafe.BitCast<T, ulong>(value),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int SlotOf(ulong key) => (int)((key * 0x9E37_79B9_7F4A_7C15) >> _shift);
}
