using System.Collections.Immutable;

namespace Kartothek.Core;

/// <summary>Finds the partitions of a dataset whose header lists none, by listing its keys (format.md 2.5).</summary>
internal static class ImplicitPartitions
{
    /// <summary>The header with the partitions found, in the order of their labels. One listing.</summary>
    public static async ValueTask<DatasetHeader> FindAsync(IObjectStore store, DatasetHeader header, CancellationToken cancellationToken)
    {
        var files = new SortedDictionary<string, ImmutableArray<TableFile>>(StringComparer.Ordinal);
        int? depth = null;
        await foreach (var entry in store.ListAsync(header.Uuid + "/", null, cancellationToken).ConfigureAwait(false))
        {
            // Index files end like data files, and Python fails over them.
            if (!entry.Key.EndsWith(DatasetKeys.ParquetSuffix, StringComparison.Ordinal) || entry.Key.EndsWith(DatasetKeys.IndexSuffix, StringComparison.Ordinal))
            {
                continue;
            }
            var key = DataKey.Parse(entry.Key);
            if (key.Table is null)
            {
                continue;
            }
            if ((depth ??= key.Pairs.Length) != key.Pairs.Length)
            {
                throw CoreErrors.ImplicitDepth(header.Uuid, entry.Key, depth.Value, key.Pairs.Length);
            }
            var label = key.ImplicitLabel();
            var file = new TableFile(key.Table, entry.Key);
            // Of two keys with one label and table, which a raw slash can make, the last counts, as in Python.
            files[label] = files.TryGetValue(label, out var others) ? [.. others.Where(o => o.Table != file.Table), file] : [file];
        }
        return With(header, [.. files.Select(f => new Partition(f.Key, f.Value))]);
    }

    /// <summary>The header without the partitions of some files, which somebody has written and not committed: listing finds them all the same.</summary>
    public static DatasetHeader Without(DatasetHeader header, IReadOnlySet<string> keys)
    {
        ArgumentNullException.ThrowIfNull(header);
        return header.IsExplicit || keys.Count == 0 ? header : With(header, [.. header.Partitions.Where(p => !p.Files.Any(f => keys.Contains(f.Key)))]);
    }

    private static DatasetHeader With(DatasetHeader header, ImmutableArray<Partition> partitions) =>
        new()
        {
            Uuid = header.Uuid,
            Key = header.Key,
            Format = header.Format,
            Token = header.Token,
            Metadata = header.Metadata,
            IsExplicit = false,
            Partitions = partitions,
            PartitionKeys = header.HasPartitionKeys ? header.PartitionKeys : HeaderJson.InferPartitionKeys(partitions),
            HasPartitionKeys = header.HasPartitionKeys,
            Indices = header.Indices,
            Tables = HeaderJson.TablesOf(partitions),
        };
}
