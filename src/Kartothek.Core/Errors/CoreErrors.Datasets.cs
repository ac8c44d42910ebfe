using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The messages about datasets: headers, keys, schemas, indices, CSV files.</summary>
internal static partial class CoreErrors
{
    public static KartothekException KeyIsNotText(string key, string part) =>
        new(ErrorKind.Corrupt, $"Key '{key}' has the part '{part}', whose column name isn't UTF-8 once it is decoded. Write the file again under a key that a dataset can have.");

    public static KartothekException PartitionType(string column, ColumnType type) =>
        new(ErrorKind.NotSupported, $"Column '{column}' is {type}, which can't be read from the text of a key. Read the dataset without partitioning by it.");

    public static KartothekException PartitionText(KeyPair pair, ColumnType type, string key) =>
        new(ErrorKind.Corrupt,
            $"Key '{Cut(key)}' says '{Cut(pair.EncodedValue)}' for partition column '{pair.Column}', which is no value of its type {type}. "
            + "Check the file's key, and the column's type in the schema.");

    /// <summary>Keys can be long; a message says as much as finds them.</summary>
    private static string Cut(string text) => text.Length <= 200 ? text : $"{text.AsSpan(0, 200)}…";

    public static KartothekException PartitionIsNull(string column) =>
        new(ErrorKind.Invalid, $"Partition column '{column}' has a null, for which keys have no text. Replace the nulls, or don't partition by this column.");

    public static KartothekException UuidIsInvalid(string? uuid) =>
        new(ErrorKind.Invalid, $"'{uuid}' can't be the name of a dataset. Use ASCII letters, digits, '+', '-' and '_'.");

    public static KartothekException DatasetNotFound(string uuid, string store, string json, string packed, Exception inner) =>
        new(ErrorKind.NotFound,
            $"Store '{store}' has no dataset '{uuid}': neither '{json}' nor '{packed}' exists. Check the name; 'ListDatasetsAsync' lists the datasets of a store.", inner);

    public static KartothekException HeaderVersion(string key, long version, int supported) =>
        new(ErrorKind.NotSupported, version < supported
            ? $"Header '{key}' has metadata version {version}, and the oldest that is supported is {supported}. Read and store the dataset with a Kartothek that knows both."
            : $"Header '{key}' has metadata version {version}, which is newer than {supported}, the newest that is known. Use a newer Kartothek.Linq.");

    public static KartothekException HeaderIsCorrupt(string key, string reason, Exception? inner = null) =>
        new(ErrorKind.Corrupt, $"Header '{key}' can't be read: {reason.TrimEnd('.')}. Restore it from a copy{LastVersion(key)}.", inner);

    /// <summary>Where the history has a copy of a header, for one that isn't in the history itself.</summary>
    private static string LastVersion(string key) =>
        key.EndsWith(DatasetKeys.JsonSuffix, StringComparison.Ordinal) && !key.Contains('/', StringComparison.Ordinal)
            ? $": the last object below '{key[..^DatasetKeys.JsonSuffix.Length]}/.history/' is one, where this library made the last commit"
            : "";

    public static KartothekException ImplicitDepth(string uuid, string key, int depth, int other) =>
        new(ErrorKind.Corrupt,
            $"Dataset '{uuid}' lists no partitions, and the keys found don't agree: '{key}' has {other} partition values, others have {depth}. "
            + "Remove the files that don't belong to the dataset.");

    public static KartothekException TableNotFound(string uuid, string table, ImmutableArray<string> tables) =>
        new(ErrorKind.NotFound, $"Dataset '{uuid}' has no table '{table}'. {(tables.Length == 1 ? "Its only table is" : "Its tables are")} {Names(tables)}.");

    public static KartothekException TableNotChosen(string uuid, ImmutableArray<string> tables) => tables.IsEmpty
        ? new(ErrorKind.NotFound, $"Dataset '{uuid}' has no table: neither its header nor a folder names one. Add rows to it, or remove it.")
        : new(ErrorKind.Invalid, $"Dataset '{uuid}' has the tables {Names(tables)}, and none of them is the default 'table'. Say which one to open: 'new DatasetOptions {{ Table = \"{tables[0]}\" }}', or 'Set<T>(\"{uuid}\", \"{tables[0]}\")' in a context.");

    public static KartothekException SchemaNotFound(string uuid, string table, string key, string store, Exception inner) =>
        new(ErrorKind.NotFound,
            $"Table '{table}' of dataset '{uuid}' has no schema: store '{store}' has no object '{key}'. Check the name of the table; a dataset that was stored "
            + "without any data frame has no schema until rows are added.", inner);

    public static KartothekException FileIsGone(string uuid, string key, Exception inner) =>
        new(ErrorKind.NotFound,
            $"File '{key}' of dataset '{uuid}' isn't there any more. Where this snapshot is an older one, garbage was collected under it: open the dataset again, and keep the retention of garbage collection above the time for which anybody reads from one snapshot. "
            + "Otherwise the dataset is damaged: 'VerifyAsync' says how.", inner);

    public static KartothekException IndexShape(string key, string column) =>
        new(ErrorKind.Corrupt, $"'{key}' is no index of column '{column}': it lacks the column '{column}', or a list column 'partition'. Build the index again.");

    public static KartothekException IndexRewritten(string key, Exception inner) =>
        new(ErrorKind.Corrupt, $"Index file '{key}' was rewritten while it was read. Try again.", inner);

    public static KartothekException IndexText(Field field, string text) =>
        new(ErrorKind.Corrupt, $"The index of column '{field.Name}' in the header has the value '{text}', which isn't of the column's type {field.Type}. Build the index again.");

    public static KartothekException IndexType(Field field) =>
        new(ErrorKind.NotSupported, $"Column '{field.Name}' is {field.Type}, which can't have an index. Drop the index, or read without it.");

    public static KartothekException CsvType(string key, Field field) =>
        new(ErrorKind.NotSupported, $"Column '{field.Name}' is {field.Type}, which can't be read from the CSV file '{key}'. Leave the column out, or store the dataset as Parquet.");

    public static KartothekException CsvText(string key, long row, Field field, string text) =>
        new(ErrorKind.Corrupt,
            $"Row {row} of the CSV file '{key}' has '{text}' in column '{field.Name}', which isn't of its type {field.Type}. Correct the file, or the type in the schema.");

    public static KartothekException CsvFields(string key, long row, int fields, int expected) =>
        new(ErrorKind.Corrupt, $"Row {row} of the CSV file '{key}' has {fields} fields, and its first line names {expected}. Write the file again.");

    public static KartothekException CsvIsCorrupt(string key, long row, Exception inner) =>
        new(ErrorKind.Corrupt, $"The CSV file '{key}' can't be read behind row {row}: {inner.Message.Split('\n')[0].TrimEnd('.', '\r')}. Write the file again.", inner);

    private static string Names(ImmutableArray<string> names) => string.Join(", ", names.Select(n => $"'{n}'"));
}
