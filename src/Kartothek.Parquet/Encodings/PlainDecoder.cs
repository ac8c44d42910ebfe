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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Read(Span<T> destination)
    {
        var bytes = Take(destination.Length, destination.Length);
        bytes.CopyTo(MemoryMarshal.AsBytes(destination));
    }

    public override void Skip(int count) => Take(count, 0);

    public override bool HasRandomAccess => true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void ReadAt(ReadOnlySpan<int> positions, int count, Span<T> destination)
    {
        var bytes = Take(count, positions.IsEmpty ? 0 : positions[^1] + 1);
        for (var i = 0; i < positions.Length; i++)
            destination[i] = MemoryMarshal.Read<T>(bytes[(positions[i] * Unsafe.SizeOf<T>())..]);
    }

    protected override bool ReadsPending => true;

    /// <summary>The bytes of the next values, of which so many are read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ReadOnlySpan<byte> Take(int count, int read)
    {
        var length = (long)count * Unsafe.SizeOf<T>();
        if (length > _end - _position)
            throw new PageFormatException("a page ends before its last value");
        var start = _position;
        if (read > 0)
            Pending?.Advance(start + (read * Unsafe.SizeOf<T>()));
        _position += (int)length;
        return _bytes.AsSpan(start, (int)length);
    }
}
