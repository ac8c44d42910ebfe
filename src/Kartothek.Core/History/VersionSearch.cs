using System.Collections.Immutable;

namespace Kartothek.Core;

/// <summary>Finds versions in a dataset's history.</summary>
/// <param name="store">Where it lies.</param>
/// <param name="present">Its header.</param>
internal sealed class VersionSearch(IObjectStore store, DatasetHeader present)
{
    /// <summary>Finds a version. No request for the present one; else one for the listing, and one for the version; some more where it is named by a time.</summary>
    /// <returns>Its header.</returns>
    /// <exception cref="Columns.KartothekException">The history doesn't have it (<see cref="Columns.ErrorKind.NotFound"/>).</exception>
    public async ValueTask<DatasetHeader> FindAsync(VersionChoice choice, CancellationToken cancellationToken)
    {
        if (await IsPresentAsync(choice, cancellationToken).ConfigureAwait(false))
        {
            return present;
        }
        var versions = await VersionHistory.ListAsync(store, present.Uuid, cancellationToken).ConfigureAwait(false);
        var found = choice.Time is { } time
            ? await AtAsync(versions, time, cancellationToken).ConfigureAwait(false)
            : await NamedAsync(versions, choice, cancellationToken).ConfigureAwait(false);
        return found ?? throw CoreErrors.VersionNotFound(present.Uuid, choice, versions);
    }

    private async ValueTask<bool> IsPresentAsync(VersionChoice choice, CancellationToken cancellationToken)
    {
        if (present.Record is { } record && !present.IsChangedByOthers)
        {
            return choice.Time is { } time ? record.Time <= time : choice.Number == record.Number || choice.Id == record.Id;
        }
        // What Python wrote says no time; the store does.
        return choice.Time is { } limit
            && await store.ListAsync(present.Key, null, cancellationToken).FirstOrDefaultAsync(e => e.Key == present.Key, cancellationToken).ConfigureAwait(false) is { Key: not null } entry
            && entry.Modified <= limit;
    }

    private async ValueTask<DatasetHeader?> NamedAsync(ImmutableArray<StoredVersion> versions, VersionChoice choice, CancellationToken cancellationToken)
    {
        // Where a commit was overwritten before its copy was put, the next one may have taken its number.
        var candidates = versions.Where(v => choice.Id is { } id ? v.Key.Id == id : v.Key.Number == choice.Number)
            .OrderBy(v => present.Record?.Contains(v.Key.Id) == true);
        foreach (var candidate in candidates.Reverse())
        {
            if (await VersionHistory.ReadAsync(store, present.Uuid, candidate.Key, cancellationToken).ConfigureAwait(false) is { } header)
            {
                return header;
            }
        }
        return null;
    }

    /// <summary>The last version that was made before a time, or at it.</summary>
    /// <remarks>
    /// A copy is put after its commit, so that the time of the copy, which the listing tells, is a bound. Copies may be put much later, by the next writer, or when a dataset is moved,
    /// so that the rest is searched by the times in the copies; they ascend as far as the clocks of writers agree.
    /// </remarks>
    private async ValueTask<DatasetHeader?> AtAsync(ImmutableArray<StoredVersion> versions, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var begin = versions.Length;
        while (begin > 0 && versions[begin - 1].Written > time)
        {
            begin--;
        }
        DatasetHeader? found = null;
        var (low, high) = (begin, versions.Length);
        for (var middle = low; low < high; middle = (low + high) / 2)
        {
            var header = await VersionHistory.ReadAsync(store, present.Uuid, versions[middle].Key, cancellationToken).ConfigureAwait(false);
            if ((header?.Record?.Time ?? versions[middle].Written) <= time)
            {
                (low, found) = (middle + 1, header);
            }
            else
            {
                high = middle;
            }
        }
        return found ?? (low == 0 ? null : await VersionHistory.ReadAsync(store, present.Uuid, versions[low - 1].Key, cancellationToken).ConfigureAwait(false));
    }
}
