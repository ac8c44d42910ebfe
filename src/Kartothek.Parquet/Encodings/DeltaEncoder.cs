using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kartothek.Parquet;

/// <summary>Writes DELTA_BINARY_PACKED integers: blocks of 128 differences in four parts, each part as wide as its largest difference from the block's least one.</summary>
/// <remarks>Reckons modulo the type's size, so that any values can follow each other. The inverse of <see cref="DeltaReader"/>.</remarks>
internal static class DeltaEncoder
{
    private const int BlockValues = 128;
    private const int PartValues = 32;
    private const int Parts = BlockValues / PartValues;

    /// <summary>The most bytes that so many values take.</summary>
    public static int MaxBytes<T>(int count)
        where T : unmanaged => checked((int)(30 + (((long)count + BlockValues - 1) / BlockValues * (10 + Parts + (BlockValues * (long)Unsafe.SizeOf<T>())))));

    /// <summary>Encodes values.</summary>
    /// <typeparam name="T">int or long; unsigned values as their bits.</typeparam>
    /// <typeparam name="U">The unsigned type of the same size.</typeparam>
    /// <param name="values">The values.</param>
    /// <param name="destination">At least <see cref="MaxBytes{T}"/>.</param>
    /// <returns>The bytes written.</returns>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Encode<T, U>(ReadOnlySpan<T> values, Span<byte> destination)
        where T : unmanaged, IBinaryInteger<T>
        where U : unmanaged, IBinaryInteger<U>
    {
        var written = Varint(BlockValues, destination);
        written += Varint(Parts, destination[written..]);
        written += Varint((ulong)values.Length, destination[written..]);
        written += Zigzag(values.IsEmpty ? 0 : long.CreateTruncating(values[0]), destination[written..]);
        Span<T> deltas = stackalloc T[BlockValues];
        Span<U> parts = stackalloc U[BlockValues];
        for (var start = 1; start < values.Length; start += BlockValues)
        {
            var count = Math.Min(BlockValues, values.Length - start);
            var least = Differences(values.Slice(start - 1, count + 1), deltas);
            written += Zigzag(long.CreateTruncating(least), destination[written..]);
            var widths = destination.Slice(written, Parts);
            written += Parts;
            for (var part = 0; part < Parts; part++)
            {
                var first = part * PartValues;
                var length = Math.Clamp(count - first, 0, PartValues);
                var bits = U.Zero;
                for (var i = first; i < first + length; i++)
                {
                    var above = U.CreateTruncating(unchecked(deltas[i] - least));
                    parts[i] = above;
                    bits |= above;
                }
                var width = Unsafe.SizeOf<U>() * 8 - int.CreateTruncating(U.LeadingZeroCount(bits));
                widths[part] = (byte)width;
                if (width == 0)
                    continue;
                parts.Slice(first + length, PartValues - length).Clear();
                written += Pack(parts.Slice(first, PartValues), width, destination[written..]);
            }
        }
        return written;
    }

    private static T Differences<T>(ReadOnlySpan<T> values, Span<T> deltas)
        where T : unmanaged, IBinaryInteger<T>
    {
        var least = unchecked(values[1] - values[0]);
        for (var i = 1; i < values.Length; i++)
        {
            var delta = unchecked(values[i] - values[i - 1]);
            deltas[i - 1] = delta;
            least = T.Min(least, delta);
        }
        return least;
    }

    [SkipLocalsInit]
    private static int Pack<U>(ReadOnlySpan<U> values, int width, Span<byte> destination)
        where U : unmanaged, IBinaryInteger<U>
    {
        if (Unsafe.SizeOf<U>() != 8 || width > 32)
            return BitPacker.Pack(values, width, destination);
        // Halves of words are packed several at a time.
        Span<uint> narrow = stackalloc uint[PartValues];
        for (var i = 0; i < narrow.Length; i++)
            narrow[i] = uint.CreateTruncating(values[i]);
        return BitPacker.Pack<uint>(narrow, width, destination);
    }

    private static int Zigzag(long value, Span<byte> destination) => Varint((ulong)((value << 1) ^ (value >> 63)), destination);

    private static int Varint(ulong value, Span<byte> destination)
    {
        var written = 0;
        for (; value >= 0x80; value >>= 7)
            destination[written++] = (byte)(value | 0x80);
        destination[written++] = (byte)value;
        return written;
    }
}
