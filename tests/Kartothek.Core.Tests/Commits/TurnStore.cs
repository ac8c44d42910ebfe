using System.Runtime.CompilerServices;

namespace Kartothek.Core.Tests;

/// <summary>One writer's way to a store: each request waits for its turn.</summary>
internal sealed class TurnStore(IObjectStore inner, Turns turns, int writer) : IObjectStore, IAtomicStore
{
    public string Name => inner.Name;

    public bool IsAtomic => true;

    public async ValueTask<ObjectTail> ReadTailAsync(string key, int maxBytes, CancellationToken cancellationToken = default)
    {
        await turns.WaitAsync(writer);
        return await inner.ReadTailAsync(key, maxBytes, cancellationToken);
    }

    public async ValueTask<ObjectVersion> ReadAsync(string key, long offset, Memory<byte> destination, VersionToken ifMatch = default, CancellationToken cancellationToken = default)
    {
        await turns.WaitAsync(writer);
        return await inner.ReadAsync(key, offset, destination, ifMatch, cancellationToken);
    }

    public async ValueTask<VersionToken> PutAsync(string key, ReadOnlyMemory<byte> content, PutCondition condition = default, CancellationToken cancellationToken = default)
    {
        await turns.WaitAsync(writer);
        return await inner.PutAsync(key, content, condition, cancellationToken);
    }

    public ValueTask<VersionToken> PutAsync(string key, IAsyncEnumerable<ReadOnlyMemory<byte>> content, PutCondition condition = default, CancellationToken cancellationToken = default) =>
        inner.PutAsync(key, content, condition, cancellationToken);

    public async ValueTask DeleteAsync(string key, CancellationToken cancellationToken = default)
    {
        await turns.WaitAsync(writer);
        await inner.DeleteAsync(key, cancellationToken);
    }

    public async IAsyncEnumerable<StoreEntry> ListAsync(string prefix, char? delimiter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await turns.WaitAsync(writer);
        await foreach (var entry in inner.ListAsync(prefix, delimiter, cancellationToken))
        {
            yield return entry;
        }
    }

    public async ValueTask<VersionToken> CopyAsync(string source, string target, CancellationToken cancellationToken = default)
    {
        await turns.WaitAsync(writer);
        return await inner.CopyAsync(source, target, cancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
