using System.Collections.Immutable;

namespace Kartothek.Columns.Tests;

/// <summary>Random columns, rows and expressions that like the traps: null, NaN, both zeros, the ends of ranges, surrogates, days before 1970.</summary>
internal sealed class RandomCase(int seed)
{
    private static readonly (string Name, ColumnType Type)[] Catalog =
    [
        ("b", ColumnType.Boolean), ("b2", ColumnType.Boolean), ("i8", ColumnType.Int8), ("i16", ColumnType.Int16), ("i", ColumnType.Int32), ("i2", ColumnType.Int32),
        ("l", ColumnType.Int64), ("l2", ColumnType.Int64), ("u8", ColumnType.UInt8), ("u16", ColumnType.UInt16), ("u", ColumnType.UInt32), ("ul", ColumnType.UInt64),
        ("h", ColumnType.Half), ("f", ColumnType.Float), ("d", ColumnType.Double), ("d2", ColumnType.Double), ("s", ColumnType.String), ("s2", ColumnType.String),
        ("bin", ColumnType.Binary), ("fix", ColumnType.FixedBinary(2)), ("uuid", ColumnType.Uuid), ("day", ColumnType.Date),
        ("t", ColumnType.Time(ColumnUnit.Millisecond)), ("tus", ColumnType.Time(ColumnUnit.Microsecond)),
        ("ms", ColumnType.Timestamp(ColumnUnit.Millisecond)), ("us", ColumnType.Timestamp(ColumnUnit.Microsecond, true)), ("ns", ColumnType.Timestamp(ColumnUnit.Nanosecond)),
        ("dec", ColumnType.Decimal(9, 2)), ("dec0", ColumnType.Decimal(18, 0)), ("wide", ColumnType.Decimal(30, 3)), ("none", ColumnType.Null),
    ];

    private static readonly string[] Texts = ["", "a", "A", "ab", "abc", "b", "ä", "\uE000", "\uFFFD", "\U0001F600", "a\U0001F600", "a\uE000", "z\uD7FF", "Abc"];

    internal Random Random { get; } = new(seed);

    internal static Schema Schema { get; } = new(Catalog.Select(c => new Field(c.Name, c.Type)));

    /// <summary>A value of a type, rarely null.</summary>
    internal object? Value(ColumnType type, bool allowNull = true)
    {
        if (type.Kind == ColumnKind.Null || (allowNull && Random.Next(6) == 0)) return null;
        return type.Kind switch
        {
            ColumnKind.Boolean => Random.Next(2) == 0,
            ColumnKind.Int8 => Pick<int>([-128, -1, 0, 1, 2, 127]),
            ColumnKind.Int16 => Pick<int>([-32768, -1, 0, 1, 300, 32767]),
            ColumnKind.Int32 => Pick<int>([int.MinValue, -7, -1, 0, 1, 2, 3, 70000, 16777217, int.MaxValue]),
            ColumnKind.Int64 => Pick<long>([long.MinValue, -7, -1, 0, 1, 2, 3, 5_000_000_000, 9007199254740993, long.MaxValue]),
            ColumnKind.UInt8 => Pick<int>([0, 1, 2, 200, 255]),
            ColumnKind.UInt16 => Pick<int>([0, 1, 2, 40000, 65535]),
            ColumnKind.UInt32 => Pick<uint>([0, 1, 2, 3, 3_000_000_000, uint.MaxValue]),
            ColumnKind.UInt64 => Pick<ulong>([0, 1, 2, 3, 1UL << 63, ulong.MaxValue]),
            ColumnKind.Half => Pick<float>([-0f, 0, 1, 1.5f, -2, float.NaN, float.PositiveInfinity, 65504]),
            ColumnKind.Float => Pick<float>([-0f, 0, 1, 1.5f, -2, 0.1f, float.NaN, float.NegativeInfinity, float.MaxValue, 3e9f]),
            ColumnKind.Double => Pick<double>([-0.0, 0, 1, 1.5, -2, 0.1, double.NaN, double.PositiveInfinity, double.MinValue, 300.7, 1e20, 5e-324]),
            ColumnKind.String => Pick(Texts),
            ColumnKind.Binary => Pick<byte[]>([[], [0], [1], [1, 2], [255], [1, 2, 3]]),
            ColumnKind.FixedBinary => Pick<byte[]>([[0, 0], [1, 2], [255, 0]]),
            ColumnKind.Uuid => Pick<byte[]>([new byte[16], [1, .. new byte[15]], [.. new byte[15], 255]]),
            ColumnKind.Date => Pick<int>([-719162, -366, -1, 0, 1, 59, 60, 10957, 20000, 2932896]),
            ColumnKind.Time => type.Unit == ColumnUnit.Millisecond ? (object)Pick<int>([0, 1, 999, 1000, 3_599_999, 86_399_999]) : Pick<long>([0, 1, 999_999, 1_000_000, 86_399_999_999]),
            ColumnKind.Timestamp => Pick<long>([-62135596800000, -86400001, -86400000, -1, 0, 1, 1000, 86399999, 1_600_000_000_000]),
            ColumnKind.Decimal when type.Storage == ColumnStorage.Int64 => Pick<long>([-999_999_999, -100, -1, 0, 1, 50, 99, 100, 12345, 999_999_999]),
            ColumnKind.Decimal => Pick<Int128>([-((Int128)long.MaxValue * 1000), -1000, -1, 0, 1, 999, 1000, 12345, (Int128)long.MaxValue * 1000]),
            _ => throw new InvalidOperationException(),
        };
    }

