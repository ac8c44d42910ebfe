using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Which columns can have a secondary index, and what type it has (format.md 4.3, 4.4, 4.6).</summary>
internal static class IndexColumn
{
    /// <summary>The column of an index file that holds labels.</summary>
    public const string Labels = "partition";

    /// <summary>The column with the type of its index: int64, uint64, double, bool, string, binary, date, timestamp.</summary>
    /// <exception cref="KartothekException">
    /// The column is called <c>partition</c> (<see cref="ErrorKind.Invalid"/>), or neither Kartothek nor Plateau can index its type
    /// (<see cref="ErrorKind.NotSupported"/>): nested, null, decimal, time, UUID, binary of fixed length.
    /// </exception>
    public static Field Of(Field column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (column.Name == Labels)
        {
            throw CoreErrors.IndexName();
        }
        var type = SchemaNormalization.Normalize(column.Type);
        return type.Kind is ColumnKind.Int64 or ColumnKind.UInt64 or ColumnKind.Double or ColumnKind.Boolean or ColumnKind.String or ColumnKind.Binary or ColumnKind.Date or ColumnKind.Timestamp
            ? new Field(column.Name, type)
            : throw CoreErrors.IndexTypeIsNotWritable(column);
    }

    /// <summary>The column of a schema that is to have an index.</summary>
    /// <param name="dataset">The dataset, for messages.</param>
    /// <param name="schema">The dataset's schema.</param>
    /// <param name="partitionKeys">Its partition columns, which have none: their values are in the keys.</param>
    /// <param name="column">The name.</param>
    /// <exception cref="KartothekException">There is no such column (<see cref="ErrorKind.NotFound"/>), or it can't have an index.</exception>
    public static Field Of(string dataset, Schema schema, ImmutableArray<string> partitionKeys, string column)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (partitionKeys.Contains(column))
        {
            throw CoreErrors.IndexOfPartitionColumn(dataset, column);
        }
        return schema.TryGet(column, out var field) ? Of(field) : throw CoreErrors.IndexColumnNotFound(dataset, column, schema);
    }
}
