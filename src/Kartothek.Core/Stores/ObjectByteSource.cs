using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>An object of a store as the bytes of a Parquet file. Each call is one request.</summary>
/// <param name="store">The store.</param>
/// <param name="key">The object, which doesn't change while it is read.</param>
public sealed class ObjectByteSource(IObjectStore store, string key) : IByteSource
{
    /// <inheritdoc/>
    public string Name => key;

    /// <inheritdoc/>
    public async ValueTask<FileTail> ReadTailAsync(int maxBytes, CancellationToken cancellationToken = default)
    {
        var tail = await store.ReadTailAsync(key, maxBytes, cancellationToken).ConfigureAwait(false);
        return new FileTail(tail.Bytes, tail.Size);
    }

    /// <inheritdoc/>
    public ValueTask ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        var read = store.ReadAsync(key, offset, destination, default, cancellationToken);
        if (read.IsCompletedSuccessfully)
        {
            _ = read.Result;
            return ValueTask.CompletedTask;
        }
        return new(read.AsTask());
    }
}
