using System.Runtime.CompilerServices;
using Kartothek.Core;

namespace Kartothek.Testing;

/// <summary>A store that answers later than it was asked, as stores behind a network do, and knows how many reads were under way at the same time.</summary>
/// <param name="inner">The store asked.</param>
/// <param name="delay">How long each read takes.</param>
public sealed class SlowStore(IObjectStore inner, TimeSpan delay) : IObjectStore
{
    private int _reads;
    private int _mostReads;

    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <summary>The most reads under way at the same time.</summary>
    public int MostReads => Volatile.Read(ref _mostReads);

    /// <summary>Reads under way.</summary>
    public int Reads => Volatile.Read(ref _reads);

    /// <inheritdoc/>
    public async ValueTask<ObjectTail> ReadTailAsync(string key, int maxBytes, CancellationToken cancellationToken = default)
    {
        using var read = await BeginAsync(cancellationToken);
        return await inner.ReadTailAsync(key, maxBytes, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<ObjectVersion> ReadAsync(
        string key, long offset, Memory<byte> destination, VersionToken ifMatch = default, CancellationToken cancellationToken = default)
    {
        using var read = await BeginAsync(cancellationToken);
        return await inner.ReadAsync(key, offset, destination, ifMatch, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<VersionToken> PutAsync(
        string key, ReadOnlyMemory<byte> content, PutCondition condition = default, CancellationToken cancellationToken = default) =>
        inner.PutAsync(key, content, condition, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<VersionToken> PutAsync(
        string key, IAsyncEnumerable<ReadOnlyMemory<byte>> content, PutCondition condition = default, CancellationToken cancellationToken = default) =>
        inner.PutAsync(key, content, condition, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DeleteAsync(string key, CancellationToken cancellationToken = default) => inner.DeleteAsync(key, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoreEntry> ListAsync(
        string prefix, char? delimiter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Delay(delay, cancellationToken);
        await foreach (var entry in inner.ListAsync(prefix, delimiter, cancellationToken))
        {
            yield return entry;
        }
    }

    /// <inheritdoc/>
    public ValueTask<VersionToken> CopyAsync(string source, string target, CancellationToken cancellationToken = default) =>
        inner.CopyAsync(source, target, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async ValueTask<Read> BeginAsync(CancellationToken cancellationToken)
    {
        var reads = Interlocked.Increment(ref _reads);
        for (var most = MostReads; reads > most && Interlocked.CompareExchange(ref _mostReads, reads, most) != most; most = MostReads)
        {
        }
        try
        {
            await Task.Delay(delay, cancellationToken);
        }
        catch
        {
            Interlocked.Decrement(ref _reads);
            throw;
        }
        return new Read(this);
    }

    private readonly struct Read(SlowStore store) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref store._reads);
    }
}
