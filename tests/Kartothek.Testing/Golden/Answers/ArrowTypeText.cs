using System.Globalization;
using System.Text.RegularExpressions;
using Kartothek.Columns;

namespace Kartothek.Testing;

/// <summary>Arrow's types as Python prints them.</summary>
public static partial class ArrowTypeText
{
    /// <summary>Reads a type: <c>int64</c>, <c>timestamp[us, tz=UTC]</c>, <c>decimal128(6, 2)</c>, <c>list&lt;item: string&gt;</c>.</summary>
    /// <remarks>Units of seconds become milliseconds, as Parquet has no seconds; <see cref="GoldenValues"/> scales the values.</remarks>
    /// <exception cref="FormatException">The text is no type that a dataset can have.</exception>
    public static ColumnType Parse(string text) => text switch
    {
        "null" => ColumnType.Null,
        "bool" => ColumnType.Boolean,
        "int8" => ColumnType.Int8,
        "int16" => ColumnType.Int16,
        "int32" => ColumnType.Int32,
        "int64" => ColumnType.Int64,
        "uint8" => ColumnType.UInt8,
        "uint16" => ColumnType.UInt16,
        "uint32" => ColumnType.UInt32,
        "uint64" => ColumnType.UInt64,
        "halffloat" or "float16" => ColumnType.Half,
        "float" or "float32" => ColumnType.Float,
        "double" or "float64" => ColumnType.Double,
        "string" or "utf8" or "large_string" => ColumnType.String,
        "binary" or "large_binary" => ColumnType.Binary,
        "date32" or "date32[day]" => ColumnType.Date,
        _ => ParseParameters(text),
    };

    /// <summary>The zone of a timestamp type, or null.</summary>
    public static string? Zone(string text) => Timestamp().Match(text) is { Success: true } match && match.Groups[2].Success ? match.Groups[2].Value : null;

    private static ColumnType ParseParameters(string text)
    {
        if (Timestamp().Match(text) is { Success: true } timestamp)
            return ColumnType.Timestamp(Unit(timestamp.Groups[1].Value), timestamp.Groups[2].Success);

        if (Time().Match(text) is { Success: true } time)
            return ColumnType.Time(Unit(time.Groups[1].Value));

        if (Decimal().Match(text) is { Success: true } number)
            return ColumnType.Decimal(Number(number.Groups[1]), Number(number.Groups[2]));

        if (FixedBinary().Match(text) is { Success: true } bytes)
            return ColumnType.FixedBinary(Number(bytes.Groups[1]));

        if (List().Match(text) is { Success: true } list)
            return ColumnType.List(new Field("element", Parse(list.Groups[1].Value)));

        throw new FormatException($"The answers hold a column of the unknown type '{text}'.");
    }

    private static ColumnUnit Unit(string text) => text switch
    {
        "s" or "ms" => ColumnUnit.Millisecond,
        "us" => ColumnUnit.Microsecond,
        _ => ColumnUnit.Nanosecond,
    };

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^timestamp\[(s|ms|us|ns)(?:, tz=(.+))?\]$")]
    private static partial Regex Timestamp();

    [GeneratedRegex(@"^time(?:32|64)\[(s|ms|us|ns)\]$")]
    private static partial Regex Time();

    [GeneratedRegex(@"^decimal(?:128)?\((\d+), ?(\d+)\)$")]
    private static partial Regex Decimal();

    [GeneratedRegex(@"^fixed_size_binary\[(\d+)\]$")]
    private static partial Regex FixedBinary();

    [GeneratedRegex(@"^(?:large_)?list<(?:\w+: )?(.+?)(?: not null)?>$")]
    private static partial Regex List();
}
