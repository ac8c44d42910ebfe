using System.Runtime.CompilerServices;

namespace Kartothek.Linq;

/// <summary>Bytes one behind the other in an array that grows.</summary>
internal struct ByteBuffer
{
    private byte[]? _bytes;

    /// <summary>The bytes; those behind <see cref="Count"/> mean nothing.</summary>
    public readonly byte[] Bytes => _bytes ?? [];

    /// <summary>How many there are.</summary>
    public int Count { get; set; }

    /// <summary>Room for so many more bytes, which the caller fills and counts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Reserve(int size)
    {
        var bytes = _bytes;
        if (bytes is null || bytes.Length - Count < size)
        {
            bytes = Grow(size);
        }
        return bytes.AsSpan(Count);
    }

    // What lay in the old array isn't overwritten: vectors that were lent keep it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private byte[] Grow(int size)
    {
        var wanted = Math.Max(Math.Max((long)Count + size, 2L * Bytes.Length), 4096);
        var grown = GC.AllocateUninitializedArray<byte>((int)Math.Min(Math.Max(wanted, 0), Array.MaxLength));
        Bytes.AsSpan(0, Count).CopyTo(grown);
        return _bytes = grown;
    }
}
