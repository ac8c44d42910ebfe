namespace Kartothek.Core.Tests;

/// <summary>A store that ignores the conditions of puts.</summary>
internal sealed class CarelessStore(IObjectStore inner) : IObjectStore
{
    public string Name => inner.Name;

    public ValueTask<ObjectTail> ReadTailAsync(string key, int maxBytes, CancellationToken cancellationToken = default) => inner.ReadTailAsync(key, maxBytes, cancellationToken);

    public ValueTask<ObjectVersion> ReadAsync(string key, long offset, Memory<byte> destination, VersionToken ifMatch = default, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(key, offset, destination, ifMatch, cancellationToken);

    public ValueTask<VersionToken> PutAsync(string key, ReadOnlyMemory<byte> content, PutCondition condition = default, CancellationToken cancellationToken = default) =>
        inner.PutAsync(key, content, default, cancellationToken);

    public ValueTask<VersionToken> PutAsync(string key, IAsyncEnumerable<ReadOnlyMemory<byte>> content, PutCondition condition = default, CancellationToken cancellationToken = default) =>
        inner.PutAsync(key, content, default, cancellationToken);

    public ValueTask DeleteAsync(string key, CancellationToken cancellationToken = default) => inner.DeleteAsync(key, cancellationToken);

    public IAsyncEnumerable<StoreEntry> ListAsync(string prefix, char? delimiter = null, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, delimiter, cancellationToken);

    public ValueTask<VersionToken> CopyAsync(string source, string target, CancellationToken cancellationToken = default) => inner.CopyAsync(source, target, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
