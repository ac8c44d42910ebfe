using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kartothek.Parquet;

/// <summary>BYTE_STREAM_SPLIT numbers: the first bytes of all values, then the second bytes, and so on.</summary>
/// <typeparam name="T">A number of 4 or 8 bytes.</typeparam>
internal sealed class SplitDecoder<T> : ValueDecoder<T>
    where T : unmanaged
{
    private byte[] _bytes = [];
    private int _start;
    private int _count;
    private int _next;

    public override void Reset(byte[] bytes, int start, int end)
    {
        if ((end - start) % Unsafe.SizeOf<T>() != 0)
            throw new PageFormatException($"split values take {end - start} bytes, which is no multiple of {Unsafe.SizeOf<T>()}");
        (_bytes, _start, _count, _next) = (bytes, start, (end - start) / Unsafe.SizeOf<T>(), 0);
    }

    public override void Read(Span<T> destination)
    {
        var first = Take(destination.Length);
        if (Unsafe.SizeOf<T>() == 4)
            ReadFour(first, MemoryMarshal.Cast<T, uint>(destination));
        else
            ReadEight(first, MemoryMarshal.Cast<T, ulong>(destination));
    }

    public override void Skip(int count) => Take(count);

    public override bool HasRandomAccess => true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void ReadAt(ReadOnlySpan<int> positions, int count, Span<T> destination)
    {
        var first = Take(count);
        for (var i = 0; i < positions.Length; i++)
        {
            var at = _start + first + positions[i];
            var bytes = MemoryMarshal.AsBytes(destination.Slice(i, 1));
            for (var b = 0; b < bytes.Length; b++)
                bytes[b] = _bytes[at + (b * _count)];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadFour(int first, Span<uint> destination)
    {
        var a = Stream(first, 0, destination.Length);
        var b = Stream(first, 1, destination.Length);
        var c = Stream(first, 2, destination.Length);
        var d = Stream(first, 3, destination.Length);
        for (var i = 0; i < destination.Length; i++)
            destination[i] = a[i] | ((uint)b[i] << 8) | ((uint)c[i] << 16) | ((uint)d[i] << 24);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadEight(int first, Span<ulong> destination)
    {
        // The two halves of each value are woven separately; eight streams at once are more than there are registers.
        var halves = MemoryMarshal.Cast<ulong, uint>(destination);
        for (var half = 0; half < 2; half++)
        {
            var a = Stream(first, half * 4, destination.Length);
            var b = Stream(first, (half * 4) + 1, destination.Length);
            var c = Stream(first, (half * 4) + 2, destination.Length);
            var d = Stream(first, (half * 4) + 3, destination.Length);
            for (var i = 0; i < a.Length; i++)
                halves[(i * 2) + half] = a[i] | ((uint)b[i] << 8) | ((uint)c[i] << 16) | ((uint)d[i] << 24);
        }
    }

    private ReadOnlySpan<byte> Stream(int first, int stream, int length) => _bytes.AsSpan(_start + (stream * _count) + first, length);

    private int Take(int count)
    {
        if (count > _count - _next)
            throw new PageFormatException("a page ends before its last value");
        var first = _next;
        _next += count;
        return first;
    }
}
