using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Kartothek.Core;

/// <summary>A store in the memory of the process, for tests and short-lived data. Every instance is a store of its own.</summary>
/// <remarks>
/// All calls complete synchronously. A listing shows the state at its beginning. Version tokens count the writes of the instance.
/// </remarks>
public sealed class MemoryStore : IObjectStore, IAtomicStore
{
    private readonly TimeProvider _clock;
    private ImmutableSortedDictionary<string, StoredObject> _objects =
        ImmutableSortedDictionary.Create<string, StoredObject>(StringComparer.Ordinal);
    private long _lastVersion;

    /// <summary>Creates an empty store.</summary>
    /// <param name="name">Its name in messages.</param>
    /// <param name="clock">Gives the times of writes; the system's clock where none is given.</param>
    public MemoryStore(string name = "memory:", TimeProvider? clock = null) => (Name, _clock) = (name, clock ?? TimeProvider.System);

    /// <inheritdoc/>
    bool IAtomicStore.IsAtomic => true;

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int PieceBytes { get; init; } = 512 << 10;

    /// <inheritdoc/>
    public ValueTask<ObjectTail> ReadTailAsync(string key, int maxBytes, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        cancellationToken.ThrowIfCancellationRequested();
        var stored = Find(key);
        var start = Math.Max(0, stored.Bytes.Length - maxBytes);
        return new(new ObjectTail(stored.Bytes.AsMemory(start), stored.Bytes.Length, stored.Token));
    }

    /// <inheritdoc/>
    public ValueTask<ObjectVersion> ReadAsync(
        string key, long offset, Memory<byte> destination, VersionToken ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        cancellationToken.ThrowIfCancellationRequested();
        var stored = Find(key);
        if (!ifMatch.IsNone && ifMatch != stored.Token)
        {
            throw CoreErrors.VersionDiffers(key, Name);
        }
        if (offset > stored.Bytes.Length - destination.Length)
        {
            throw CoreErrors.RangeOutside(key, Name, offset, destination.Length, stored.Bytes.Length);
        }
        stored.Bytes.AsSpan((int)offset, destination.Length).CopyTo(destination.Span);
        return new(new ObjectVersion(stored.Bytes.Length, stored.Token));
    }

    /// <inheritdoc/>
    public ValueTask<VersionToken> PutAsync(
        string key, ReadOnlyMemory<byte> content, PutCondition condition = default, CancellationToken cancellationToken = default)
    {
        StoreKey.Check(key, Name);
        cancellationToken.ThrowIfCancellationRequested();
        return new(Put(key, content.ToArray(), condition));
    }

    /// <inheritdoc/>
    public async ValueTask<VersionToken> PutAsync(
        string key, IAsyncEnumerable<ReadOnlyMemory<byte>> content, PutCondition condition = default, CancellationToken cancellationToken = default)
    {
        StoreKey.Check(key, Name);
        using var buffer = new MemoryStream();
        await foreach (var piece in content.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            buffer.Write(piece.Span);
        }
        cancellationToken.ThrowIfCancellationRequested();
        return Put(key, buffer.ToArray(), condition);
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(string key, CancellationToken cancellationToken = default)
    {
        StoreKey.Check(key, Name);
        cancellationToken.ThrowIfCancellationRequested();
        ImmutableInterlocked.Update(ref _objects, static (objects, removed) => objects.Remove(removed), key);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoreEntry> ListAsync(
        string prefix, char? delimiter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        StoreKey.CheckPrefix(prefix, Name);
        var listing = new ListingGroups(prefix, delimiter);
        foreach (var (key, stored) in Volatile.Read(ref _objects))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (key.StartsWith(prefix, StringComparison.Ordinal)
                && listing.Next(new StoreEntry(key, false, stored.Bytes.Length, stored.Modified)) is { } entry)
            {
                yield return entry;
            }
        }
        await ValueTask.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<VersionToken> CopyAsync(string source, string target, CancellationToken cancellationToken = default)
    {
        StoreKey.Check(target, Name);
        cancellationToken.ThrowIfCancellationRequested();
        return new(Put(target, Find(source).Bytes, PutCondition.None));
    }

    /// <summary>Does nothing: the objects live as long as the instance.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private StoredObject Find(string key)
    {
        StoreKey.Check(key, Name);
        return Volatile.Read(ref _objects).TryGetValue(key, out var stored) ? stored : throw CoreErrors.ObjectNotFound(key, Name);
    }

    private VersionToken Put(string key, byte[] bytes, PutCondition condition)
    {
        var token = new VersionToken(Interlocked.Increment(ref _lastVersion).ToString(System.Globalization.CultureInfo.InvariantCulture));
        var written = new StoredObject(bytes, token, _clock.GetUtcNow());
        while (true)
        {
            var before = Volatile.Read(ref _objects);
            var exists = before.TryGetValue(key, out var present);
            if (condition.IsIfAbsent && exists)
            {
                throw CoreErrors.AlreadyExists(key, Name);
            }
            if (!condition.Match.IsNone && (!exists || present!.Token != condition.Match))
            {
                throw CoreErrors.VersionDiffers(key, Name);
            }
            if (Interlocked.CompareExchange(ref _objects, before.SetItem(key, written), before) == before)
            {
                return token;
            }
        }
    }

    private sealed record StoredObject(byte[] Bytes, VersionToken Token, DateTimeOffset Modified);
}
