using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Comparisons and memberships with C#'s results, in the type of the column where that can be, so that it can be pruned.</summary>
/// <remarks>
/// A comparison looks at the value of the column, whatever the width of the member: a value that the member can't hold compares
/// as the number that it is, and is an error only in a row that is materialised.
/// </remarks>
internal static class ScalarComparison
{
    /// <summary>The comparison of a column with a constant that isn't null; null where the two have no type in common.</summary>
    public static Scalar? WithConstant(ComparisonOperator comparison, Operand.Column column, object constant)
    {
        var scalar = ScalarConversion.WithoutNaN(column.Scalar);
        if (column.NamedEnum is { } named) return WithName(comparison, scalar, named, constant);
        if (GridPoint.Of(constant, scalar.Type) is { } point) return OnGrid(comparison, scalar, point);
        if (ScalarConversion.ConstantOf(constant, scalar.Type) is { } same) return Scalar.Compare(comparison, scalar, same);

        // A double that isn't a float meets a column of floats: both as double.
        return scalar.Type.IsFloating && ScalarConversion.ConstantOf(constant, ColumnType.Double) is { } wide
            ? Scalar.Compare(comparison, Scalar.Convert(scalar, ColumnType.Double), wide)
            : scalar.Type.Kind == ColumnKind.FixedBinary && constant is byte[]? Outside(comparison, scalar, true) : null;
    }

    /// <summary>The comparison of two operands that depend on the row; null where they have no type in common.</summary>
    public static Scalar? OfColumns(ComparisonOperator comparison, Operand.Column left, Operand.Column right)
    {
        if (left.NamedEnum != right.NamedEnum) return null;
        if (left.NamedEnum is not null && comparison is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual)) return null;
        return ScalarConversion.Unify(left.Scalar, right.Scalar, left.ValueType) is var (l, r) && !l.Type.IsNested ? Scalar.Compare(comparison, l, r) : null;
    }

    /// <summary>Whether the column is one of the values, as a collection with default equality has it: null is in it where it is listed, and so is NaN. Null where the two have no type in common.</summary>
    public static Scalar? IsOneOf(Operand.Column column, IEnumerable<object?> values)
    {
        var scalar = ScalarConversion.WithoutNaN(column.Scalar);
        var readsNullAsNaN = scalar != column.Scalar;
        var isWide = scalar.Type.Kind is ColumnKind.Float or ColumnKind.Half && column.ValueType == typeof(double);
        if (isWide) scalar = Scalar.Convert(scalar, ColumnType.Double);
        var stored = new List<object?>();
        foreach (var value in values)
        {
            if (column.NamedEnum is { } named && value is not null) stored.AddRange(NamesOf(named, value));
            else if (value is null) stored.Add(null);
            else if (ScalarConversion.ConstantOf(value, scalar.Type) is ConstantScalar { Value: var own })
            {
                stored.Add(own);
                if (readsNullAsNaN && own is double.NaN or float.NaN) stored.Add(null);
            }
            else if (!IsOfKind(value, scalar.Type)) return null;
        }

        return Scalar.In(scalar, stored);
    }

    /// <summary>The names of an enum's number; several where constants share it.</summary>
    public static IEnumerable<string> NamesOf(Type named, object value)
    {
        var constant = Enum.ToObject(named, value);
        return Enum.GetNames(named).Where(n => Enum.Parse(named, n).Equals(constant));
    }

    private static Scalar? WithName(ComparisonOperator comparison, Scalar scalar, Type named, object constant)
    {
        if (comparison is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual)) return null;
        var isIn = NamesOf(named, constant).ToList() is [var only]
            ? Scalar.Equal(scalar, Scalar.Constant(only, ColumnType.String))
            : Scalar.In(scalar, NamesOf(named, constant));
        return comparison == ComparisonOperator.Equal ? isIn : Scalar.Not(isIn);
    }

    private static Scalar OnGrid(ComparisonOperator comparison, Scalar scalar, GridPoint point)
    {
        var floor = point.Floor;
        if (!point.IsExact)
        {
            // Between floor and floor + 1: v < c and v <= c are v <= floor, v > c and v >= c are v > floor; none equals it.
            comparison = comparison switch
            {
                ComparisonOperator.Less or ComparisonOperator.LessOrEqual => ComparisonOperator.LessOrEqual,
                ComparisonOperator.Greater or ComparisonOperator.GreaterOrEqual => ComparisonOperator.Greater,
                _ => comparison,
            };
            if (comparison is ComparisonOperator.Equal or ComparisonOperator.NotEqual) return Outside(comparison, scalar, true);
        }

        var (min, max) = GridPoint.Bounds(scalar.Type);
        if (floor < min || floor > max) return Outside(comparison, scalar, floor > max);
        return Scalar.Compare(comparison, scalar, Scalar.Constant(GridPoint.Store(floor, scalar.Type), scalar.Type));
    }

    /// <summary>The comparison with a value above or below all of the type: the same for every row but the nulls, which only <c>!=</c> takes.</summary>
    private static Scalar Outside(ComparisonOperator comparison, Scalar scalar, bool isAbove) => comparison switch
    {
        ComparisonOperator.Equal => Scalar.False,
        ComparisonOperator.NotEqual => Scalar.True,
        ComparisonOperator.Less or ComparisonOperator.LessOrEqual => isAbove ? Scalar.IsNotNull(scalar) : Scalar.False,
        _ => isAbove ? Scalar.False : Scalar.IsNotNull(scalar),
    };

    private static bool IsOfKind(object value, ColumnType type) =>
        GridPoint.Of(value, type) is not null
        || (type.IsFloating && value is double or float or Half)
        || (type.Kind is ColumnKind.FixedBinary && value is byte[]);
}
