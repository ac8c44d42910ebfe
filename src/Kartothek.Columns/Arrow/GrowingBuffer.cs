using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow;

namespace Kartothek.Columns;

/// <summary>An Arrow buffer in the making, in pooled memory. It is handed over without a copy.</summary>
internal sealed class GrowingBuffer<T>
    where T : unmanaged
{
    private byte[] _bytes = [];

    // Bytes of the last buffer: the next will hardly be larger, and so is made at once.
    private int _lastSize;

    internal int Count { get; private set; }

    /// <summary>Room for so many more values; what they hold is undefined.</summary>
    internal Span<T> Append(int count)
    {
        var size = checked((Count + count) * Unsafe.SizeOf<T>());
        if (_bytes.Length < size)
        {
            var larger = PooledMemory.Rent((int)Math.Min(System.Array.MaxLength, Math.Max(Math.Max(size, _lastSize), 2L * _bytes.Length)));
            _bytes.AsSpan(0, Count * Unsafe.SizeOf<T>()).CopyTo(larger);
            PooledMemory.Return(_bytes);
            _bytes = larger;
        }

        Count += count;
        return MemoryMarshal.Cast<byte, T>(_bytes.AsSpan(0, size))[^count..];
    }

    /// <summary>The buffer; this one starts anew.</summary>
    internal ArrowBuffer Build()
    {
        var buffer = PooledMemory.ToBuffer(_bytes, Count * Unsafe.SizeOf<T>());
        _lastSize = buffer.Length;
        _bytes = [];
        Count = 0;
        return buffer;
    }
}
