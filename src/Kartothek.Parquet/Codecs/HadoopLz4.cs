using System.Buffers.Binary;
using K4os.Compression.LZ4;

namespace Kartothek.Parquet;

/// <summary>The codec that Parquet calls LZ4: Hadoop's framing, or what other writers took it for.</summary>
/// <remarks>
/// Hadoop writes blocks, each behind its decompressed and its compressed length as big-endian integers of four bytes. Older Arrow wrote a
/// raw block, still older ones an LZ4 frame. As Arrow does, the framing is tried first, and the raw block where the lengths don't fit.
/// </remarks>
internal static class HadoopLz4
{
    private const uint FrameMagic = 0x184D2204;

    /// <summary>Fills the destination; returns the bytes written, or something else where the source is damaged.</summary>
    public static int Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (TryBlocks(source, destination))
            return destination.Length;
        if (source.Length > 7 && BinaryPrimitives.ReadUInt32LittleEndian(source) == FrameMagic && TryFrame(source, destination))
            return destination.Length;
        return LZ4Codec.Decode(source, destination);
    }

    private static bool TryBlocks(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        while (source.Length >= 8)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(source);
            var compressed = BinaryPrimitives.ReadUInt32BigEndian(source[4..]);
            source = source[8..];
            if (length > (uint)destination.Length || compressed > (uint)source.Length)
                return false;
            if (LZ4Codec.Decode(source[..(int)compressed], destination[..(int)length]) != (int)length)
                return false;
            source = source[(int)compressed..];
            destination = destination[(int)length..];
        }
        return source.IsEmpty && destination.IsEmpty;
    }

    /// <summary>An LZ4 frame; checksums are passed over, since the page's length is checked.</summary>
    private static bool TryFrame(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var flags = source[4];
        var independent = (flags & 0x20) != 0;
        var position = 4 + 2 + ((flags & 0x08) != 0 ? 8 : 0) + ((flags & 0x01) != 0 ? 4 : 0) + 1;
        var written = 0;
        while (position <= source.Length - 4)
        {
            var word = BinaryPrimitives.ReadUInt32LittleEndian(source[position..]);
            position += 4;
            if (word == 0)
                return written == destination.Length;
            var length = (int)(word & 0x7FFF_FFFF);
            if (length > source.Length - position)
                return false;
            var block = source.Slice(position, length);
            position += length + ((flags & 0x10) != 0 ? 4 : 0);
            if (!TryFrameBlock(block, (word & 0x8000_0000) != 0, independent, destination, ref written))
                return false;
        }
        return false;
    }

    private static bool TryFrameBlock(ReadOnlySpan<byte> block, bool stored, bool independent, Span<byte> destination, ref int written)
    {
        if (stored)
        {
            if (!block.TryCopyTo(destination[written..]))
                return false;
            written += block.Length;
            return true;
        }
        // A dependent block refers to the 64 KiB before it.
        var window = independent ? default : destination[Math.Max(0, written - 65536)..written];
        var count = LZ4Codec.Decode(block, destination[written..], window);
        if (count < 0)
            return false;
        written += count;
        return true;
    }
}
