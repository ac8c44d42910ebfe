using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Removes the objects of a dataset that nothing refers to.</summary>
public static class Garbage
{
    /// <summary>As many deletes follow one look at the header; Python's chunks have the same size.</summary>
    internal const int ChunkSize = 100;

    /// <summary>Collects the garbage of a dataset, also of one whose header is gone.</summary>
    /// <param name="store">Where it lies.</param>
    /// <param name="uuid">Its name.</param>
    /// <param name="options">Dry run and retention.</param>
    /// <param name="progress">Is told after every object.</param>
    /// <param name="cancellationToken">Stops between two objects; what was removed stays removed.</param>
    /// <remarks>
    /// <para>Garbage is, as in Python, every object below <c>uuid/indices/</c>, and, where the header lists the partitions, every object below the
    /// folder of one of its tables (by the <c>_common_metadata</c> keys where it has no partition), that neither a header nor a retained version
    /// of the history refers to; and the versions that the dataset no longer keeps. A table's <c>_common_metadata</c>, objects of folders that aren't its tables, old index files beside the
    /// header, and everything of other datasets stay.</para>
    /// <para>Without any header the rest of a dataset that was deleted halfway, or never created to the end, is garbage: its index, data and
    /// schema files, unless a history refers to them.</para>
    /// <para>Requests: the two headers and the history, one listing, the headers and the new versions of the history again for every 100 deletes,
    /// and the deletes. An object that a commit has referred to since the listing is left alone.</para>
    /// </remarks>
    /// <exception cref="KartothekException">
    /// A header is damaged or of a newer version, so that nobody can tell what it refers to (<see cref="ErrorKind.Corrupt"/>,
    /// <see cref="ErrorKind.NotSupported"/>); or the name can't be that of a dataset (<see cref="ErrorKind.Invalid"/>).
    /// </exception>
    public static async ValueTask<GarbageReport> CollectAsync(
        IObjectStore store, string uuid, GarbageOptions? options = null, IProgress<MaintenanceProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        DatasetKeys.RequireUuid(uuid);
        options ??= new();
        var history = new RetainedVersions(store, uuid);
        var roots = await GarbageRoots.ReadAsync(store, uuid, history, options, cancellationToken).ConfigureAwait(false);
        var listed = await ListAsync(store, uuid, cancellationToken).ConfigureAwait(false);
        var scope = GarbageScope.Of(uuid, roots, listed);
        var oldest = Oldest(options);
        // A version goes before its files, so that one which is listed can be read.
        List<StoreEntry> garbage = [.. listed.Where(e => roots.IsExpired(e.Key))], young = [], historic = [];
        foreach (var entry in listed)
        {
            if (!scope.Covers(entry.Key) || roots.IsReferenced(entry.Key))
            {
                continue;
            }
            (roots.IsHistoric(entry.Key) ? historic : oldest is { } limit && (entry.Modified > limit || roots.WasReferencedLately(entry.Key)) ? young : garbage).Add(entry);
        }
        var removed = options.DryRun ? garbage : await RemoveAsync(store, uuid, history, options, listed, garbage, progress, cancellationToken).ConfigureAwait(false);
        return new GarbageReport
        {
            Uuid = uuid,
            IsDryRun = options.DryRun,
            Objects = [.. removed.OrderBy(o => o.Key, StringComparer.Ordinal)],
            Young = [.. young],
            KeptByHistory = [.. historic],
            Unfinished = await UnfinishedWrites.CollectAsync(store, options, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>All objects below the dataset's folder. The slash keeps those of a dataset whose name goes on out.</summary>
    internal static async ValueTask<List<StoreEntry>> ListAsync(IObjectStore store, string uuid, CancellationToken cancellationToken)
    {
        var listed = new List<StoreEntry>();
        await foreach (var entry in store.ListAsync(uuid + "/", null, cancellationToken).ConfigureAwait(false))
        {
            listed.Add(entry);
        }
        return listed;
    }

    /// <summary>The time before which an object must have been written to be old; null where age doesn't matter.</summary>
    internal static DateTimeOffset? Oldest(GarbageOptions options)
    {
        var now = options.TimeProvider.GetUtcNow();
        return options.Retention == TimeSpan.Zero ? null : now - DateTimeOffset.MinValue > options.Retention ? now - options.Retention : DateTimeOffset.MinValue;
    }

    private static async ValueTask<List<StoreEntry>> RemoveAsync(
        IObjectStore store, string uuid, RetainedVersions history, GarbageOptions options, List<StoreEntry> listed, List<StoreEntry> garbage, IProgress<MaintenanceProgress>? progress, CancellationToken cancellationToken)
    {
        var removed = new List<StoreEntry>(garbage.Count);
        long bytes = 0;
        for (var begin = 0; begin < garbage.Count; begin += ChunkSize)
        {
            // A commit since the listing may refer to what was garbage then, such as files that were written long ago to be committed later.
            var roots = await GarbageRoots.ReadAsync(store, uuid, history, options, cancellationToken).ConfigureAwait(false);
            var scope = GarbageScope.Of(uuid, roots, listed);
            foreach (var entry in garbage.Slice(begin, Math.Min(ChunkSize, garbage.Count - begin)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!roots.IsExpired(entry.Key) && (roots.IsReferenced(entry.Key) || roots.IsHistoric(entry.Key) || !scope.Covers(entry.Key)))
                {
                    continue;
                }
                await store.DeleteAsync(entry.Key, cancellationToken).ConfigureAwait(false);
                removed.Add(entry);
                bytes += entry.Size;
                progress?.Report(new MaintenanceProgress("remove garbage", removed.Count, garbage.Count, bytes));
            }
        }
        return removed;
    }
}
