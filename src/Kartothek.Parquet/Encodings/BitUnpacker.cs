using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kartothek.Parquet;

/// <summary>Unpacks integers of 0 to 64 bits that lie one behind the other, lowest bit first.</summary>
/// <remarks>
/// Vectors are loaded 16 bytes wide and may reach behind the packed values, never behind the array; what they find there is masked out.
/// With AVX2, eight values of at most 25 bits are unpacked at once: two loads whose 16 bytes hold four values each (4 × 25 bits, shifted
/// by up to 4, end within 14 bytes), one shuffle that brings the 4 bytes of each value into its lane, one variable shift, one mask.
/// </remarks>
internal static class BitUnpacker
{
    private const int MaxShuffledWidth = 25;

    private static readonly Vector256<byte>[] Shuffles = MakeShuffles();
    private static readonly Vector256<uint>[] Shifts = MakeShifts();

    /// <summary>The bytes that values take.</summary>
    public static long ByteCount(long count, int width) => ((count * width) + 7) >> 3;

    /// <summary>Unpacks values of at most 32 bits.</summary>
    /// <param name="bytes">Where they lie.</param>
    /// <param name="start">The first byte of the first value.</param>
    /// <param name="width">Bits per value, 0 to 32.</param>
    /// <param name="destination">Filled.</param>
    /// <exception cref="PageFormatException">The array ends before the last value.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Unpack(byte[] bytes, int start, int width, Span<int> destination)
    {
        if (width == 0)
        {
            destination.Clear();
            return;
        }
        if ((uint)start > (uint)bytes.Length || ByteCount(destination.Length, width) > bytes.Length - start)
            throw new PageFormatException("packed values end behind their page");
        var done = Avx2.IsSupported && width <= MaxShuffledWidth ? UnpackShuffled(bytes, start, width, destination) : 0;
        if (done < destination.Length)
            UnpackScalar(bytes, start, width, destination, done);
    }

    /// <summary>Unpacks values of at most 64 bits.</summary>
    /// <inheritdoc cref="Unpack(byte[], int, int, Span{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Unpack(byte[] bytes, int start, int width, Span<long> destination)
    {
        if ((uint)start > (uint)bytes.Length || ByteCount(destination.Length, width) > bytes.Length - start)
            throw new PageFormatException("packed values end behind their page");
        var mask = width == 64 ? ulong.MaxValue : (1UL << width) - 1;
        var bit = 0L;
        for (var i = 0; i < destination.Length; i++, bit += width)
        {
            var at = start + (int)(bit >> 3);
            var shift = (int)(bit & 7);
            var value = Load(bytes, at) >> shift;
            if (shift + width > 64)
                value |= (ulong)bytes[at + 8] << (64 - shift);
            destination[i] = (long)(value & mask);
        }
    }

    /// <summary>Expands bits to booleans.</summary>
    /// <param name="bytes">Where they lie.</param>
    /// <param name="bit">The first bit, counted from the start of the array.</param>
    /// <param name="destination">Filled.</param>
    /// <returns>How many are set.</returns>
    /// <exception cref="PageFormatException">The array ends before the last bit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Expand(byte[] bytes, long bit, Span<bool> destination)
    {
        if (bit + destination.Length > (long)bytes.Length * 8)
            throw new PageFormatException("packed bits end behind their page");
        var ones = 0;
        var i = 0;
        var target = MemoryMarshal.AsBytes(destination);
        if (Avx2.IsSupported)
        {
            var spread = Vector256.Create(0x0000000000000000UL, 0x0101010101010101UL, 0x0202020202020202UL, 0x0303030303030303UL).AsByte();
            var select = Vector256.Create(0x8040201008040201UL).AsByte();
            for (; i <= target.Length - 32; i += 32, bit += 32)
            {
                var word = (uint)(Load(bytes, (int)(bit >> 3)) >> (int)(bit & 7));
                ones += BitOperations.PopCount(word);
                // The shuffle works within each half; both hold the same four bytes.
                var set = Avx2.Shuffle(Vector256.Create(word).AsByte(), spread) & select;
                (Vector256.Equals(set, select) & Vector256<byte>.One).StoreUnsafe(ref MemoryMarshal.GetReference(target), (nuint)i);
            }
        }
        for (; i < target.Length; i++, bit++)
        {
            var value = (bytes[bit >> 3] >> (int)(bit & 7)) & 1;
            target[i] = (byte)value;
            ones += value;
        }
        return ones;
    }