    /// <summary>The values of each column of the catalogue.</summary>
    internal Dictionary<string, object?[]> Rows(int length)
    {
        var rows = new Dictionary<string, object?[]>();
        foreach (var (name, type) in Catalog)
        {
            var nulls = Random.Next(3) == 0;
            var few = Enumerable.Range(0, Random.Next(1, 5)).Select(_ => Value(type, nulls)).ToArray();
            rows[name] = Random.Next(5) switch
            {
                0 => [.. Enumerable.Repeat(few[0], length)],
                1 => new object?[length],
                2 => [.. Enumerable.Range(0, length).Select(_ => few[Random.Next(few.Length)])],
                _ => [.. Enumerable.Range(0, length).Select(_ => Value(type, nulls))],
            };
        }

        return rows;
    }

    internal Block Block(Dictionary<string, object?[]> rows, int length)
    {
        var vectors = Catalog.Select(c =>
        {
            var values = rows[c.Name];
            var isOne = length > 0 && values.All(v => ConstantValue.Same(v, values[0]));
            return Random.Next(3) switch
            {
                0 when isOne => VectorMaker.Constant(c.Type, values[0], length),
                0 when values.All(v => v is null) => new NullVector(c.Type) { Length = length },
                1 when c.Type.Kind != ColumnKind.Null => VectorMaker.Dictionary(c.Type, values, Random),
                _ => VectorMaker.Flat(c.Type, values, Random),
            };
        }).ToArray();
        return new(Schema, vectors) { Length = length };
    }

    internal Scalar Predicate(int depth)
    {
        if (depth <= 0) return Leaf();
        return Random.Next(12) switch
        {
            0 or 1 => Scalar.And(Enumerable.Range(0, Random.Next(1, 4)).Select(_ => Predicate(depth - 1))),
            2 or 3 => Scalar.Or(Enumerable.Range(0, Random.Next(1, 4)).Select(_ => Predicate(depth - 1))),
            4 => Scalar.Not(Predicate(depth - 1)),
            5 => Scalar.IsNull(Value(AnyType(), depth - 1)),
            6 => Scalar.Conditional(Predicate(depth - 1), Predicate(depth - 1), Predicate(depth - 1)),
            7 => Value(ColumnType.Boolean, depth - 1) is var value && value.Type.Kind == ColumnKind.Boolean ? value : Leaf(),
            8 => Scalar.Coalesce(Scalar.Column("b", ColumnType.Boolean), Predicate(depth - 1)),
            _ => Comparison(depth - 1),
        };
    }

