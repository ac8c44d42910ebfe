using System.Collections.Concurrent;

namespace Kartothek.Parquet;

/// <summary>Finished pages, one behind the other, in pieces of memory that all writers share.</summary>
/// <remarks>In pieces, because a chunk's length isn't known before its end, and a thousand files may be open: at most one piece a chunk is partly unused.</remarks>
internal sealed class PageBytes : IDisposable
{
    /// <summary>Small enough to stay off the heap of large objects.</summary>
    private const int PieceBytes = 32 * 1024;

    /// <summary>Pieces that are kept for later at most: 32 MiB.</summary>
    private const int MaxFree = 1024;

    private static readonly ConcurrentStack<byte[]> Free = new();

    // The stack's own count walks through it.
    private static int _freeCount;

    private readonly List<byte[]> _pieces = [];
    private int _used = PieceBytes;

    /// <summary>Bytes held.</summary>
    public long Length { get; private set; }

    /// <summary>Memory taken.</summary>
    public long HeldBytes => (long)_pieces.Count * PieceBytes;

    /// <summary>Appends bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        while (!bytes.IsEmpty)
        {
            if (_used == PieceBytes)
            {
                _pieces.Add(Take());
                _used = 0;
            }
            var count = Math.Min(bytes.Length, PieceBytes - _used);
            bytes[..count].CopyTo(_pieces[^1].AsSpan(_used));
            _used += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>Gives all bytes to a sink.</summary>
    public async ValueTask WriteToAsync(IByteSink sink, CancellationToken cancellationToken)
    {
        for (var i = 0; i < _pieces.Count; i++)
            await sink.WriteAsync(_pieces[i].AsMemory(0, i == _pieces.Count - 1 ? _used : PieceBytes), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Starts anew; the memory goes back.</summary>
    public void Clear()
    {
        foreach (var piece in _pieces)
        {
            if (Interlocked.Increment(ref _freeCount) > MaxFree)
            {
                Interlocked.Decrement(ref _freeCount);
                break;
            }
            Free.Push(piece);
        }
        _pieces.Clear();
        _used = PieceBytes;
        Length = 0;
    }

    private static byte[] Take()
    {
        if (!Free.TryPop(out var piece))
            return GC.AllocateUninitializedArray<byte>(PieceBytes);
        Interlocked.Decrement(ref _freeCount);
        return piece;
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();
}
