using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The messages about schemas, indices and labels that are written.</summary>
internal static partial class CoreErrors
{
    public static KartothekException IndexName() =>
        new(ErrorKind.Invalid, $"Column '{IndexColumn.Labels}' can't have an index: index files have a column of that name for the labels. Rename the column, or do without the index.");

    public static KartothekException IndexTypeIsNotWritable(Field column) =>
        new(ErrorKind.NotSupported,
            $"Column '{column.Name}' is {column.Type}, which Kartothek and Plateau can't index. Index a column of integers, floating-point numbers, text, binary values, dates, timestamps or booleans.");

    public static KartothekException IndexOfPartitionColumn(string dataset, string column) =>
        new(ErrorKind.Invalid, $"Dataset '{dataset}' is partitioned by '{column}', which needs no index: its values are in the keys of the files. Leave it out.");

    public static KartothekException IndexColumnNotFound(string dataset, string column, Schema schema) =>
        new(ErrorKind.NotFound, $"Dataset '{dataset}' has no column '{column}' to index. {NearestNames.Sentence(column, [.. schema.Fields.Select(f => f.Name)], "column", "It has no columns at all.")}");

    public static KartothekException IndexOfOtherColumn(Field expected, Field other) =>
        expected.Name == other.Name
            ? new(ErrorKind.Invalid, $"The index of column '{expected.Name}' holds {expected.Type}, and the values to be added are {other.Type}. Build the index again.")
            : new(ErrorKind.Invalid, $"The index of column '{expected.Name}' can't take values of column '{other.Name}'. Give each index the values of its own column.");

    public static KartothekException IndexValueDoesNotFit(Field field, ColumnType type, Exception inner) =>
        new(ErrorKind.Invalid, $"Column '{field.Name}' is {type} and has a value that its index, which holds {field.Type}, can't hold. Convert the column to {field.Type}.", inner);

    public static KartothekException IndexIsTooLarge(Field field) =>
        new(ErrorKind.NotSupported, $"The distinct values of column '{field.Name}' have more than {Array.MaxLength} bytes together, which an index can't hold. Drop the index of this column.");

    public static KartothekException SchemaViolation(SchemaMergeContext context, IReadOnlyList<SchemaDifference> differences)
    {
        var said = differences.Take(5).Select(d => d switch
        {
            { Added: null } => $"column '{d.Column}' is {d.Stored} there and missing in {context.Rows}",
            { Stored: null, IsNullable: false } => $"column '{d.Column}' ({d.Added}) is not there, and not nullable in {context.Rows}, while the rows that exist have no value for it",
            { Stored: null } => $"column '{d.Column}' ({d.Added}) is not there, but in {context.Rows}",
            _ => $"column '{d.Column}' is {d.Stored} there and {d.Added} in {context.Rows}",
        });
        var more = differences.Count > 5 ? $"; {differences.Count - 5} more columns differ" : "";
        var it = differences.Count == 1 ? "the column" : "the columns";
        var remedy = differences switch
        {
            _ when differences.All(d => d.Added is null) => $"Add {it}; nulls will do, or write a new dataset.",
            _ when differences.All(d => d is { Stored: null, IsNullable: false }) => $"Make {it} nullable, or write a new dataset.",
            _ when differences.All(d => d.Stored is null) => $"Leave {it} out, or write a new dataset.",
            _ => $"Convert {it}, or write a new dataset.",
        };
        return new(ErrorKind.Invalid, $"{context.Action} '{context.Dataset}': {string.Join("; ", said)}{more}. {remedy}");
    }

    public static KartothekException SharedColumn(string column, string first, Field left, string second, Field right) =>
        new(ErrorKind.Invalid, $"Found incompatible entries for column '{column}': it is {Described(left)} in '{first}' and {Described(right)} in '{second}'. Give it one type in both.");

    public static KartothekException PartitionTypeIsNotWritable(Field column) =>
        new(ErrorKind.NotSupported,
            $"Column '{column.Name}' is {column.Type}, which Python can't read back from the text of a key. Partition by another column, or by one that holds the values as text.");

    public static KartothekException PartitionIsNaN(string column) =>
        new(ErrorKind.Invalid, $"Partition column '{column}' has a NaN, which Python takes for null and keys have no text for. Replace the NaNs, or don't partition by this column.");

    public static KartothekException PartitionIsNotText(string column) =>
        new(ErrorKind.Invalid, $"Partition column '{column}' has a text with half a surrogate pair, which UTF-8 can't hold. Correct the text.");

    public static KartothekException HashType(Field column) =>
        new(ErrorKind.NotSupported, $"Column '{column.Name}' is {column.Type}, by which rows can't be put into buckets. Choose columns that aren't nested.");

    private static string Described(Field field) => field.IsNullable ? field.Type.ToString() : $"{field.Type} not null";
}
