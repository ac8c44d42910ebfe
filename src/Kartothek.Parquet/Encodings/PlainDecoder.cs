using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kartothek.Parquet;

/// <summary>PLAIN numbers: little-endian, one behind the other.</summary>
/// <typeparam name="T">A number of 4 or 8 bytes.</typeparam>
internal sealed class PlainDecoder<T> : ValueDecoder<T>
    where T : unmanaged
{
    private byte[] _bytes = [];
    private int _position;
    private int _end;

    public override void Reset(byte[] bytes, int start, int end) => (_bytes, _position, _end) = (bytes, start, end);

    public override void Read(Span<T> destination)
    {
        var bytes = Take(destination.Length);
        bytes.CopyTo(MemoryMarshal.AsBytes(destination));
    }

    public override void Skip(int count) => Take(count);

    public override bool HasRandomAccess => true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void ReadAt(ReadOnlySpan<int> positions, int count, Span<T> destination)
    {
        var bytes = Take(count);
        for (var i = 0; i < positions.Length; i++)
            destination[i] = MemoryMarshal.Read<T>(bytes[(positions[i] * Unsafe.SizeOf<T>())..]);
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        var length = (long)count * Unsafe.SizeOf<T>();
        if (length > _end - _position)
            throw new PageFormatException("a page ends before its last value");
        var start = _position;
        _position += (int)length;
        return _bytes.AsSpan(start, (int)length);
    }
}
