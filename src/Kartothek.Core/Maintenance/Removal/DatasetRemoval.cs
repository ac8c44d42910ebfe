namespace Kartothek.Core;

/// <summary>Deletes a dataset: headers first, so that from the first step on it is there as a whole or not at all.</summary>
internal static class DatasetRemoval
{
    /// <summary>Deletes what is there of a dataset.</summary>
    public static async ValueTask<DeleteReport> DeleteAsync(
        IObjectStore store, string uuid, IProgress<MaintenanceProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        DatasetKeys.RequireUuid(uuid);
        // Listed before the header goes: what somebody who creates the dataset anew writes afterwards isn't in the list.
        var (doomed, kept) = Sort(uuid, await ListAsync(store, uuid, cancellationToken).ConfigureAwait(false));
        var headers = 0;
        // JSON wins where both exist, so a stale msgpack header must not outlive it.
        foreach (var format in new[] { HeaderFormat.MessagePack, HeaderFormat.Json })
        {
            var key = HeaderForms.KeyOf(uuid, format);
            if (await store.ExistsAsync(key, cancellationToken).ConfigureAwait(false))
            {
                await store.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
                headers++;
            }
        }
        long bytes = 0;
        for (var i = 0; i < doomed.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Schemas have one key for ever: they come last, and are looked at one by one.
            if ((i % Garbage.ChunkSize == 0 || IsSchema(doomed[i].Key)) && await HasHeaderAsync(store, uuid, cancellationToken).ConfigureAwait(false))
            {
                throw CoreErrors.CreatedWhileDeleted(uuid, store.Name);
            }
            await store.DeleteAsync(doomed[i].Key, cancellationToken).ConfigureAwait(false);
            bytes += doomed[i].Size;
            progress?.Report(new MaintenanceProgress("delete dataset", i + 1, doomed.Count, bytes));
        }
        return new DeleteReport { Uuid = uuid, HadHeader = headers > 0, Objects = doomed.Count + headers, Bytes = bytes, Kept = [.. kept] };
    }

    private static async ValueTask<List<StoreEntry>> ListAsync(IObjectStore store, string uuid, CancellationToken cancellationToken)
    {
        // Old index files and the history lie beside the folder.
        var listed = await Garbage.ListAsync(store, uuid, cancellationToken).ConfigureAwait(false);
        await foreach (var entry in store.ListAsync(uuid + ".", null, cancellationToken).ConfigureAwait(false))
        {
            listed.Add(entry);
        }
        return listed;
    }

    /// <summary>What goes, in the order in which it goes: history, indices, data, schemas; and what stays.</summary>
    private static (List<StoreEntry> Doomed, List<string> Kept) Sort(string uuid, List<StoreEntry> listed)
    {
        var scope = GarbageScope.WithoutHeader(uuid, listed);
        var doomed = new List<(int Rank, StoreEntry Entry)>();
        var kept = new List<string>();
        foreach (var entry in listed)
        {
            if (entry.Key == DatasetKeys.JsonHeader(uuid) || entry.Key == DatasetKeys.MessagePackHeader(uuid))
            {
                continue;
            }
            var rank = RetainedVersions.IsHistory(uuid, entry.Key) ? 0
                : IsLegacyIndex(uuid, entry.Key) ? 1
                : !scope.Covers(entry.Key) ? -1
                : IsSchema(entry.Key) ? 3
                : entry.Key.EndsWith(DatasetKeys.IndexSuffix, StringComparison.Ordinal) ? 1
                : 2;
            if (rank < 0)
            {
                kept.Add(entry.Key);
            }
            else
            {
                doomed.Add((rank, entry));
            }
        }
        return ([.. doomed.OrderBy(d => d.Rank).Select(d => d.Entry)], kept);
    }

    private static async ValueTask<bool> HasHeaderAsync(IObjectStore store, string uuid, CancellationToken cancellationToken) =>
        await store.ExistsAsync(DatasetKeys.JsonHeader(uuid), cancellationToken).ConfigureAwait(false)
        || await store.ExistsAsync(DatasetKeys.MessagePackHeader(uuid), cancellationToken).ConfigureAwait(false);

    private static bool IsLegacyIndex(string uuid, string key) =>
        key.StartsWith(uuid + ".", StringComparison.Ordinal) && key.EndsWith(DatasetKeys.IndexSuffix, StringComparison.Ordinal);

    private static bool IsSchema(string key) => key.EndsWith("/" + DatasetKeys.SchemaFile, StringComparison.Ordinal);
}