    internal Scalar Comparison(int depth)
    {
        var type = AnyType();
        return Scalar.Compare(Pick(Enum.GetValues<ComparisonOperator>()), Value(type, depth), Value(type, depth));
    }

    /// <summary>An expression of a type.</summary>
    internal Scalar Value(ColumnType type, int depth)
    {
        if (depth <= 0 || Random.Next(3) == 0) return Random.Next(2) == 0 ? Scalar.Constant(Value(type), type) : ColumnOf(type);
        return Random.Next(6) switch
        {
            0 => Scalar.Coalesce(Value(type, depth - 1), Value(type, depth - 1)),
            1 => Scalar.Conditional(Predicate(depth - 1), Value(type, depth - 1), Value(type, depth - 1)),
            2 or 3 when type.Kind is ColumnKind.Int32 or ColumnKind.Int64 or ColumnKind.UInt32 or ColumnKind.UInt64 or ColumnKind.Float or ColumnKind.Double =>
                Scalar.Arithmetic(Pick(Enum.GetValues<ArithmeticOperator>()), Value(type, depth - 1), Value(type, depth - 1), Random.Next(4) == 0),
            4 => Function(type, depth - 1),
            _ => Convert(type, depth - 1),
        };
    }

    internal T Pick<T>(IReadOnlyList<T> from) => from[Random.Next(from.Count)];

    internal ColumnType AnyType() => Pick(Catalog).Type;

    internal ColumnScalar ColumnOf(ColumnType type) => Pick(Catalog.Where(c => c.Type == type).Select(c => Scalar.Column(c.Name, c.Type)).ToList());

    private Scalar Leaf()
    {
        var type = AnyType();
        return Random.Next(8) switch
        {
            0 => Scalar.IsNull(ColumnOf(type)),
            1 or 2 => Scalar.In(ColumnOf(type), ImmutableArray.CreateRange(Enumerable.Range(0, Random.Next(4)).Select(_ => Value(type)))),
            3 => Scalar.TextMatch(Pick(Enum.GetValues<StringMatch>()), ColumnOf(ColumnType.String), Pick(Texts)),
            4 => ColumnOf(ColumnType.Boolean),
            _ => Scalar.Compare(Pick(Enum.GetValues<ComparisonOperator>()), ColumnOf(type), Scalar.Constant(Value(type), type)),
        };
    }

    private Scalar Function(ColumnType type, int depth)
    {
        if (type == ColumnType.Date) return Scalar.Apply(ScalarFunction.Date, Value(ColumnType.Timestamp(ColumnUnit.Millisecond), 0));
        if (type.Kind is ColumnKind.Int64 or ColumnKind.Float or ColumnKind.Double) return Scalar.Apply(ScalarFunction.Negate, Value(type, depth));
        if (type.Kind != ColumnKind.Int32) return Value(type, depth);
        var function = Pick(Enum.GetValues<ScalarFunction>());
        return function switch
        {
            ScalarFunction.StringLength => Scalar.Apply(function, Value(ColumnType.String, depth)),
            ScalarFunction.Negate => Scalar.Apply(function, Value(ColumnType.Int32, depth)),
            ScalarFunction.Date => Value(type, depth),
            ScalarFunction.Hour or ScalarFunction.Minute or ScalarFunction.Second => Scalar.Apply(function, ColumnOf(Pick(Catalog.Where(c => c.Type.Kind is ColumnKind.Timestamp or ColumnKind.Time).ToList()).Type)),
            _ => Scalar.Apply(function, ColumnOf(Pick(Catalog.Where(c => c.Type.Kind is ColumnKind.Timestamp or ColumnKind.Date).ToList()).Type)),
        };
    }

    private Scalar Convert(ColumnType type, int depth)
    {
        var from = AnyType();
        return ConversionRule.Exists(from, type) && from.Kind != ColumnKind.Null
            ? Scalar.Convert(Value(from, depth), type, Random.Next(3) == 0)
            : Value(type, depth);
    }
}
