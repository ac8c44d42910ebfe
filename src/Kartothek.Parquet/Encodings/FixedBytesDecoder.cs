using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>PLAIN values of one length (FIXED_LEN_BYTE_ARRAY, INT96). Read in place.</summary>
/// <param name="length">Bytes per value.</param>
internal sealed class FixedBytesDecoder(int length) : ValueDecoder<ByteView>
{
    private byte[] _bytes = [];
    private int _position;
    private int _end;

    public override byte[] Data => _bytes;

    public override void Reset(byte[] bytes, int start, int end) => (_bytes, _position, _end) = (bytes, start, end);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Read(Span<ByteView> destination)
    {
        var position = Take(destination.Length);
        for (var i = 0; i < destination.Length; i++, position += length)
            destination[i] = new ByteView(position, length);
    }

    public override void Skip(int count) => Take(count);

    public override bool HasRandomAccess => true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void ReadAt(ReadOnlySpan<int> positions, int count, Span<ByteView> destination)
    {
        var position = Take(count);
        for (var i = 0; i < positions.Length; i++)
            destination[i] = new ByteView(position + (positions[i] * length), length);
    }

    private int Take(int count)
    {
        var bytes = (long)count * length;
        if (bytes > _end - _position)
            throw new PageFormatException("a page ends before its last value");
        var start = _position;
        _position += (int)bytes;
        return start;
    }
}
