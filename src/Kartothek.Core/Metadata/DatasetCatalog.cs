using System.Runtime.CompilerServices;

namespace Kartothek.Core;

/// <summary>Finds the datasets of a store.</summary>
public static class DatasetCatalog
{
    /// <summary>Lists the datasets in the order of their names. One listing of the uppermost level; no header is read.</summary>
    /// <param name="store">The store.</param>
    /// <param name="prefix">What the names begin with; empty for all.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public static async IAsyncEnumerable<DatasetEntry> ListDatasetsAsync(
        this IObjectStore store, string prefix = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        string? last = null;
        await foreach (var entry in store.ListAsync(prefix, '/', cancellationToken).ConfigureAwait(false))
        {
            var isJson = entry.Key.EndsWith(DatasetKeys.JsonSuffix, StringComparison.Ordinal);
            if (entry.IsPrefix || !(isJson || entry.Key.EndsWith(DatasetKeys.MessagePackSuffix, StringComparison.Ordinal)))
            {
                continue;
            }
            var uuid = entry.Key[..^(isJson ? DatasetKeys.JsonSuffix : DatasetKeys.MessagePackSuffix).Length];
            // The two headers of one dataset follow each other, JSON first.
            if (DatasetKeys.IsUuid(uuid) && uuid != last)
            {
                last = uuid;
                yield return new DatasetEntry(uuid, isJson ? HeaderFormat.Json : HeaderFormat.MessagePack, entry.Modified);
            }
        }
    }
}
