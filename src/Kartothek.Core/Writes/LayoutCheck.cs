using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Refuses a layout that doesn't fit the rows, before anything is written.</summary>
internal static class LayoutCheck
{
    /// <summary>Checks the columns that a layout, and the indices of a dataset, name.</summary>
    /// <exception cref="KartothekException">A column is missing (<see cref="ErrorKind.NotFound"/>), or can't be used so (<see cref="ErrorKind.Invalid"/>).</exception>
    public static void Check(PartitionWriteOptions options, Schema source, RowShape shape)
    {
        var files = options.Files;
        foreach (var column in files.SortBy)
        {
            var field = Find(shape.Rows, column, nameof(FileLayout.SortBy));
            if (field.Type.IsNested)
            {
                throw CoreErrors.SortColumnIsNested(field);
            }
        }
        foreach (var column in files.Buckets > 1 ? files.BucketBy : [])
        {
            Find(source, column, nameof(FileLayout.BucketBy));
        }
        foreach (var column in files.BloomFilters)
        {
            Find(shape.Rows, column, nameof(FileLayout.BloomFilters));
        }
        foreach (var column in options.IndexColumns)
        {
            if (options.PartitionOn.Contains(column))
            {
                throw CoreErrors.IndexOfPartitionColumn(options.Uuid, column);
            }
            IndexColumn.Of(shape.File.TryGet(column, out var field) ? field : throw CoreErrors.IndexColumnNotFound(options.Uuid, column, shape.File));
        }
    }

    private static Field Find(Schema schema, string column, string option) =>
        schema.TryGet(column, out var field) ? field : throw CoreErrors.LayoutColumn(option, column, schema);
}
