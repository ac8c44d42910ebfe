using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>BYTE_STREAM_SPLIT values of one length: woven together once per page, in memory that the next page takes over.</summary>
/// <param name="length">Bytes per value.</param>
internal sealed class SplitBytesDecoder(int length) : ValueDecoder<ByteView>
{
    private readonly FixedBytesDecoder _woven = new(length);
    private byte[] _data = [];

    public override byte[] Data => _data;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Reset(byte[] bytes, int start, int end)
    {
        var size = end - start;
        if (size % length != 0)
            throw new PageFormatException($"split values take {size} bytes, which is no multiple of {length}");
        if (_data.Length < size)
            _data = new byte[size];
        var count = size / length;
        for (var b = 0; b < length; b++)
        {
            var stream = bytes.AsSpan(start + (b * count), count);
            var at = b;
            for (var i = 0; i < stream.Length; i++, at += length)
                _data[at] = stream[i];
        }
        _woven.Reset(_data, 0, size);
    }

    public override void Read(Span<ByteView> destination) => _woven.Read(destination);

    public override void Skip(int count) => _woven.Skip(count);

    public override bool HasRandomAccess => true;

    public override void ReadAt(ReadOnlySpan<int> positions, int count, Span<ByteView> destination) => _woven.ReadAt(positions, count, destination);
}
