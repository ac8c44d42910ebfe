using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Kartothek.Parquet;

/// <summary>Packs values of few bits, least significant bit first. The inverse of <see cref="BitUnpacker"/>.</summary>
internal static class BitPacker
{
    /// <summary>Packs values in groups of eight, each of which takes as many bytes as a value has bits.</summary>
    /// <typeparam name="T">byte, ushort, int, uint or ulong. No value may have more bits than the width.</typeparam>
    /// <param name="values">A multiple of eight.</param>
    /// <param name="width">Bits per value: 1 to the size of <typeparamref name="T"/>.</param>
    /// <param name="destination">At least the packed length; up to eight bytes more are overwritten where there is room.</param>
    /// <returns>The bytes written: an eighth of the number of values times the width.</returns>
    public static int Pack<T>(ReadOnlySpan<T> values, int width, Span<byte> destination)
        where T : unmanaged, IBinaryInteger<T>
    {
        var length = values.Length / 8 * width;
        if (Bmi2.X64.IsSupported && BitConverter.IsLittleEndian && width <= 32 && Unsafe.SizeOf<T>() <= 4)
            return PackExtracted(values, width, destination, length);
        var (bits, filled, next) = (0UL, 0, 0);
        foreach (var value in values)
        {
            var wide = ulong.CreateTruncating(value);
            bits |= wide << filled;
            filled += width;
            if (filled < 64)
                continue;
            MemoryMarshal.Write(destination[next..], bits);
            next += 8;
            filled -= 64;
            bits = filled == 0 ? 0 : wide >> (width - filled);
        }
        for (; filled > 0; filled -= 8, bits >>= 8)
            destination[next++] = (byte)bits;
        return length;
    }

    /// <summary>One instruction gathers the low bits of all values in eight bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe int PackExtracted<T>(ReadOnlySpan<T> values, int width, Span<byte> destination, int length)
        where T : unmanaged, IBinaryInteger<T>
    {
        var size = Unsafe.SizeOf<T>();
        var lanes = 8 / size;
        var perWord = lanes * width;
        var laneMask = size == 8 ? ulong.MaxValue : (1UL << (8 * size)) - 1;
        var low = width == 64 ? ulong.MaxValue : (1UL << width) - 1;
        var mask = 0UL;
        for (var i = 0; i < lanes; i++)
            mask |= (low & laneMask) << (8 * size * i);
        var (bits, filled) = (0UL, 0);
        fixed (T* start = values)
        fixed (byte* target = destination)
        {
            var next = target;
            var words = (ulong*)start;
            var end = words + (values.Length / lanes);
            for (; words < end; words++)
            {
                var packed = Bmi2.X64.ParallelBitExtract(*words, mask);
                bits |= packed << filled;
                filled += perWord;
                if (filled < 64)
                    continue;
                *(ulong*)next = bits;
                next += 8;
                filled -= 64;
                bits = filled == 0 ? 0 : packed >> (perWord - filled);
            }
            for (; filled > 0; filled -= 8, bits >>= 8)
                *next++ = (byte)bits;
        }
        return length;
    }
}
