using System.Collections.Immutable;

namespace Kartothek.Core;

/// <summary>Finds the commits that a writer which doesn't look has overwritten: they are in the history, and the header doesn't stand on them.</summary>
internal static class OverwrittenCommits
{
    /// <summary>The commits that are lost in a state, oldest first. Two requests for the first, one more for each further one; none where nothing is lost.</summary>
    /// <remarks>
    /// Numbers decide: a commit has a higher one than all that its writer knew. So what was lost is reported once, by the next commit, whose number is higher than all of them. That nobody
    /// committed between the reading of the header and of the history is known when the commit succeeds.
    /// </remarks>
    public static async ValueTask<ImmutableArray<LostCommit>> FindAsync(
        IObjectStore store, string uuid, DatasetHeader? present, ImmutableArray<StoredVersion> versions, CancellationToken cancellationToken)
    {
        var known = present?.Record?.Number ?? 0;
        var first = versions.Length;
        while (first > 0 && versions[first - 1].Key.Number > known)
        {
            first--;
        }
        if (present is null || first == versions.Length)
        {
            return [];
        }
        var now = present.Partitions.Select(p => p.Label).ToHashSet(StringComparer.Ordinal);
        var before = first == 0 ? null : await VersionHistory.ReadAsync(store, uuid, versions[first - 1].Key, cancellationToken).ConfigureAwait(false);
        var last = before is null ? now : before.Partitions.Select(p => p.Label).ToHashSet(StringComparer.Ordinal);
        var lost = ImmutableArray.CreateBuilder<LostCommit>();
        for (var i = first; i < versions.Length; i++)
        {
            // A dataset that was deleted and made again has another time of creation; what is left of the old one's history isn't lost.
            if (await VersionHistory.ReadAsync(store, uuid, versions[i].Key, cancellationToken).ConfigureAwait(false) is not { } version || version.CreationTime != present.CreationTime)
            {
                continue;
            }
            var labels = version.Partitions.Select(p => p.Label).ToHashSet(StringComparer.Ordinal);
            lost.Add(new LostCommit(
                versions[i].Key.Number,
                versions[i].Key.Id,
                version.Record?.Time ?? versions[i].Written,
                version.Record?.Kind ?? CommitKind.Unknown,
                [.. version.Partitions.Select(p => p.Label).Where(l => !last.Contains(l) && !now.Contains(l))],
                [.. last.Where(l => !labels.Contains(l) && now.Contains(l)).Order(StringComparer.Ordinal)]));
            last = labels;
        }
        return lost.DrainToImmutable();
    }
}