    /// <summary>Counts the bits that are set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int CountOnes(byte[] bytes, long bit, int count)
    {
        if (bit + count > (long)bytes.Length * 8)
            throw new PageFormatException("packed bits end behind their page");
        var ones = 0;
        for (; count >= 32; count -= 32, bit += 32)
            ones += BitOperations.PopCount((uint)(Load(bytes, (int)(bit >> 3)) >> (int)(bit & 7)));
        if (count > 0)
            ones += BitOperations.PopCount((uint)(Load(bytes, (int)(bit >> 3)) >> (int)(bit & 7)) & ((1u << count) - 1));
        return ones;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int UnpackShuffled(byte[] bytes, int start, int width, Span<int> destination)
    {
        ref var source = ref MemoryMarshal.GetArrayDataReference(bytes);
        ref var target = ref MemoryMarshal.GetReference(destination);
        var shuffle = Shuffles[width];
        var shift = Shifts[width];
        var mask = Vector256.Create((1u << width) - 1);
        var half = width >> 1;
        var last = bytes.Length - 16 - half;
        var i = 0;
        for (var at = start; i <= destination.Length - 8 && at <= last; i += 8, at += width)
        {
            var lower = Vector128.LoadUnsafe(ref source, (nuint)at);
            var upper = Vector128.LoadUnsafe(ref source, (nuint)(at + half));
            var spread = Avx2.Shuffle(Vector256.Create(lower, upper), shuffle).AsUInt32();
            (Avx2.ShiftRightLogicalVariable(spread, shift) & mask).AsInt32().StoreUnsafe(ref target, (nuint)i);
        }
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void UnpackScalar(byte[] bytes, int start, int width, Span<int> destination, int done)
    {
        var mask = width == 32 ? uint.MaxValue : (1u << width) - 1;
        var bit = (long)done * width;
        for (var i = done; i < destination.Length; i++, bit += width)
            destination[i] = (int)((uint)(Load(bytes, start + (int)(bit >> 3)) >> (int)(bit & 7)) & mask);
    }

    /// <summary>Eight bytes, with zeros for those behind the array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Load(byte[] bytes, int at)
    {
        if (at <= bytes.Length - 8)
            return Unsafe.ReadUnaligned<ulong>(ref bytes[at]);
        var value = 0UL;
        for (var i = 0; i < 8 && at + i < bytes.Length; i++)
            value |= (ulong)bytes[at + i] << (8 * i);
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector256<byte>[] MakeShuffles()
    {
        var result = new Vector256<byte>[MaxShuffledWidth + 1];
        Span<byte> lanes = stackalloc byte[32];
        for (var width = 0; width <= MaxShuffledWidth; width++)
        {
            for (var value = 0; value < 8; value++)
            {
                for (var i = 0; i < 4; i++)
                    lanes[(value * 4) + i] = (byte)((FirstBit(width, value) >> 3) + i);
            }
            result[width] = Vector256.Create<byte>(lanes);
        }
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector256<uint>[] MakeShifts()
    {
        var result = new Vector256<uint>[MaxShuffledWidth + 1];
        Span<uint> lanes = stackalloc uint[8];
        for (var width = 0; width <= MaxShuffledWidth; width++)
        {
            for (var value = 0; value < 8; value++)
                lanes[value] = (uint)(FirstBit(width, value) & 7);
            result[width] = Vector256.Create<uint>(lanes);
        }
        return result;
    }

    /// <summary>The first bit of a value within the 16 bytes loaded for its half.</summary>
    private static int FirstBit(int width, int value) =>
        value < 4 ? value * width : (4 * width % 8) + ((value - 4) * width);
}
