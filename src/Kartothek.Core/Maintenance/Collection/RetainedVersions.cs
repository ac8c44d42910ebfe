using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The versions of a dataset's history, as garbage collection sees them. Copies of headers never change, so one that was read is kept.</summary>
internal sealed class RetainedVersions(IObjectStore store, string uuid)
{
    private readonly Dictionary<HistoryKey, DatasetHeader?> _read = [];

    /// <summary>Whether a key is that of a version of the dataset's history.</summary>
    public static bool IsHistory(string uuid, string key) => HistoryKey.Parse(uuid, key) is not null;

    /// <summary>Reads what matters: one listing, and a request for each version that wasn't read yet.</summary>
    /// <param name="present">The header, which says how many versions are kept; null where there is none: then as many as by default.</param>
    /// <param name="now">The time.</param>
    /// <param name="since">The time since when replaced versions matter even where they aren't kept; null for none.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <returns>The headers of the versions that are kept, those that aren't but were the present one lately, and the keys of all others.</returns>
    public async ValueTask<(List<DatasetHeader> Kept, List<DatasetHeader> Late, HashSet<string> Expired)> ReadAsync(
        DatasetHeader? present, DateTimeOffset now, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var retention = present?.Record?.Retention ?? HistoryRetention.Default;
        List<DatasetHeader> kept = [], late = [];
        var expired = new HashSet<string>(StringComparer.Ordinal);
        ImmutableArray<StoredVersion> listed = await VersionHistory.ListAsync(store, uuid, cancellationToken).ConfigureAwait(false);
        foreach (var (version, isRetained, until) in VersionHistory.Retained(listed, retention, now))
        {
            if (!isRetained && !(since is { } limit && (until is null || until > limit)))
            {
                expired.Add(version.Key.Of(uuid));
            }
            else if (await HeaderOfAsync(version.Key, cancellationToken).ConfigureAwait(false) is { } header)
            {
                (isRetained ? kept : late).Add(header);
            }
        }
        return (kept, late, expired);
    }

    private async ValueTask<DatasetHeader?> HeaderOfAsync(HistoryKey version, CancellationToken cancellationToken)
    {
        if (!_read.TryGetValue(version, out var header))
        {
            try
            {
                header = await VersionHistory.ReadAsync(store, uuid, version, cancellationToken).ConfigureAwait(false);
            }
            catch (KartothekException e) when (e.Kind == ErrorKind.Corrupt)
            {
                // Nobody can read the version either, so nobody needs its files.
            }
            _read.Add(version, header);
        }
        return header;
    }
}
