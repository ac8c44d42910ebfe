using System.Buffers;
using System.Runtime.CompilerServices;

namespace Kartothek.Parquet;

/// <summary>A growing array from the shared pool.</summary>
internal struct WriteBuffer<T>
    where T : unmanaged
{
    private T[]? _array;

    /// <summary>Elements in use.</summary>
    public int Count { get; private set; }

    /// <summary>Memory taken.</summary>
    public readonly long HeldBytes => _array is null ? 0 : (long)_array.Length * Unsafe.SizeOf<T>();

    /// <summary>The elements in use.</summary>
    public readonly Span<T> Span => _array.AsSpan(0, Count);

    /// <summary>Makes room for so many more elements, which count as used at once.</summary>
    public Span<T> Extend(int count)
    {
        var needed = Count + (long)count;
        if (_array is null || needed > _array.Length)
            Grow(needed);
        var span = _array.AsSpan(Count, count);
        Count += count;
        return span;
    }

    /// <summary>Appends elements.</summary>
    public void Append(ReadOnlySpan<T> elements) => elements.CopyTo(Extend(elements.Length));

    /// <summary>Gives up all elements behind the first ones.</summary>
    public void Truncate(int count) => Count = count;

    /// <summary>Starts anew, in the same memory.</summary>
    public void Clear() => Count = 0;

    /// <summary>Starts anew; the memory goes back.</summary>
    public void Free()
    {
        Count = 0;
        if (_array is null)
            return;
        ArrayPool<T>.Shared.Return(_array);
        _array = null;
    }

    private void Grow(long needed)
    {
        var grown = ArrayPool<T>.Shared.Rent(checked((int)Math.Max(256, Math.Max(needed, Math.Min(2L * Count, Array.MaxLength)))));
        if (_array is not null)
        {
            _array.AsSpan(0, Count).CopyTo(grown);
            ArrayPool<T>.Shared.Return(_array);
        }
        _array = grown;
    }
}
