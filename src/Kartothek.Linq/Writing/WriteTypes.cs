using System.Globalization;
using System.Text.RegularExpressions;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>The types of columns that are made for members.</summary>
internal static partial class WriteTypes
{
    /// <summary>What a decimal is written as where nobody says how many digits it has: as SQL's money, nearly.</summary>
    public static readonly ColumnType AnyDecimal = ColumnType.Decimal(18, 4);

    /// <summary>The type of a column for a .NET type, nullable or not; null where none is made for it.</summary>
    /// <param name="type">The type.</param>
    /// <param name="naming">How the members of nested records are named.</param>
    /// <param name="above">The record types that this one lies in.</param>
    /// <exception cref="KartothekException">A record contains itself, or a member of it has no type.</exception>
    public static ColumnType? Natural(Type type, NamingPolicy naming, IReadOnlyList<Type> above)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
        {
            type = type.GetEnumUnderlyingType();
        }
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => ColumnType.Boolean,
            TypeCode.SByte => ColumnType.Int8,
            TypeCode.Int16 => ColumnType.Int16,
            TypeCode.Int32 => ColumnType.Int32,
            TypeCode.Int64 => ColumnType.Int64,
            TypeCode.Byte => ColumnType.UInt8,
            TypeCode.UInt16 => ColumnType.UInt16,
            TypeCode.UInt32 => ColumnType.UInt32,
            TypeCode.UInt64 => ColumnType.UInt64,
            TypeCode.Single => ColumnType.Float,
            TypeCode.Double => ColumnType.Double,
            TypeCode.Decimal => AnyDecimal,
            TypeCode.DateTime => ColumnType.Timestamp(ColumnUnit.Microsecond),
            TypeCode.String => ColumnType.String,
            TypeCode.Object when type == typeof(Half) => ColumnType.Half,
            TypeCode.Object => OfObject(ColumnFit.KindOf(type), type, naming, above),
            _ => null,
        };
    }

    /// <summary>The type that a name says, as messages print it: <c>decimal(12,2)</c>, <c>timestamp[ns, UTC]</c>, <c>string</c>; null for a name of another database.</summary>
    public static ColumnType? Parse(string name)
    {
        var match = Form().Match(name);
        if (!match.Success)
        {
            return null;
        }
        var arguments = match.Groups["argument"].Captures.Select(a => a.Value).ToArray();
        var word = match.Groups["word"].Value.ToLowerInvariant();
        return (word, arguments.Length) switch
        {
            ("decimal" or "numeric", 1 or 2) => Decimal(arguments),
            ("timestamp", 1 or 2) when Unit(arguments[0]) is { } unit => ColumnType.Timestamp(unit, arguments.Length == 2),
            ("time", 1 or 2) when Unit(arguments[0]) is { } unit => ColumnType.Time(unit, arguments.Length == 2),
            ("fixed_binary", 1) when int.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length > 0 => ColumnType.FixedBinary(length),
            (_, 0) => Plain(word),
            _ => null,
        };
    }

    /// <summary>A type with those parts of another that this one doesn't know, because only nulls were written so far.</summary>
    public static ColumnType Fill(ColumnType stored, ColumnType natural)
    {
        if (stored.Kind == ColumnKind.Null)
        {
            return natural;
        }
        if (stored.Kind != natural.Kind || stored.Kind is not (ColumnKind.List or ColumnKind.Map))
        {
            return stored;
        }
        var children = stored.Children.Zip(natural.Children, (s, n) => Fill(s.Type, n.Type) is var type && type == s.Type ? s : s with { Type = type }).ToArray();
        return children.AsSpan().SequenceEqual(stored.Children.AsSpan()) ? stored
            : stored.Kind == ColumnKind.List ? ColumnType.List(children[0]) : ColumnType.Map(children[0], children[1]);
    }

    private static ColumnType? OfObject(ColumnKind kind, Type type, NamingPolicy naming, IReadOnlyList<Type> above)
    {
        switch (kind)
        {
            case ColumnKind.Timestamp:
                return ColumnType.Timestamp(ColumnUnit.Microsecond, isUtc: true);
            case ColumnKind.Date:
                return ColumnType.Date;
            case ColumnKind.Time:
                return ColumnType.Time(ColumnUnit.Microsecond);
            case ColumnKind.Uuid:
                return ColumnType.Uuid;
            case ColumnKind.Binary:
                return ColumnType.Binary;
            case ColumnKind.List:
                return Natural(ColumnFit.ElementOf(type)!, naming, above) is { } element ? ColumnType.List(new("item", element)) : null;
            case ColumnKind.Map:
                var (key, value) = ColumnFit.EntryOf(type)!.Value;
                return Natural(key, naming, above) is { } keys && Natural(value, naming, above) is { } values
                    ? ColumnType.Map(new("key", keys, IsNullable: false), new("value", values))
                    : null;
            case ColumnKind.Struct:
                return above.Contains(type)
                    ? throw RecordWriteErrors.ContainsItself(type)
                    : ColumnType.Struct([.. WriteMap.ForNew(type, new() { Naming = naming }, above).Schema.Fields]);
            default:
                return null;
        }
    }

    private static ColumnType? Decimal(string[] arguments)
    {
        var precision = int.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var p) ? p : 0;
        var scale = arguments.Length == 1 ? 0 : int.TryParse(arguments[1], NumberStyles.None, CultureInfo.InvariantCulture, out var s) ? s : -1;
        return precision is >= 1 and <= 38 && scale >= 0 && scale <= precision ? ColumnType.Decimal(precision, scale) : null;
    }

    private static ColumnUnit? Unit(string name) => name switch
    {
        "ms" => ColumnUnit.Millisecond,
        "us" or "µs" => ColumnUnit.Microsecond,
        "ns" => ColumnUnit.Nanosecond,
        _ => null,
    };

    private static ColumnType? Plain(string word) => word switch
    {
        "bool" => ColumnType.Boolean,
        "int8" => ColumnType.Int8,
        "int16" => ColumnType.Int16,
        "int32" => ColumnType.Int32,
        "int64" => ColumnType.Int64,
        "uint8" => ColumnType.UInt8,
        "uint16" => ColumnType.UInt16,
        "uint32" => ColumnType.UInt32,
        "uint64" => ColumnType.UInt64,
        "half" => ColumnType.Half,
        "float" => ColumnType.Float,
        "double" => ColumnType.Double,
        "string" => ColumnType.String,
        "binary" => ColumnType.Binary,
        "uuid" => ColumnType.Uuid,
        "date" => ColumnType.Date,
        _ => null,
    };

    [GeneratedRegex(@"^\s*(?<word>\w+)\s*([\[(]\s*(?<argument>\w+)\s*(,\s*(?<argument>\w+)\s*)*[\])])?\s*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
