using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow;

namespace Kartothek.Columns;

/// <summary>An Arrow bitmap in the making, least significant bit first.</summary>
internal sealed class Bitmap
{
    private byte[] _bits = [];

    internal int Count { get; private set; }

    /// <summary>Bits that aren't set.</summary>
    internal int Clear { get; private set; }

    /// <summary>Appends bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Append(ReadOnlySpan<bool> bits)
    {
        Reserve(bits.Length);
        Clear += bits.Length - Masks.Count(bits);
        var count = Count;
        Count += bits.Length;
        if ((count & 7) == 0 && BitConverter.IsLittleEndian)
        {
            // Eight bytes of 0 or 1 become eight bits: the product moves byte i to bit 56 + i.
            foreach (var group in MemoryMarshal.Cast<bool, ulong>(bits))
            {
                _bits[count >> 3] = (byte)((group * 0x0102_0408_1020_4080) >> 56);
                count += 8;
            }

            bits = bits[(bits.Length & ~7)..];
        }

        foreach (var bit in bits)
        {
            if (bit) _bits[count >> 3] |= (byte)(1 << (count & 7));
            count++;
        }
    }

    /// <summary>Appends so many bits of one value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Append(bool bit, int count)
    {
        Reserve(count);
        if (bit)
        {
            for (; count > 0 && (Count & 7) != 0; count--, Count++) _bits[Count >> 3] |= (byte)(1 << (Count & 7));
            _bits.AsSpan(Count >> 3, count >> 3).Fill(0xFF);
            Count += count & ~7;
            for (count &= 7; count > 0; count--, Count++) _bits[Count >> 3] |= (byte)(1 << (Count & 7));
        }
        else
        {
            Count += count;
            Clear += count;
        }
    }

    /// <summary>The bitmap; this one starts anew.</summary>
    internal ArrowBuffer Build()
    {
        var buffer = new ArrowBuffer(_bits.AsMemory(0, (Count + 7) / 8));
        _bits = [];
        Count = 0;
        Clear = 0;
        return buffer;
    }

    /// <summary>The bitmap, or none where all bits are set, as validity has it; this one starts anew.</summary>
    internal ArrowBuffer BuildValidity()
    {
        var isNeeded = Clear > 0;
        var buffer = Build();
        return isNeeded ? buffer : ArrowBuffer.Empty;
    }

    private void Reserve(int count)
    {
        var size = (Count + count + 7) / 8;
        if (_bits.Length < size) System.Array.Resize(ref _bits, Math.Max(size, 2 * _bits.Length));
    }
}
