using System.Collections.Immutable;

namespace Kartothek.Columns;

/// <summary>The logical type of a column: a kind and its parameters. Immutable, compared by value.</summary>
public sealed record ColumnType
{
    private ColumnType(ColumnKind kind) => Kind = kind;

    /// <summary>What the values are; the other members say more about some kinds, and are 0 or empty for the rest.</summary>
    public ColumnKind Kind { get; }

    /// <summary>The unit of a time or timestamp.</summary>
    public ColumnUnit Unit { get; private init; }

    /// <summary>Whether a timestamp or time is adjusted to UTC (an instant) or a wall clock without zone.</summary>
    public bool IsUtc { get; private init; }

    /// <summary>Digits of a decimal, 1 to 38.</summary>
    public int Precision { get; private init; }

    /// <summary>Digits of a decimal behind the point.</summary>
    public int Scale { get; private init; }

    /// <summary>Bytes of a fixed binary.</summary>
    public int Length { get; private init; }

    /// <summary>The element of a list, the members of a structure, the key and value of a map; else empty.</summary>
    public ImmutableArray<Field> Children { get; private init; } = [];

    /// <summary>The type of a column that holds nothing but nulls.</summary>
    public static ColumnType Null { get; } = new(ColumnKind.Null);

    /// <summary>True or false.</summary>
    public static ColumnType Boolean { get; } = new(ColumnKind.Boolean);

    /// <summary>Signed, 8 bits.</summary>
    public static ColumnType Int8 { get; } = new(ColumnKind.Int8);

    /// <summary>Signed, 16 bits.</summary>
    public static ColumnType Int16 { get; } = new(ColumnKind.Int16);

    /// <summary>Signed, 32 bits.</summary>
    public static ColumnType Int32 { get; } = new(ColumnKind.Int32);

    /// <summary>Signed, 64 bits.</summary>
    public static ColumnType Int64 { get; } = new(ColumnKind.Int64);

    /// <summary>Unsigned, 8 bits.</summary>
    public static ColumnType UInt8 { get; } = new(ColumnKind.UInt8);

    /// <summary>Unsigned, 16 bits.</summary>
    public static ColumnType UInt16 { get; } = new(ColumnKind.UInt16);

    /// <summary>Unsigned, 32 bits.</summary>
    public static ColumnType UInt32 { get; } = new(ColumnKind.UInt32);

    /// <summary>Unsigned, 64 bits.</summary>
    public static ColumnType UInt64 { get; } = new(ColumnKind.UInt64);

    /// <summary>16-bit floating point.</summary>
    public static ColumnType Half { get; } = new(ColumnKind.Half);

    /// <summary>32-bit floating point.</summary>
    public static ColumnType Float { get; } = new(ColumnKind.Float);

    /// <summary>64-bit floating point.</summary>
    public static ColumnType Double { get; } = new(ColumnKind.Double);

    /// <summary>Text: UTF-8 in vectors, ordered by UTF-16 code units in comparisons.</summary>
    public static ColumnType String { get; } = new(ColumnKind.String);

    /// <summary>Bytes of any length.</summary>
    public static ColumnType Binary { get; } = new(ColumnKind.Binary);

    /// <summary>A UUID: 16 bytes in the order in which it is written, most significant first.</summary>
    public static ColumnType Uuid { get; } = new(ColumnKind.Uuid) { Length = 16 };

    /// <summary>A date without time and zone: days since 1970-01-01.</summary>
    public static ColumnType Date { get; } = new(ColumnKind.Date);

    /// <summary>Bytes of one length.</summary>
    public static ColumnType FixedBinary(int length) => new(ColumnKind.FixedBinary) { Length = length };

    /// <summary>A time of day: units since midnight.</summary>
    public static ColumnType Time(ColumnUnit unit, bool isUtc = false) => new(ColumnKind.Time) { Unit = unit, IsUtc = isUtc };

    /// <summary>A timestamp: units since 1970-01-01, as a wall clock without zone or, where it is UTC, as an instant.</summary>
    public static ColumnType Timestamp(ColumnUnit unit, bool isUtc = false) =>
        new(ColumnKind.Timestamp) { Unit = unit, IsUtc = isUtc };

