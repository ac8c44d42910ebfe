using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>DELTA_LENGTH_BYTE_ARRAY: all lengths as deltas, then all bytes. Read in place.</summary>
internal sealed class DeltaLengthBytesDecoder : ValueDecoder<ByteView>
{
    private readonly DeltaReader _lengths = new();
    private byte[] _bytes = [];
    private int _position;
    private int _end;

    public override byte[] Data => _bytes;

    public override void Reset(byte[] bytes, int start, int end)
    {
        _lengths.Reset(bytes, start, end);
        (_bytes, _position, _end) = (bytes, _lengths.FindEnd(), end);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Read(Span<ByteView> destination)
    {
        Span<long> lengths = stackalloc long[256];
        while (!destination.IsEmpty)
        {
            var count = Math.Min(destination.Length, lengths.Length);
            _lengths.Read(lengths[..count]);
            for (var i = 0; i < count; i++)
                destination[i] = Take(lengths[i]);
            destination = destination[count..];
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Skip(int count)
    {
        Span<long> lengths = stackalloc long[256];
        while (count > 0)
        {
            var part = lengths[..Math.Min(count, lengths.Length)];
            _lengths.Read(part);
            foreach (var length in part)
                Take(length);
            count -= part.Length;
        }
    }

    private ByteView Take(long length)
    {
        if ((ulong)length > (ulong)(_end - _position))
            throw new PageFormatException($"a value of {length} bytes is longer than the rest of its page");
        var view = new ByteView(_position, (int)length);
        _position += (int)length;
        return view;
    }
}
