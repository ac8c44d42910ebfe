using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>PLAIN byte arrays: each behind its length in four bytes. Read in place.</summary>
internal sealed class PlainBytesDecoder : ValueDecoder<ByteView>
{
    private byte[] _bytes = [];
    private int _position;
    private int _end;

    public override byte[] Data => _bytes;

    public override void Reset(byte[] bytes, int start, int end)
    {
        if ((uint)end > (uint)bytes.Length || (uint)start > (uint)end)
            throw new PageFormatException("values end behind their page");
        (_bytes, _position, _end) = (bytes, start, end);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Read(Span<ByteView> destination)
    {
        ref var bytes = ref MemoryMarshal.GetArrayDataReference(_bytes);
        var position = _position;
        for (var i = 0; i < destination.Length; i++)
        {
            var length = NextLength(ref bytes, position);
            destination[i] = new ByteView(position + 4, length);
            position += 4 + length;
        }
        _position = position;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Skip(int count)
    {
        ref var bytes = ref MemoryMarshal.GetArrayDataReference(_bytes);
        var position = _position;
        for (var i = 0; i < count; i++)
            position += 4 + NextLength(ref bytes, position);
        _position = position;
    }

    public override bool HasRandomAccess => true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void ReadAt(ReadOnlySpan<int> positions, int count, Span<ByteView> destination)
    {
        ref var bytes = ref MemoryMarshal.GetArrayDataReference(_bytes);
        var position = _position;
        var next = 0;
        for (var i = 0; i < positions.Length; i++)
        {
            for (; next < positions[i]; next++)
                position += 4 + NextLength(ref bytes, position);
            var length = NextLength(ref bytes, position);
            destination[i] = new ByteView(position + 4, length);
            position += 4 + length;
            next++;
        }
        _position = position;
        Skip(count - next);
    }

    /// <summary>The length of the value at a position. Its four bytes and the value lie inside the page, else it throws; so reads need no other check.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int NextLength(ref byte bytes, int position)
    {
        var left = _end - position - 4;
        if (left < 0)
            ThrowEnd();
        var length = Unsafe.ReadUnaligned<int>(ref Unsafe.Add(ref bytes, position));
        if ((uint)length > (uint)left)
            ThrowLength(length);
        return length;
    }

    private static void ThrowEnd() => throw new PageFormatException("a page ends before its last value");

    private static void ThrowLength(int length) => throw new PageFormatException($"a value of {(uint)length} bytes is longer than the rest of its page");
}