    /// <summary>A decimal: an integer of 1 to 38 digits, of which the last <paramref name="scale"/> are behind the point.</summary>
    public static ColumnType Decimal(int precision, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(precision, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precision, 38);
        return new(ColumnKind.Decimal) { Precision = precision, Scale = scale };
    }

    /// <summary>A list of any number of elements; null and empty differ.</summary>
    public static ColumnType List(Field element) => new(ColumnKind.List) { Children = [element] };

    /// <summary>A structure: one value of each member, in order.</summary>
    public static ColumnType Struct(params ReadOnlySpan<Field> members) => new(ColumnKind.Struct) { Children = [.. members] };

    /// <summary>A map: a list of pairs in the order stored. Keys may repeat.</summary>
    public static ColumnType Map(Field key, Field value) => new(ColumnKind.Map) { Children = [key, value] };

    /// <summary>How values of this type lie in a vector.</summary>
    public ColumnStorage Storage => Kind switch
    {
        ColumnKind.Null => ColumnStorage.None,
        ColumnKind.Boolean => ColumnStorage.Boolean,
        ColumnKind.Int8 or ColumnKind.Int16 or ColumnKind.Int32 or ColumnKind.UInt8 or ColumnKind.UInt16 or ColumnKind.Date => ColumnStorage.Int32,
        ColumnKind.UInt32 => ColumnStorage.UInt32,
        ColumnKind.Time => Unit == ColumnUnit.Millisecond ? ColumnStorage.Int32 : ColumnStorage.Int64,
        ColumnKind.Int64 or ColumnKind.Timestamp => ColumnStorage.Int64,
        ColumnKind.UInt64 => ColumnStorage.UInt64,
        ColumnKind.Half or ColumnKind.Float => ColumnStorage.Float,
        ColumnKind.Double => ColumnStorage.Double,
        ColumnKind.Decimal => Precision <= 18 ? ColumnStorage.Int64 : ColumnStorage.Int128,
        ColumnKind.String or ColumnKind.Binary or ColumnKind.FixedBinary or ColumnKind.Uuid => ColumnStorage.Bytes,
        _ => ColumnStorage.Nested,
    };

    /// <summary>Whether this is a signed or unsigned integer of any width.</summary>
    public bool IsInteger => Kind is >= ColumnKind.Int8 and <= ColumnKind.UInt64;

    /// <summary>Whether this is an unsigned integer of any width.</summary>
    public bool IsUnsigned => Kind is >= ColumnKind.UInt8 and <= ColumnKind.UInt64;

    /// <summary>Whether this is a floating-point type.</summary>
    public bool IsFloating => Kind is ColumnKind.Half or ColumnKind.Float or ColumnKind.Double;

    /// <summary>Whether this is a list, structure or map.</summary>
    public bool IsNested => Kind is ColumnKind.List or ColumnKind.Struct or ColumnKind.Map;

    /// <inheritdoc/>
    public bool Equals(ColumnType? other) =>
        other is not null && Kind == other.Kind && Unit == other.Unit && IsUtc == other.IsUtc && Precision == other.Precision
        && Scale == other.Scale && Length == other.Length && Children.AsSpan().SequenceEqual(other.Children.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Unit, IsUtc, Precision, Scale, Length, Children.Length);

    /// <summary>The type as messages and plans print it: <c>int64</c>, <c>timestamp[us, UTC]</c>, <c>decimal(12,2)</c>, <c>list&lt;string&gt;</c>.</summary>
    public override string ToString() => Kind switch
    {
        ColumnKind.FixedBinary => $"fixed_binary({Length})",
        ColumnKind.Time => $"time[{UnitText}{(IsUtc ? ", UTC" : "")}]",
        ColumnKind.Timestamp => $"timestamp[{UnitText}{(IsUtc ? ", UTC" : "")}]",
        ColumnKind.Decimal => $"decimal({Precision},{Scale})",
        ColumnKind.List => $"list<{Children[0].Type}>",
        ColumnKind.Struct => $"struct<{string.Join(", ", Children.Select(c => $"{c.Name}: {c.Type}"))}>",
        ColumnKind.Map => $"map<{Children[0].Type}, {Children[1].Type}>",
        ColumnKind.Boolean => "bool",
        _ => Kind.ToString().ToLowerInvariant(),
    };

    private string UnitText => Unit switch { ColumnUnit.Millisecond => "ms", ColumnUnit.Microsecond => "us", _ => "ns" };
}
