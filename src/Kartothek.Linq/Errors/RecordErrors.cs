using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>The messages about record types and the values that they read.</summary>
internal static class RecordErrors
{
    public static KartothekException NotARecord(Type type) => new(
        ErrorKind.Invalid,
        $"'{NameOf(type)}' can't stand for the rows of a dataset. Use a class, record or struct of your own with one member per column.");

    public static KartothekException NoMembers(Type type) => new(
        ErrorKind.Invalid,
        $"Type '{NameOf(type)}' has no members that could hold columns. Give it public properties with a setter, or a constructor with a parameter for each.");

    public static KartothekException NoConstructor(Type type) => new(
        ErrorKind.Invalid,
        $"Type '{NameOf(type)}' can't be constructed: it has neither a public constructor without parameters nor one whose parameters all have the name and type of a member. Add one of them.");

    public static KartothekException NoColumn(Type type, string member, string? column, Schema schema, string where)
    {
        var wanted = column is null ? "" : $" '{column}'";
        return new(
            ErrorKind.Invalid,
            $"{Capitalise(where)} has no column{wanted} for member '{member}' of '{NameOf(type)}'. {Nearest(column ?? member, schema)}"
            + "Rename the member, name its column with [Column(\"…\")], or leave it out with [NotMapped] of System.ComponentModel.DataAnnotations.Schema.");
    }

    public static KartothekException AmbiguousColumn(Type type, string member, IReadOnlyList<string> columns, string where) => new(
        ErrorKind.Invalid,
        $"Member '{member}' of '{NameOf(type)}' could be any of the columns {string.Join(", ", columns.Select(c => $"'{c}'"))} of {where}. Name one with [Column(\"…\")].");

    public static KartothekException AnotherKind(Type type, string member, Type memberType, Field column, string where) => new(
        ErrorKind.Invalid,
        $"Member '{member}' of '{NameOf(type)}' is {NameOf(memberType)}, and column '{column.Name}' of {where} is {column.Type}, which is another kind. "
        + $"Declare the member as {ColumnFit.Suggest(column.Type)}{(column.IsNullable ? "?" : "")}, or leave it out with [NotMapped].");

    public static KartothekException NullValue(ReadTarget target, RowPosition position, int row) => new(
        ErrorKind.Invalid,
        $"Column '{target.Column}' is null {position.Describe(row)}, which '{target.Member}' can't hold. Declare it as '{NameOf(target.Type)}?'.");

    public static KartothekException ValueDoesNotFit(ReadTarget target, RowPosition position, int row, string value)
    {
        var suggestion = ColumnFit.Suggest(target.ColumnType);
        var remedy = suggestion != NameOf(target.ValueType) && !target.ValueType.IsEnum
            ? $"Declare it as '{suggestion}{(target.ValueType == target.Type ? "" : "?")}'."
            : target.ValueType.IsEnum ? "Add it to the enum, or declare the member with the column's own type." : "Read the column through ReadBatchesAsync.";
        return new(
            ErrorKind.Invalid,
            $"Column '{target.Column}' ({target.ColumnType}) holds {value} {position.Describe(row)}, which '{target.Member}' ({NameOf(target.Type)}) can't hold. {remedy}");
    }

    public static KartothekException UnexpectedShape(ReadTarget target, Type shape) => new(
        ErrorKind.Corrupt,
        $"Column '{target.Column}' ({target.ColumnType}) came as {NameOf(shape)}, which '{target.Member}' ({NameOf(target.Type)}) doesn't read. The files of the dataset disagree with its schema; write it anew.");

    private static string NameOf(Type type) => ConstantText.TypeName(type);

    private static string Capitalise(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Nearest(string name, Schema schema)
    {
        string[] names = [.. schema.Fields.Select(f => f.Name)];
        return names.Length == 0 ? "" : NearestNames.Sentence(name, names, "column", "") + " ";
    }
}
