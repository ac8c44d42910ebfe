using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The messages about writing: sources, layouts, updates.</summary>
internal static partial class CoreErrors
{
    public static KartothekException BatchColumns(int columns, int expected) =>
        new(ErrorKind.Invalid, $"A record batch has {columns} columns, and the schema of its source has {expected}. Give batches of one schema, and that schema.");

    public static KartothekException PartitionColumnsMissing(IReadOnlyList<string> missing, Schema source) =>
        new(ErrorKind.Invalid,
            $"The rows lack the partition {(missing.Count == 1 ? "column" : "columns")} {NearestNames.List(missing)}. "
            + NearestNames.Sentence(missing[0], [.. source.Fields.Select(f => f.Name)], "column", "They have no columns at all."));

    public static KartothekException PartitionColumnTwice(string column) =>
        new(ErrorKind.Invalid, $"Column '{column}' is named twice among the partition columns. Name it once.");

    public static KartothekException NothingBesideKeys(ImmutableArray<string> partitionOn) =>
        new(ErrorKind.Invalid, $"No column is left to be written beside the partition {(partitionOn.Length == 1 ? "column" : "columns")} {NearestNames.List(partitionOn)}. Partition by fewer columns, or add one.");

    public static KartothekException PartitionValueIsNull(string column, long row) =>
        new(ErrorKind.Invalid, $"Row {row} of the new rows has no value (null or NaN) in the partition column '{column}', for which keys have no text. Nothing was changed. Replace the nulls, or don't partition by this column.");

    public static KartothekException TimestampDoesNotFit(Field column, ConstantScalar value, long row) =>
        new(ErrorKind.Invalid,
            $"Row {row} of the new rows has {value} in column '{column.Name}', which is no whole number of microseconds in the range of 64 bits; timestamps are written in microseconds, as Python does. "
            + "Nothing was changed. Round the values, or keep nanoseconds with 'FileLayout.KeepsNanoseconds'.");

    public static KartothekException SortColumnIsNested(Field column) =>
        new(ErrorKind.Invalid, $"Files can't be sorted by column '{column.Name}', which is {column.Type}. Sort by a column of single values.");

    public static KartothekException LayoutColumn(string option, string column, Schema schema) =>
        new(ErrorKind.NotFound, $"'{option}' names the column '{column}', which the rows lack. {NearestNames.Sentence(column, [.. schema.Fields.Select(f => f.Name)], "column", "They have no columns at all.")}");

    public static KartothekException ScopeNeedsRows(Dataset dataset, string column) =>
        new(ErrorKind.Invalid,
            $"Partitions of dataset '{dataset.Uuid}' can't be deleted by column '{column}', which isn't a partition column: its files would have to be read. "
            + (dataset.PartitionColumns.IsEmpty ? "It has no partition columns. " : $"Its partition columns are {NearestNames.List(dataset.PartitionColumns)}. ")
            + "Delete rows with 'DeleteRowsAsync' or 'ExecuteDeleteAsync', which rewrite the files that hold them.");

    public static KartothekException ScopeTypeDoesNotFit(string dataset, Scalar predicate) =>
        new(ErrorKind.Invalid, $"Partitions of dataset '{dataset}' can't be deleted by '{predicate}': a value in a key doesn't fit the type that it compares with. Compare with the type of the column in the dataset's schema.");

    public static KartothekException ScopeIsEmpty(Dataset dataset) =>
        new(ErrorKind.Invalid, $"A delete scope of dataset '{dataset.Uuid}' names no values, which in Python would delete everything. Name values, or delete everything with 'DeleteAll'.");

    public static KartothekException ScopeColumnNotIndexed(Dataset dataset, string column) =>
        new(ErrorKind.Invalid,
            $"A delete scope of dataset '{dataset.Uuid}' names the column '{column}', which is neither a partition column nor indexed, so that no file could be chosen by it. "
            + "Build an index, or delete rows with 'DeleteRowsAsync'.");

    public static KartothekException ScopeIndexNotReadable(Dataset dataset, string column) =>
        new(ErrorKind.Corrupt, $"Partitions of dataset '{dataset.Uuid}' can't be deleted by '{column}': the index of the column is missing or damaged. Nothing was changed. Build it again.");

    public static KartothekException ScopeValueIsNull(Field column) =>
        new(ErrorKind.Invalid, $"A delete scope names a null (or NaN) for column '{column.Name}': neither keys nor indices list nulls. Delete rows with 'DeleteRowsAsync'.");

    public static KartothekException ScopeValue(Field column, object value, Exception? inner = null) =>
        new(ErrorKind.Invalid, $"A delete scope names '{value}' ({value.GetType().Name}) for column '{column.Name}', which is no value of its type {column.Type}. Give a value of that type, or its text.", inner);

    public static KartothekException LabelNotFound(Dataset dataset, string label) =>
        new(ErrorKind.NotFound, $"Dataset '{dataset.Uuid}' has no partition '{label}' to be deleted. Take labels from 'Dataset.Partitions'.");

    public static KartothekException LabelIsGone(Dataset dataset, string label) =>
        new(ErrorKind.Conflict, $"Partition '{label}' of dataset '{dataset.Uuid}' was to be deleted, and another writer has removed it meanwhile. Nothing was changed. Open the dataset again, and repeat the update where it is still meant.");

    public static KartothekException WrittenIsCorrupt(Exception inner) =>
        new(ErrorKind.Corrupt, $"The text doesn't describe written partitions: {inner.Message.TrimEnd('.')}. Send the text that 'WrittenPartitions.ToJson' of the same version wrote.", inner);

    public static CommitConflictException CommitConflict(string uuid, int attempts, Exception inner) =>
        new($"Dataset '{uuid}' was changed by another writer {attempts} {(attempts == 1 ? "time" : "times")} while this commit waited. Nothing was changed. Open the dataset again and repeat the update.", inner);
}
