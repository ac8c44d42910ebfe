using System.Collections.Immutable;

namespace Kartothek.Core;

/// <summary>The objects of a dataset that must not be collected: those that its headers and its history refer to, at one moment.</summary>
internal sealed class GarbageRoots
{
    private readonly HashSet<string> _referenced = new(StringComparer.Ordinal);
    private readonly HashSet<string> _historic = new(StringComparer.Ordinal);
    private readonly HashSet<string> _lately = new(StringComparer.Ordinal);
    private HashSet<string> _expired = [];

    private GarbageRoots(ImmutableArray<DatasetHeader> headers)
    {
        Headers = headers;
        foreach (var header in headers)
        {
            _referenced.UnionWith(HeaderKeys.Of(header));
        }
    }

    /// <summary>The headers, the one that counts first; none where the dataset has none.</summary>
    public ImmutableArray<DatasetHeader> Headers { get; }

    /// <summary>Whether every header lists its partitions, so that files which it doesn't list are known not to belong to it.</summary>
    public bool IsExplicit => Headers.All(h => h.IsExplicit);

    /// <summary>Reads headers and history.</summary>
    public static async ValueTask<GarbageRoots> ReadAsync(IObjectStore store, string uuid, RetainedVersions history, GarbageOptions options, CancellationToken cancellationToken)
    {
        var before = await HeaderForms.ReadAsync(store, uuid, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        var (kept, late, expired) = await history.ReadAsync(before.FirstOrDefault(), options.TimeProvider.GetUtcNow(), Garbage.Oldest(options), cancellationToken).ConfigureAwait(false);
        // The headers once more, and last: what a commit meanwhile made the present version isn't in the history yet.
        var roots = new GarbageRoots(await HeaderForms.ReadAsync(store, uuid, options.TimeProvider, cancellationToken).ConfigureAwait(false)) { _expired = expired };
        roots._referenced.UnionWith(before.SelectMany(HeaderKeys.Of));
        roots._historic.UnionWith(kept.SelectMany(HeaderKeys.Of));
        roots._lately.UnionWith(late.SelectMany(HeaderKeys.Of));
        return roots;
    }

    /// <summary>Whether a header refers to a key now.</summary>
    public bool IsReferenced(string key) => _referenced.Contains(key);

    /// <summary>Whether a version that the dataset keeps refers to a key.</summary>
    public bool IsHistoric(string key) => _historic.Contains(key);

    /// <summary>Whether a version referred to a key at some time within the retention, so that somebody may still read it.</summary>
    public bool WasReferencedLately(string key) => _lately.Contains(key);

    /// <summary>Whether a key is that of a version which the dataset no longer keeps.</summary>
    public bool IsExpired(string key) => _expired.Contains(key);
}
