using System.Collections.Immutable;

namespace Kartothek.Core;

/// <summary>The copies of a dataset's committed headers.</summary>
internal static class VersionHistory
{
    /// <summary>Lists the versions by number, ascending. One request per thousand.</summary>
    public static async ValueTask<ImmutableArray<StoredVersion>> ListAsync(IObjectStore store, string uuid, CancellationToken cancellationToken)
    {
        var versions = ImmutableArray.CreateBuilder<StoredVersion>();
        await foreach (var entry in store.ListAsync(HistoryKey.Prefix(uuid), null, cancellationToken).ConfigureAwait(false))
        {
            if (HistoryKey.Parse(uuid, entry.Key) is { } key)
            {
                versions.Add(new StoredVersion(key, entry.Modified));
            }
        }
        return versions.DrainToImmutable();
    }

    /// <summary>Reads a version. One request, two for more than 64 KiB.</summary>
    /// <returns>The header as it was; null where the copy is gone.</returns>
    public static async ValueTask<DatasetHeader?> ReadAsync(IObjectStore store, string uuid, HistoryKey version, CancellationToken cancellationToken)
    {
        var key = version.Of(uuid);
        return await store.TryReadAllAsync(key, cancellationToken).ConfigureAwait(false) is { } read
            ? HeaderJson.Parse(read.Bytes, key, HeaderFormat.Json, read.Token)
            : null;
    }

    /// <summary>Puts the copy of a committed header.</summary>
    public static async ValueTask PutAsync(IObjectStore store, string uuid, HistoryKey version, ReadOnlyMemory<byte> json, CancellationToken cancellationToken) =>
        await store.PutAsync(version.Of(uuid), json, PutCondition.None, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// The versions that a dataset keeps: the last ones, each with the moment until which it was the present one, which is when the next was written. The last is the present one, and has none.
    /// </summary>
    public static IEnumerable<(StoredVersion Version, bool IsRetained, DateTimeOffset? Until)> Retained(
        ImmutableArray<StoredVersion> versions, HistoryRetention retention, DateTimeOffset now)
    {
        for (var i = 0; i < versions.Length; i++)
        {
            var until = i + 1 < versions.Length ? versions[i + 1].Written : (DateTimeOffset?)null;
            var isRetained = versions.Length - i <= retention.MaxVersions && (until is not { } end || now - end <= retention.MaxAge);
            yield return (versions[i], isRetained, until);
        }
    }
}
