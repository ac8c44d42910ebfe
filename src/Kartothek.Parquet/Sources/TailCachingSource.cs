using System.Runtime.CompilerServices;

namespace Kartothek.Parquet;

/// <summary>
/// A source that keeps the tail it has read and serves later reads inside it from memory, so that a file no longer than its tail costs
/// one request.
/// </summary>
public sealed class TailCachingSource(IByteSource inner) : IByteSource
{
    // One reference, so that another thread sees the whole tail or none.
    private StrongBox<FileTail>? _tail;

    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    /// <remarks>No request where the kept tail is as long as asked for, or holds the whole file.</remarks>
    public async ValueTask<FileTail> ReadTailAsync(int maxBytes, CancellationToken cancellationToken = default)
    {
        if (_tail?.Value is { } kept && (kept.Bytes.Length >= maxBytes || kept.Start == 0))
            return new FileTail(kept.Bytes[Math.Max(0, kept.Bytes.Length - maxBytes)..], kept.FileLength);
        var tail = await inner.ReadTailAsync(maxBytes, cancellationToken).ConfigureAwait(false);
        _tail = new(tail);
        return tail;
    }

    /// <inheritdoc/>
    /// <remarks>No request where the bytes lie in the kept tail.</remarks>
    public ValueTask ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        if (_tail?.Value is not { } tail || offset < tail.Start || offset > tail.FileLength - destination.Length)
            return inner.ReadAsync(offset, destination, cancellationToken);
        tail.Bytes.Span.Slice((int)(offset - tail.Start), destination.Length).CopyTo(destination.Span);
        return default;
    }
}
