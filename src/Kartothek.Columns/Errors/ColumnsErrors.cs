using System.Globalization;

namespace Kartothek.Columns;

/// <summary>The messages of this assembly.</summary>
internal static class ColumnsErrors
{
    private const int PrintedCharacters = 200;

    internal static KartothekException ConstantOfAnotherType(object? value, ColumnType type) => Invalid(
        $"The constant {(value is string text ? ConstantValue.Quote(Cut(text)) : Cut(Invariant(value)))} of type {value?.GetType().Name} is no value of type '{type}', "
        + $"whose constants are {NaturalText(type)}. Convert the value first.");

    internal static KartothekException NoField(string name, Schema schema) => new(
        ErrorKind.NotFound,
        $"The schema has no column '{name}'. {NearestNames.Sentence(name, [.. schema.Fields.Select(f => f.Name)], "column", "It has no columns at all.")} Check the name; case counts.");

    internal static KartothekException OperandsDiffer(string verb, Scalar left, Scalar right) => Invalid(
        left.Type == right.Type
            ? $"Cannot {verb} {Name(left)} and {Name(right)}: values of type '{left.Type}' don't allow it. Use a column of another type."
            : $"Cannot {verb} {Name(left)} and {Name(right)}: their types are '{left.Type}' and '{right.Type}'. Convert one to the type of the other.");

    internal static KartothekException OperandOfAnotherType(string verb, Scalar operand, string wanted) => Invalid(
        $"Cannot {verb} {Name(operand)}: its type is '{operand.Type}', and {wanted} is needed.");

    internal static KartothekException NoConversion(Scalar operand, ColumnType type) => Invalid(
        $"Cannot convert {Name(operand)} from '{operand.Type}' to '{type}': there is no such conversion. Compare values of one kind.");

    internal static KartothekException LoneSurrogate(string text) => Invalid(
        $"Cannot search for {ConstantValue.Quote(Cut(text))}: it has half of a surrogate pair, which no UTF-8 text contains. Search for whole characters.");

    internal static KartothekException NoPredicate(Scalar scalar) => Invalid(
        $"Cannot filter by {Name(scalar)}: its type is '{scalar.Type}', and a predicate is a boolean. Compare it with something.");

    internal static KartothekException NoColumn(ColumnScalar column, Schema schema) => Invalid(
        $"Cannot evaluate column '{column.Name}': the block doesn't have it. Its columns are {Cut(string.Join(", ", schema.Fields.Select(f => $"'{f.Name}'")))}.");

    internal static KartothekException ColumnOfAnotherType(ColumnScalar column, ColumnType type) => Invalid(
        $"Cannot evaluate column '{column.Name}': the expression takes it for '{column.Type}', and the block has it as '{type}'. Read it with the type of the expression.");

    internal static KartothekException GroupArgument(GroupAggregateKind kind, Scalar? argument) => Invalid(
        argument is null
            ? $"The aggregate '{kind}' of groups needs an argument. Say what is aggregated."
            : $"The aggregate '{kind}' of groups doesn't take {Name(argument)}, which is of the type '{argument.Type}'.");

    internal static KartothekException ArgumentMissing(AggregateKind kind, Scalar? argument) => Invalid(
        argument is null
            ? $"The aggregate '{kind}' needs an argument. Say what is aggregated."
            : $"The aggregate '{kind}' counts rows and has no argument. Use '{nameof(AggregateKind.CountValues)}' to count those in which {Name(argument)} isn't null.");

    internal static KartothekException ArrowTypeNotSupported(Apache.Arrow.Types.IArrowType type) => new(
        ErrorKind.NotSupported, $"Arrow's type '{type.Name}' has no counterpart among the column types. Convert the array to another type first.");

    internal static KartothekException ArrayOfAnotherType(Apache.Arrow.IArrowArray array, ColumnType type) => Invalid(
        $"Cannot read an Arrow array of type '{array.Data.DataType.Name}' as '{type}'. Convert the array, or ask for its own type.");

    internal static KartothekException DictionaryCodeOutside(int row, int code, int entries) => Invalid(
        $"Row {row} of an Arrow dictionary array has the code {code}, and its dictionary has {entries} entries. Mend the array's indices.");

    internal static KartothekException BatchTooLarge(Field field) => new(
        ErrorKind.NotSupported, $"Column '{field.Name}' has more than 2 GiB in one batch, which Arrow's '{field.Type}' can't hold. Ask for batches of fewer rows.");

    internal static KartothekException JsonCorrupt(string what, Exception cause) => new(
        ErrorKind.Corrupt, $"The JSON holds no {what} that this library wrote: {Cut(cause.Message)} Send it again from its source.", cause);

    internal static KartothekException JsonOfAnotherVersion(string what, int version, int known) => new(
        ErrorKind.NotSupported, $"The {what} has form {version}, and this library knows form {known}. Use the same version of the library on both sides.");

    internal static KartothekException TooDeep() => new(
        ErrorKind.NotSupported, "The expression is nested too deeply to be sent to another process. Write it with fewer levels.");

    private static KartothekException Invalid(string message) => new(ErrorKind.Invalid, message);

    private static string Name(Scalar scalar) => scalar is ColumnScalar column ? $"column '{column.Name}'" : $"'{Cut(scalar.ToString())}'";

    private static string Cut(string text) => text.Length <= PrintedCharacters ? text : text[..PrintedCharacters] + "…";

    private static string Invariant(object? value) => value switch
    {
        DateOnly or DateTime or DateTimeOffset or TimeOnly => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => $"{value}",
    };

    private static string NaturalText(ColumnType type) => type.Kind switch
    {
        ColumnKind.Null => "null only",
        _ when type.IsNested => "null only",
        _ when type.IsInteger => "integers within its bounds",
        ColumnKind.Boolean => "true and false",
        ColumnKind.String => "strings",
        ColumnKind.Binary => "byte arrays",
        ColumnKind.FixedBinary => $"byte arrays of {type.Length} bytes",
        ColumnKind.Uuid => $"Guids, or byte arrays of {type.Length} bytes",
        ColumnKind.Date => $"DateOnly, or days since 1970 as {type.Storage}",
        ColumnKind.Timestamp => $"DateTime or DateTimeOffset in whole units, or units since 1970 as {type.Storage}",
        ColumnKind.Time => $"TimeOnly or TimeSpan in whole units, or units since midnight as {type.Storage}",
        ColumnKind.Decimal => $"decimals with no more digits, or unscaled values as {type.Storage}",
        _ => $"of type {type.Storage}, or of another floating type where nothing is rounded",
    };
}
