using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Rules files out by the secondary index of a key column, where its distinct values are too many for a condition: the entries of the index are looked up among the keys.</summary>
internal static class KeyIndexPruning
{
    /// <summary>The files that may hold a key. One request for each index that isn't loaded yet.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="files">The files that the condition leaves.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    public static async ValueTask<IReadOnlyList<PlannedFile>> ApplyAsync(
        Dataset dataset, IReadOnlyList<PlannedFile> files, KeySet keys, CancellationToken cancellationToken)
    {
        for (var i = 0; i < keys.Schema.Fields.Length && files.Count > 0; i++)
        {
            var field = keys.Schema.Fields[i];
            // Fewer values are in the condition. Entries of binary columns may be cut, so that they don't show which values a file has.
            if (keys.Count <= KeyCondition.MaxListed || !dataset.IndexColumns.Contains(field.Name) || (field.Type.Storage == ColumnStorage.Bytes && field.Type.Kind != ColumnKind.String))
            {
                continue;
            }
            await dataset.LoadIndexAsync(field.Name, cancellationToken).ConfigureAwait(false);
            if (dataset.TryGetIndex(field.Name, out var index) && index?.Index.BlocksAs(new Schema([field])) is { } values)
            {
                var mayHold = Find(index, values, keys.Schema.Fields.Length == 1 ? keys : ValuesOf(keys, i));
                files = [.. files.Where(f => mayHold[f.Partition.Ordinal])];
            }
        }
        return files;
    }

    private static bool[] Find(FileIndex index, Block[] values, KeySet keys)
    {
        var mayHold = new bool[index.FileCount];
        for (var file = 0; file < mayHold.Length; file++)
        {
            // A writer may have left it out.
            mayHold[file] = !index.IsListed(file);
        }
        var lookup = new KeyLookup(keys);
        foreach (var block in values)
        {
            var numbers = lookup.Find(block);
            for (var row = 0; row < numbers.Length; row++)
            {
                if (numbers[row] < 0)
                {
                    continue;
                }
                foreach (var file in index.Index.PartitionsOf((int)block.FirstRow + row))
                {
                    mayHold[file] = true;
                }
            }
        }
        return mayHold;
    }

    private static KeySet ValuesOf(KeySet keys, int column)
    {
        var values = keys.Values(column);
        var set = new KeySet(new Schema([keys.Schema.Fields[column]]));
        var rows = new int[1];
        var table = new KeyTable([values.Type]);
        for (var row = 0; row < values.Length; row++)
        {
            rows[0] = row;
            var value = VectorCopy.Gather(values, rows);
            if (table.Find([value], 1)[0] == set.Count)
            {
                set.Add([value], 1);
            }
        }
        return set;
    }
}
