namespace Kartothek.Core.Tests;

/// <summary>A store in which something happens before every conditional put of a header.</summary>
internal sealed class RestlessStore(IObjectStore inner, Func<ValueTask<VersionToken>> disturb) : IObjectStore, IAtomicStore
{
    /// <summary>Whether commits may trust its refusals as those of a store of this process.</summary>
    public bool IsAtomic { get; init; }

    public string Name => inner.Name;

    public ValueTask<ObjectTail> ReadTailAsync(string key, int maxBytes, CancellationToken cancellationToken = default) => inner.ReadTailAsync(key, maxBytes, cancellationToken);

    public ValueTask<ObjectVersion> ReadAsync(string key, long offset, Memory<byte> destination, VersionToken ifMatch = default, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(key, offset, destination, ifMatch, cancellationToken);

    public async ValueTask<VersionToken> PutAsync(string key, ReadOnlyMemory<byte> content, PutCondition condition = default, CancellationToken cancellationToken = default)
    {
        if (condition != PutCondition.None && key.EndsWith(DatasetKeys.JsonSuffix, StringComparison.Ordinal))
        {
            await disturb();
        }
        return await inner.PutAsync(key, content, condition, cancellationToken);
    }

    public ValueTask<VersionToken> PutAsync(string key, IAsyncEnumerable<ReadOnlyMemory<byte>> content, PutCondition condition = default, CancellationToken cancellationToken = default) =>
        inner.PutAsync(key, content, condition, cancellationToken);

    public ValueTask DeleteAsync(string key, CancellationToken cancellationToken = default) => inner.DeleteAsync(key, cancellationToken);

    public IAsyncEnumerable<StoreEntry> ListAsync(string prefix, char? delimiter = null, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, delimiter, cancellationToken);

    public ValueTask<VersionToken> CopyAsync(string source, string target, CancellationToken cancellationToken = default) => inner.CopyAsync(source, target, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
