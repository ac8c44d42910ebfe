using Kartothek.Columns;

namespace Kartothek.Testing;

/// <summary>Recorded predicates as the scalars that a translator would make of them.</summary>
public static class GoldenScalars
{
    /// <summary>The predicate over columns of the types that the dataset's schema records.</summary>
    public static Scalar Predicate(GoldenDataset dataset, GoldenQuery query) =>
        Scalar.Or(query.Predicates.Select(conjunction => Scalar.And(conjunction.Select(term => Term(dataset[term.Column], term)))));

    /// <summary>One comparison.</summary>
    public static Scalar Term(GoldenColumn column, GoldenTerm term)
    {
        var field = Scalar.Column(column.Name, column.Type);
        if (term.Operator == "in")
        {
            // What the type can't hold equals no value of it.
            return Scalar.In(field, term.Literal.Items
                .Select(item => (Fits: TryConvert(item, column.Type, out var value), Value: value)).Where(item => item.Fits).Select(item => item.Value));
        }

        if (TryConvert(term.Literal, column.Type, out var constant))
            return Scalar.Compare(Comparison(term.Operator), field, Scalar.Constant(constant, column.Type));

        var wider = Wider(column.Type, term.Literal);
        return TryConvert(term.Literal, wider, out constant)
            ? Scalar.Compare(Comparison(term.Operator), Scalar.Convert(field, wider), Scalar.Constant(constant, wider))
            : OutOfRange(field, term);
    }

    /// <summary>The comparison of a recorded operator other than <c>in</c>.</summary>
    public static ComparisonOperator Comparison(string recorded) => recorded switch
    {
        "==" => ComparisonOperator.Equal,
        "!=" => ComparisonOperator.NotEqual,
        "<" => ComparisonOperator.Less,
        "<=" => ComparisonOperator.LessOrEqual,
        ">" => ComparisonOperator.Greater,
        ">=" => ComparisonOperator.GreaterOrEqual,
        _ => throw new FormatException($"The answers hold the unknown operator '{recorded}'."),
    };

    /// <summary>The literal in the storage of a type; false where the type can't hold it exactly.</summary>
    public static bool TryConvert(GoldenLiteral literal, ColumnType type, out object? value)
    {
        value = literal.Value switch
        {
            null => null,
            Int128 nanoseconds when type.Kind == ColumnKind.Timestamp => Units(nanoseconds, type),
            int day when type.Kind == ColumnKind.Timestamp => Units(day * (Int128)86_400_000_000_000, type),
            Int128 number => Number(number, type),
            double number => Number(number, type),
            var other => other,
        };
        return value is not null || literal.Kind == GoldenLiteralKind.Null;
    }

    private static object? Units(Int128 nanoseconds, ColumnType type)
    {
        var (units, rest) = Int128.DivRem(nanoseconds, type.Unit switch { ColumnUnit.Millisecond => 1_000_000, ColumnUnit.Microsecond => 1_000, _ => 1 });
        return rest == 0 && units >= long.MinValue && units <= long.MaxValue ? (long)units : null;
    }

    private static object? Number(Int128 number, ColumnType type)
    {
        var (least, most) = type.Kind switch
        {
            ColumnKind.Int8 => ((Int128)sbyte.MinValue, (Int128)sbyte.MaxValue),
            ColumnKind.Int16 => (short.MinValue, short.MaxValue),
            ColumnKind.Int32 => (int.MinValue, int.MaxValue),
            ColumnKind.Int64 => (long.MinValue, long.MaxValue),
            ColumnKind.UInt8 => (0, byte.MaxValue),
            ColumnKind.UInt16 => (0, ushort.MaxValue),
            ColumnKind.UInt32 => (0, uint.MaxValue),
            ColumnKind.UInt64 => (0, ulong.MaxValue),
            _ => (Int128.MinValue, Int128.MaxValue),
        };
        if (number < least || number > most)
            return null;

        return type.Storage switch
        {
            ColumnStorage.Int32 => (object)(int)number,
            ColumnStorage.UInt32 => (uint)number,
            ColumnStorage.Int64 => (long)number,
            ColumnStorage.UInt64 => (ulong)number,
            ColumnStorage.Float => (float)number,
            _ => (double)number,
        };
    }

    private static object? Number(double number, ColumnType type) => type.Kind switch
    {
        ColumnKind.Double => (object)number,
        ColumnKind.Float or ColumnKind.Half => (float)number == number || double.IsNaN(number) ? (float)number : null,
        _ => null,
    };

    private static ColumnType Wider(ColumnType type, GoldenLiteral literal) => type.Kind switch
    {
        ColumnKind.Timestamp => ColumnType.Timestamp(ColumnUnit.Nanosecond, type.IsUtc),
        _ when literal.Kind == GoldenLiteralKind.Float => ColumnType.Double,
        _ when type.IsUnsigned => ColumnType.UInt64,
        _ => ColumnType.Int64,
    };

    // Every value that isn't null lies on one side of the literal.
    private static Scalar OutOfRange(Scalar field, GoldenTerm term)
    {
        var isAbove = (Int128)term.Literal.Value! > 0;
        return term.Operator switch
        {
            "==" => Scalar.False,
            "!=" => Scalar.True,
            "<" or "<=" => isAbove ? Scalar.IsNotNull(field) : Scalar.False,
            _ => isAbove ? Scalar.False : Scalar.IsNotNull(field),
        };
    }
}
