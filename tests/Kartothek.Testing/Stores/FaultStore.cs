using System.Runtime.CompilerServices;
using Kartothek.Columns;
using Kartothek.Core;

namespace Kartothek.Testing;

/// <summary>A store in front of another one, whose n-th request meets a fault. Requests are counted from 1; listings are one request each.</summary>
/// <remarks>Disposing it leaves the other store open, so that a test can look at what happened.</remarks>
public sealed class FaultStore(IObjectStore inner) : IObjectStore
{
    private readonly List<string> _log = [];
    private bool _isDead;

    /// <summary>The request that the fault meets; 0 for none.</summary>
    public int At { get; init; }

    /// <summary>The fault.</summary>
    public FaultKind Kind { get; init; }

    /// <summary>Which requests are counted; null for all. <c>put</c>, <c>delete</c>, <c>copy</c>, <c>list</c>, <c>tail</c>, <c>read</c>, and the key.</summary>
    public Func<string, string, bool>? Counts { get; init; }

    /// <summary>Runs just before the request that the fault meets, past this store: another writer in the gap.</summary>
    public Func<Task>? Meanwhile { get; init; }

    /// <summary>How many requests there were.</summary>
    public int Requests => _log.Count;

    /// <summary>The requests that were counted, in order.</summary>
    public IReadOnlyList<string> Log => _log;

    /// <summary>Whether the fault has happened.</summary>
    public bool HasHappened { get; private set; }

    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public ValueTask<ObjectTail> ReadTailAsync(string key, int maxBytes, CancellationToken cancellationToken = default) =>
        RunAsync("tail", key, () => inner.ReadTailAsync(key, maxBytes, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<ObjectVersion> ReadAsync(
        string key, long offset, Memory<byte> destination, VersionToken ifMatch = default, CancellationToken cancellationToken = default) =>
        RunAsync("read", key, () => inner.ReadAsync(key, offset, destination, ifMatch, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<VersionToken> PutAsync(
        string key, ReadOnlyMemory<byte> content, PutCondition condition = default, CancellationToken cancellationToken = default) =>
        RunAsync("put", key, () => inner.PutAsync(key, content, condition, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<VersionToken> PutAsync(
        string key, IAsyncEnumerable<ReadOnlyMemory<byte>> content, PutCondition condition = default, CancellationToken cancellationToken = default) =>
        RunAsync("put", key, () => inner.PutAsync(key, content, condition, cancellationToken));

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(string key, CancellationToken cancellationToken = default) => await RunAsync<bool>("delete", key, async () =>
    {
        await inner.DeleteAsync(key, cancellationToken);
        return true;
    });

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoreEntry> ListAsync(
        string prefix, char? delimiter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var entries = await RunAsync<List<StoreEntry>>("list", prefix, async () => await inner.ListAsync(prefix, delimiter, cancellationToken).ToListAsync(cancellationToken));
        foreach (var entry in entries)
        {
            yield return entry;
        }
    }

    /// <inheritdoc/>
    public ValueTask<VersionToken> CopyAsync(string source, string target, CancellationToken cancellationToken = default) =>
        RunAsync("copy", target, () => inner.CopyAsync(source, target, cancellationToken));

    /// <summary>Nothing: the other store stays open.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async ValueTask<T> RunAsync<T>(string verb, string key, Func<ValueTask<T>> request)
    {
        if (_isDead)
        {
            throw Error(verb, key);
        }
        if (!Meets(verb, key))
        {
            return await request();
        }
        if (Meanwhile is { } meanwhile)
        {
            await meanwhile();
        }
        _isDead = Kind is FaultKind.Crash or FaultKind.CrashAfter;
        var result = Kind is FaultKind.Fail or FaultKind.Crash ? throw Error(verb, key) : await request();
        return Kind == FaultKind.Delay ? result : throw Error(verb, key);
    }

    private bool Meets(string verb, string key)
    {
        if (Counts is not null && !Counts(verb, key))
        {
            return false;
        }
        lock (_log)
        {
            _log.Add($"{verb} {key}");
            return !HasHappened && _log.Count == At && (HasHappened = true);
        }
    }

    private static KartothekException Error(string verb, string key) => new(ErrorKind.Unavailable, $"The test lets '{verb} {key}' fail.");
}
