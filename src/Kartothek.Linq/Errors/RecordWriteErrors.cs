using System.Reflection;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>The messages about records that can't be written as they are.</summary>
internal static class RecordWriteErrors
{
    private const string Attributes = "of System.ComponentModel.DataAnnotations.Schema";

    public static KartothekException Null(WriteTarget target, string where) => new(
        ErrorKind.Invalid,
        $"'{target.Member}' is null in {where}, and it is declared as never null, so that column '{target.Column}' takes no null from it. Declare the member as '{NameOf(target.Type)}?', or give it a value.");

    public static KartothekException NullRecord(string where) => new(
        ErrorKind.Invalid, $"A record is null: {where}. Leave it out.");

    public static KartothekException DoesNotFit(WriteTarget target, string where, string value) => new(
        ErrorKind.Invalid,
        $"'{target.Member}' is {value} in {where}, which column '{target.Column}' ({target.ColumnType}) can't hold exactly. {Remedy(target)}");

    public static KartothekException LosesTime(WriteTarget target, string where, string value) => new(
        ErrorKind.Invalid,
        $"'{target.Member}' is {value} in {where}, and column '{target.Column}' ({target.ColumnType}) would lose its last digits. "
        + "Cut them off before, or ask for it with TruncateTimes().");

    public static KartothekException LoneSurrogate(WriteTarget target, string where) => new(
        ErrorKind.Invalid, $"'{target.Member}' has half a surrogate pair in {where}, which column '{target.Column}' (UTF-8) can't hold. Mend the text.");

    public static KartothekException NoColumn(Type type, string member, string column, Schema schema, string where, bool isNested) => new(
        ErrorKind.Invalid,
        $"{Capitalise(where)} has no {(isNested ? "field" : "column")} for member '{member}' of '{NameOf(type)}'. {NearestNames.Sentence(column, [.. schema.Fields.Select(f => f.Name)], isNested ? "field" : "column", "")} "
        + $"Rename the member, name its {(isNested ? "field" : "column")} with [Column(\"…\")]{(isNested ? $", or leave it out with [NotMapped] {Attributes}; a structure that is written gets no more fields" : $", leave it out with [NotMapped] {Attributes}, or add a column for it with AddColumns()")}.");

    public static KartothekException ColumnWithoutMember(Type type, Field column, string where) => new(
        ErrorKind.Invalid,
        $"Column '{column.Name}' ({column.Type}) of {where} takes no null, and '{NameOf(type)}' has no member for it. Add one of type {ColumnFit.Suggest(column.Type)}.");

    public static KartothekException PartitionColumnWithoutMember(Type type, string column, ColumnType columnType, string where) => new(
        ErrorKind.Invalid,
        $"'{NameOf(type)}' has no member for '{column}', a partition column of {where}, which is never null. Add one of type {ColumnFit.Suggest(columnType)}.");

    public static KartothekException OneColumn(Type type, string member, string other, string column) => new(
        ErrorKind.Invalid,
        $"Members '{member}' and '{other}' of '{NameOf(type)}' both have column '{column}'. Name another one with [Column(\"…\")], or leave one out with [NotMapped] {Attributes}.");

    public static KartothekException NotWritten(Type record, string member, Type type) => new(
        ErrorKind.Invalid,
        $"Member '{member}' of '{NameOf(record)}' is {NameOf(type)}, which no column is made of. Use a number, text, date, time, Guid, byte[], enum, a list, a dictionary or a record of such, or leave it out with [NotMapped] {Attributes}.");

    public static KartothekException ContainsItself(Type type) => new(
        ErrorKind.Invalid, $"'{NameOf(type)}' contains itself, and a column has an end. Leave the member out with [NotMapped] {Attributes}.");

    public static KartothekException TypeDoesNotFit(Type record, string member, Type type, ColumnType column) => new(
        ErrorKind.Invalid,
        $"Member '{member}' of '{NameOf(record)}' is {NameOf(type)}, and its column was asked to be {column}, which is another kind. Declare the member as {ColumnFit.Suggest(column)}, or ask for another type.");

    public static KartothekException NoDecimalType(Type record, string member, string name) => new(
        ErrorKind.Invalid,
        $"Member '{member}' of '{NameOf(record)}' has [Column(TypeName = \"{name}\")], which says no digits of a decimal. Write decimal(12,2), with the digits that you need.");

    public static KartothekException NoMember(Type type, string member, IEnumerable<MemberInfo> members) => new(
        ErrorKind.Invalid,
        $"'{NameOf(type)}' has no mapped member '{member}'. {NearestNames.Sentence(member, [.. members.Select(m => m.Name)], "member", "")}");

    private static string Remedy(WriteTarget target) => target.ColumnType.Kind switch
    {
        ColumnKind.Decimal => $"Round it, or give a new column more digits with [Column(TypeName = \"decimal(…,…)\")] {Attributes}.",
        ColumnKind.Float or ColumnKind.Half => $"Declare the member as {ColumnFit.Suggest(target.ColumnType)}, so that it is rounded where you see it.",
        ColumnKind.String => "Give the value a name in the enum.",
        ColumnKind.Time => "A time of day lies within one day; write a duration as a number.",
        _ => "Correct the value, or widen the column.",
    };

    private static string NameOf(Type type) => ConstantText.TypeName(type);

    private static string Capitalise(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
