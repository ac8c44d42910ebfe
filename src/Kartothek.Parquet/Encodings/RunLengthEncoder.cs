using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kartothek.Parquet;

/// <summary>Writes Parquet's hybrid of run lengths and bit packing: levels and dictionary codes. The inverse of <see cref="RunLengthDecoder"/>.</summary>
internal static class RunLengthEncoder
{
    /// <summary>A run shorter than this is packed: its header, and the one of the packed run that it interrupts, would cost more.</summary>
    private const int MinRun = 24;

    /// <summary>The bits that values up to a maximum need.</summary>
    public static int Width(int max) => 32 - BitOperations.LeadingZeroCount((uint)max);

    /// <summary>The most bytes that so many values take.</summary>
    public static int MaxBytes(int count, int width) => checked((int)(((long)count + 7) / 8 * width + (count / MinRun * 6L) + 32));

    /// <summary>Encodes values.</summary>
    /// <typeparam name="T">byte, ushort or int.</typeparam>
    /// <param name="values">Each less than 2 to the power of the width.</param>
    /// <param name="width">Bits per value.</param>
    /// <param name="destination">At least <see cref="MaxBytes"/>.</param>
    /// <returns>The bytes written.</returns>
    public static int Encode<T>(ReadOnlySpan<T> values, int width, Span<byte> destination)
        where T : unmanaged, IBinaryInteger<T>
    {
        var written = 0;
        // From here on values are to be packed; a packed run starts at a multiple of eight values behind the last run.
        var packed = 0;
        var position = 0;
        while (position + MinRun <= values.Length)
        {
            var run = RunAt(values, position);
            if (run < MinRun)
            {
                position += 8;
                continue;
            }
            written += Pack(values[packed..position], width, destination[written..]);
            written += Repeat(values[position], run, width, destination[written..]);
            position += run;
            packed = position;
        }
        return written + Pack(values[packed..], width, destination[written..]);
    }

    /// <summary>Encodes one value that repeats.</summary>
    public static int Repeat(int value, int count, int width, Span<byte> destination) => Repeat<int>(value, count, width, destination);

    private static int Repeat<T>(T value, int count, int width, Span<byte> destination)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (count == 0)
            return 0;
        var written = Varint((uint)count << 1, destination);
        var rest = uint.CreateTruncating(value);
        for (var bits = 0; bits < width; bits += 8, rest >>= 8)
            destination[written++] = (byte)rest;
        return written;
    }

    /// <summary>How many values from a position on are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int RunAt<T>(ReadOnlySpan<T> values, int start)
        where T : unmanaged, IBinaryInteger<T>
    {
        var value = values[start];
        // The first look decides it nearly always.
        if (values[start + 7] != value || values[start + 1] != value)
            return 0;
        var rest = values[start..];
        var end = rest.IndexOfAnyExcept(value);
        return end < 0 ? rest.Length : end;
    }

    private static int Pack<T>(ReadOnlySpan<T> values, int width, Span<byte> destination)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (values.IsEmpty)
            return 0;
        var groups = (values.Length + 7) / 8;
        var written = Varint(((uint)groups << 1) | 1, destination);
        if (width == 0)
            return written;
        var whole = values.Length & ~7;
        written += BitPacker.Pack(values[..whole], width, destination[written..]);
        if (whole < values.Length)
        {
            Span<T> last = stackalloc T[8];
            last.Clear();
            values[whole..].CopyTo(last);
            written += BitPacker.Pack<T>(last, width, destination[written..]);
        }
        return written;
    }

    private static int Varint(uint value, Span<byte> destination)
    {
        var written = 0;
        for (; value >= 0x80; value >>= 7)
            destination[written++] = (byte)(value | 0x80);
        destination[written++] = (byte)value;
        return written;
    }
}
