using System.Runtime.CompilerServices;

namespace Kartothek.Core;

/// <summary>Counts the requests to another store, and passes them on. Owns the other store.</summary>
public sealed class CountingStore(IObjectStore inner) : IObjectStore, IAtomicStore, IUnfinishedStore, IBufferStore
{
    private long _tails;
    private long _ranges;
    private long _puts;
    private long _deletes;
    private long _lists;
    private long _copies;
    private long _bytesRead;
    private long _bytesWritten;

    /// <inheritdoc/>
    bool IAtomicStore.IsAtomic => IAtomicStore.Is(inner);

    /// <inheritdoc/>
    bool IBufferStore.ReadsIntoBuffers => IBufferStore.Of(inner) is not null;

    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public int PieceBytes => inner.PieceBytes;

    /// <summary>The counts so far. Requests under way are counted, their bytes not yet.</summary>
    public StoreCounts Counts => new()
    {
        Tails = Volatile.Read(ref _tails),
        Ranges = Volatile.Read(ref _ranges),
        Puts = Volatile.Read(ref _puts),
        Deletes = Volatile.Read(ref _deletes),
        Lists = Volatile.Read(ref _lists),
        Copies = Volatile.Read(ref _copies),
        BytesRead = Volatile.Read(ref _bytesRead),
        BytesWritten = Volatile.Read(ref _bytesWritten),
    };

    /// <inheritdoc/>
    public async ValueTask<ObjectTail> ReadTailAsync(string key, int maxBytes, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _tails);
        var tail = await inner.ReadTailAsync(key, maxBytes, cancellationToken).ConfigureAwait(false);
        Interlocked.Add(ref _bytesRead, tail.Bytes.Length);
        return tail;
    }

    /// <inheritdoc/>
    async ValueTask<(int Read, long Size)> IBufferStore.ReadTailAsync(string key, Memory<byte> destination, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _tails);
        var tail = await ((IBufferStore)inner).ReadTailAsync(key, destination, cancellationToken).ConfigureAwait(false);
        Interlocked.Add(ref _bytesRead, tail.Read);
        return tail;
    }

    /// <inheritdoc/>
    public async ValueTask<ObjectVersion> ReadAsync(
        string key, long offset, Memory<byte> destination, VersionToken ifMatch = default, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _ranges);
        var version = await inner.ReadAsync(key, offset, destination, ifMatch, cancellationToken).ConfigureAwait(false);
        Interlocked.Add(ref _bytesRead, destination.Length);
        return version;
    }

    /// <inheritdoc/>
    public async ValueTask<VersionToken> PutAsync(
        string key, ReadOnlyMemory<byte> content, PutCondition condition = default, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _puts);
        var token = await inner.PutAsync(key, content, condition, cancellationToken).ConfigureAwait(false);
        Interlocked.Add(ref _bytesWritten, content.Length);
        return token;
    }

    /// <inheritdoc/>
    public ValueTask<VersionToken> PutAsync(
        string key, IAsyncEnumerable<ReadOnlyMemory<byte>> content, PutCondition condition = default, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _puts);
        return inner.PutAsync(key, Counted(content, cancellationToken), condition, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(string key, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _deletes);
        return inner.DeleteAsync(key, cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoreEntry> ListAsync(
        string prefix, char? delimiter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _lists);
        await foreach (var entry in inner.ListAsync(prefix, delimiter, cancellationToken).ConfigureAwait(false))
        {
            yield return entry;
        }
    }

    /// <inheritdoc/>
    public ValueTask<VersionToken> CopyAsync(string source, string target, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _copies);
        return inner.CopyAsync(source, target, cancellationToken);
    }

    /// <summary>Lists the unfinished writes of the other store; none where it can't have such. Counts as a listing.</summary>
    public IAsyncEnumerable<StoreEntry> ListUnfinishedAsync(CancellationToken cancellationToken = default)
    {
        if (inner is not IUnfinishedStore unfinished)
        {
            return AsyncEnumerable.Empty<StoreEntry>();
        }
        Interlocked.Increment(ref _lists);
        return unfinished.ListUnfinishedAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DeleteUnfinishedAsync(StoreEntry entry, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _deletes);
        return inner is IUnfinishedStore unfinished ? unfinished.DeleteUnfinishedAsync(entry, cancellationToken) : default;
    }

    /// <summary>Disposes the other store.</summary>
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> Counted(
        IAsyncEnumerable<ReadOnlyMemory<byte>> content, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var piece in content.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            Interlocked.Add(ref _bytesWritten, piece.Length);
            yield return piece;
        }
    }
}
