using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Refuses what an update can't do, before anything is written.</summary>
internal static class UpdateCheck
{
    /// <summary>The columns of the dataset with those that the update adds.</summary>
    public static Schema Columns(Dataset dataset, DatasetUpdate update)
    {
        foreach (var column in update.Columns)
        {
            if (dataset.Schema.TryGet(column.Name, out var known))
            {
                throw CoreErrors.ColumnExists(dataset.Uuid, known);
            }
            if (!column.IsNullable)
            {
                throw CoreErrors.ColumnIsNotNullable(dataset.Uuid, column);
            }
            ColumnNames.Check(column);
        }
        return update.Columns.Count == 0 ? dataset.Schema : new Schema([.. dataset.Schema.Fields, .. update.Columns]);
    }

    /// <summary>Checks the columns whose index is built or dropped.</summary>
    public static void Indices(Dataset dataset, DatasetUpdate update, Schema columns)
    {
        foreach (var column in update.IndexBuilds)
        {
            IndexColumn.Of(dataset.Uuid, columns, dataset.PartitionColumns, column);
        }
        foreach (var column in update.IndexDrops)
        {
            if (!dataset.Header.Indices.Any(i => i.Column == column))
            {
                throw CoreErrors.IndexToDropNotFound(dataset, column);
            }
            if (update.IndexBuilds.Contains(column))
            {
                throw CoreErrors.IndexBuiltAndDropped(dataset.Uuid, column);
            }
        }
    }

    /// <summary>Checks that files were written for this dataset.</summary>
    public static void Written(Dataset dataset, WrittenPartitions written)
    {
        if (written.Uuid != dataset.Uuid || written.Table != dataset.Table || !written.PartitionOn.AsSpan().SequenceEqual(dataset.PartitionColumns.AsSpan()))
        {
            throw CoreErrors.WrittenForAnother(dataset, written);
        }
    }

    /// <summary>Refuses files to be added that are gone, and files that were committed before and have been removed or rewritten since: their rows would come back, or be there twice.</summary>
    /// <remarks>What the present header names is refused by the commit.</remarks>
    public static async ValueTask FilesAsync(Dataset dataset, DatasetUpdate update, CancellationToken cancellationToken)
    {
        if (update.Written.Count == 0)
        {
            return;
        }
        var keys = update.Written.SelectMany(w => w.Keys).ToHashSet(StringComparer.Ordinal);
        var found = await CommittedFiles.FindAsync(dataset.Store, dataset.Uuid, keys, dataset.Options.TimeProvider, cancellationToken).ConfigureAwait(false);
        if (found.Missing is [var gone, ..])
        {
            throw CoreErrors.WrittenIsGone(dataset, gone, found.Missing.Length, keys.Count);
        }
        if (found.Committed.Where(c => c.Value > 0).OrderBy(c => c.Key, StringComparer.Ordinal).FirstOrDefault() is { Key: { } key } committed)
        {
            throw CoreErrors.WrittenIsCommitted(dataset, key, committed.Value);
        }
    }
}
