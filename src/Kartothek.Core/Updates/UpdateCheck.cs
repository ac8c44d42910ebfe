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
}
