using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The messages about row-level operations and compaction.</summary>
internal static partial class CoreErrors
{
    public static KartothekException RewriteOfCsv(string uuid, string key) =>
        new(ErrorKind.NotSupported, $"Rows of dataset '{uuid}' lie in the CSV file '{key}', which can't be rewritten: it doesn't say the types of its columns. Write the dataset anew as Parquet.");

    public static KartothekException RewriteOfTables(string uuid, string label, string table) =>
        new(ErrorKind.NotSupported,
            $"Partition '{label}' of dataset '{uuid}' has files of other tables than '{table}', and the rows of one table can't be changed alone. Delete the whole partition, and append its rows anew.");

    public static KartothekException SetterTwice(string uuid, string column) =>
        new(ErrorKind.Invalid, $"Column '{column}' of dataset '{uuid}' was set twice in one update. Set each column once.");

    public static KartothekException SettersMissing(string uuid) =>
        new(ErrorKind.Invalid, $"The update of dataset '{uuid}' sets no column. Name at least one.");

    public static KartothekException SetterNested(string uuid, Field field) =>
        new(ErrorKind.NotSupported, $"Column '{field.Name}' of dataset '{uuid}' is {field.Type}, and can't be set. Delete the rows and append them anew.");

    public static KartothekException SetterKind(string uuid, Field field, ColumnType type) =>
        new(ErrorKind.Invalid, $"Column '{field.Name}' of dataset '{uuid}' is {field.Type}, and can't be set to values of {type}. Convert them to {field.Type}.");

    public static KartothekException SetterDoesNotFit(string uuid, Field field, ConstantScalar? value, Exception? inner) =>
        new(ErrorKind.Invalid,
            $"Column '{field.Name}' of dataset '{uuid}' can't be set: {(value is null ? "a value" : $"'{value}'")} doesn't fit {field.Type}. Nothing was changed.", inner);

    public static KartothekException SortNested(string uuid, Field field) =>
        new(ErrorKind.Invalid, $"Column '{field.Name}' of dataset '{uuid}' is {field.Type}, and rows can't be sorted or partitioned by it. Choose a column of single values.");

    public static KartothekException UpsertWithoutKeys(string uuid) =>
        new(ErrorKind.Invalid, $"The upsert into dataset '{uuid}' names no key column, so that no row could be told from another. Name the columns that make a key, or append the rows.");

    public static KartothekException UpsertColumnMissing(string uuid, string column, Schema rows) =>
        new(ErrorKind.NotFound,
            $"The rows to be put into dataset '{uuid}' have no column '{column}'. {NearestNames.Sentence(column, [.. rows.Fields.Select(f => f.Name)], "column", "They have no columns at all.")}");

    public static KartothekException UpsertKeyNested(string uuid, Field field) =>
        new(ErrorKind.Invalid, $"Column '{field.Name}' is {field.Type}, and can't be part of a key of dataset '{uuid}'. Choose a column of single values.");

    public static KartothekException UpsertKeyKind(string uuid, Field field, ColumnType type) =>
        new(ErrorKind.Invalid, $"Key column '{field.Name}' of dataset '{uuid}' is {field.Type}, and {type} in the new rows. Convert it to {field.Type}.");

    public static KartothekException UpsertKeyTwice(string uuid, string key) =>
        new(ErrorKind.Invalid, $"Two of the rows to be put into dataset '{uuid}' have the key {key}. Nothing was changed. Give each key once.");

    public static KartothekException UpsertKeyIsNull(string uuid, string column) =>
        new(ErrorKind.Invalid, $"A row to be put into dataset '{uuid}' has no value in the key column '{column}'. Nothing was changed. Leave such rows out, or append them.");

    public static KartothekException UpsertColumnTypes(string uuid, string column) =>
        new(ErrorKind.NotSupported,
            $"The rows to be put into dataset '{uuid}' have no column '{column}', and the rows that they replace have it with types that no one type holds. Give the column, or compact the dataset first.");
}
