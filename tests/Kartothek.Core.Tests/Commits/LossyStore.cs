using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

/// <summary>A store that makes the first conditional put of the header, lets others go on from there, and loses the reply; or sends it twice, so that the second is refused.</summary>
internal sealed class LossyStore(IObjectStore inner, Func<Task> afterwards) : IObjectStore
{
    private readonly FaultStore _plain = new(inner);

    /// <summary>Whether the put is sent again rather than its reply lost, as the AWS SDK does.</summary>
    public bool Resends { get; init; }

    /// <summary>Whether it has happened.</summary>
    public bool HasHappened { get; private set; }

    public string Name => inner.Name;

    public ValueTask<ObjectTail> ReadTailAsync(string key, int maxBytes, CancellationToken cancellationToken = default) => inner.ReadTailAsync(key, maxBytes, cancellationToken);

    public ValueTask<ObjectVersion> ReadAsync(string key, long offset, Memory<byte> destination, VersionToken ifMatch = default, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(key, offset, destination, ifMatch, cancellationToken);

    public async ValueTask<VersionToken> PutAsync(string key, ReadOnlyMemory<byte> content, PutCondition condition = default, CancellationToken cancellationToken = default)
    {
        var token = await _plain.PutAsync(key, content, condition, cancellationToken);
        if (HasHappened || condition.Match.IsNone || key != DatasetKeys.JsonHeader(CommitRows.Uuid))
        {
            return token;
        }
        HasHappened = true;
        await afterwards();
        return Resends ? await inner.PutAsync(key, content, condition, cancellationToken) : throw new KartothekException(ErrorKind.Unavailable, "The reply is lost.");
    }

    public ValueTask<VersionToken> PutAsync(string key, IAsyncEnumerable<ReadOnlyMemory<byte>> content, PutCondition condition = default, CancellationToken cancellationToken = default) =>
        inner.PutAsync(key, content, condition, cancellationToken);

    public ValueTask DeleteAsync(string key, CancellationToken cancellationToken = default) => inner.DeleteAsync(key, cancellationToken);

    public IAsyncEnumerable<StoreEntry> ListAsync(string prefix, char? delimiter = null, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, delimiter, cancellationToken);

    public ValueTask<VersionToken> CopyAsync(string source, string target, CancellationToken cancellationToken = default) => inner.CopyAsync(source, target, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
