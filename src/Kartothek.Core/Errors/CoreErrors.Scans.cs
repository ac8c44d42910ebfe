using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The messages about opening datasets and asking for their rows.</summary>
internal static partial class CoreErrors
{
    public static KartothekException DatasetNotFound(string uuid, string store, IReadOnlyList<string> known, Exception inner) =>
        new(ErrorKind.NotFound, $"Store '{store}' has no dataset '{uuid}'. {NearestNames.Sentence(uuid, known, "dataset", "It has no datasets at all; check the store's URL.")}", inner);

    public static KartothekException PartitionColumnNotInSchema(string uuid, string table, string column) =>
        new(ErrorKind.Corrupt, $"The schema of table '{table}' of dataset '{uuid}' lacks the partition column '{column}', so that its type isn't known. Write '{DatasetKeys.SchemaFile}' again.");

    public static KartothekException ColumnNotFound(Dataset dataset, string column) =>
        new(ErrorKind.NotFound, $"Dataset '{dataset.Uuid}' has no column '{column}'. {NearestNames.Sentence(column, [.. dataset.Schema.Fields.Select(f => f.Name)], "column", "It has no columns at all.")}");

    public static KartothekException ColumnKind(Dataset dataset, Field field, ColumnType wanted) =>
        new(ErrorKind.Invalid, $"Column '{field.Name}' of dataset '{dataset.Uuid}' is {field.Type}, and was asked for as {wanted}. Ask for it as {field.Type}, or as another type of that kind.");

    public static KartothekException ColumnTwice(string column) =>
        new(ErrorKind.Invalid, $"Column '{column}' was asked for twice. Ask for each column once.");

    public static KartothekException PredicateType(Scalar predicate) =>
        new(ErrorKind.Invalid, $"'{predicate}' is {predicate.Type}, and can't be a predicate. Give an expression that is bool, such as a comparison.");

    public static KartothekException DispatchColumnNotIndexed(Dataset dataset, IReadOnlyList<string> columns, IReadOnlyList<string> available) =>
        new(ErrorKind.Invalid,
            $"Dataset '{dataset.Uuid}' can't be read in groups by {NearestNames.List(columns)}: groups are made of the values of partition columns and secondary indices, and "
            + (available.Count == 0 ? "it has neither. Build an index, or group the rows after reading." : $"it has these for {NearestNames.List(available)}. Choose among them, or build an index."));

    public static KartothekException TaskIsCorrupt(Exception inner) =>
        new(ErrorKind.Corrupt, $"The text isn't a scan task: {inner.Message.TrimEnd('.')}. Send the text that 'ScanTask.ToJson' of the same version wrote.", inner);

    public static KartothekException KeyDoesNotFit(string column, ConstantScalar value, ColumnType wanted, string key) =>
        new(ErrorKind.Invalid, $"Partition column '{column}' is {value} in the key '{key}', which doesn't fit {wanted}. Ask for the column as {value.Type}.");

    public static KartothekException IndexNotReadable(Dataset dataset, string column) =>
        new(ErrorKind.Corrupt, $"Dataset '{dataset.Uuid}' can't be read in groups by '{column}': the index of the column is missing or damaged. Build it again, or group the rows after reading.");
}
