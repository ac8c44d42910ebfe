using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kartothek.Columns;

/// <summary>A set of byte strings by open addressing; the lengths that occur are asked first.</summary>
internal sealed class BytesSet
{
    private readonly byte[][] _values;
    private readonly int[] _slots;
    private readonly ulong _lengths;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal BytesSet(byte[][] values)
    {
        _values = values;
        _slots = new int[BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, 2 * values.Length))];
        for (var i = 0; i < values.Length; i++)
        {
            _lengths |= 1UL << (values[i].Length & 63);
            var slot = (int)Hash(values[i]) & (_slots.Length - 1);
            while (_slots[slot] != 0) slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = i + 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal bool Contains(ReadOnlySpan<byte> value)
    {
        if (((_lengths >> (value.Length & 63)) & 1) == 0) return false;
        for (var slot = (int)Hash(value) & (_slots.Length - 1); _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            if (value.SequenceEqual(_values[_slots[slot] - 1])) return true;
        }

        return false;
    }

    // Multiply and fold, eight bytes at a time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static uint Hash(ReadOnlySpan<byte> value)
    {
        var hash = (ulong)value.Length * 0x9E37_79B9_7F4A_7C15;
        while (value.Length >= 8)
        {
            hash = Fold(hash ^ MemoryMarshal.Read<ulong>(value));
            value = value[8..];
        }

        // The rest in at most two reads that may overlap.
        var length = value.Length;
        var rest = length >= 4
            ? ((ulong)MemoryMarshal.Read<uint>(value) << 32) | MemoryMarshal.Read<uint>(value[(length - 4)..])
            : length > 0 ? ((ulong)value[0] << 16) | ((ulong)value[length / 2] << 8) | value[length - 1] : 0;
        hash = Fold(hash ^ rest);
        return (uint)(hash ^ (hash >> 32));
    }

    private static ulong Fold(ulong value)
    {
        var high = Math.BigMul(value, 0xA076_1D64_78BD_642F, out var low);
        return high ^ low;
    }
}
