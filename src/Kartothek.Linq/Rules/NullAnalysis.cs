using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>What a condition can say of a row in which one column is null.</summary>
internal static class NullAnalysis
{
    private readonly record struct Outcome(bool True, bool False)
    {
        public static readonly Outcome Any = new(true, true);

        public static Outcome Of(bool value) => new(value, !value);
    }

    /// <summary>Whether the condition may hold where the column is null. False is certain.</summary>
    public static bool MayHold(Scalar condition, string nullColumn) => Evaluate(condition, nullColumn).True;

    /// <summary>Whether a scalar tests a column itself for null.</summary>
    public static bool Tests(Scalar scalar, string column) =>
        scalar is IsNullScalar { Operand: ColumnScalar tested } && tested.Name == column ? true : scalar.Operands.Any(o => Tests(o, column));

    private static Outcome Evaluate(Scalar scalar, string column)
    {
        // A null that meets a logical operator counts as false.
        if (IsNull(scalar, column)) return Outcome.Of(false);
        switch (scalar)
        {
            case ConstantScalar { Value: bool value }:
                return Outcome.Of(value);
            case ComparisonScalar comparison:
                return Compare(comparison, column);
            case InScalar isIn when IsNull(isIn.Operand, column):
                return Outcome.Of(isIn.Values.Contains(null));
            case IsNullScalar test when IsNull(test.Operand, column):
                return Outcome.Of(true);
            case StringMatchScalar match when IsNull(match.Operand, column):
                return Outcome.Of(false);
            case NotScalar not:
                var operand = Evaluate(not.Operand, column);
                return new(operand.False, operand.True);
            case LogicalScalar logical:
                var terms = logical.Terms.Select(t => Evaluate(t, column)).ToList();
                return logical.Operator == LogicalOperator.And
                    ? new(terms.All(t => t.True), terms.Any(t => t.False))
                    : new(terms.Any(t => t.True), terms.All(t => t.False));
            default:
                return Outcome.Any;
        }
    }

    private static Outcome Compare(ComparisonScalar comparison, string column)
    {
        var (left, right) = (IsNull(comparison.Left, column), IsNull(comparison.Right, column));
        if (!left && !right) return Outcome.Any;
        if (comparison.Operator is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual)) return Outcome.Of(false);
        var isEqual = comparison.Operator == ComparisonOperator.Equal;
        if (left && right) return Outcome.Of(isEqual);
        return (left ? comparison.Right : comparison.Left) is ConstantScalar ? Outcome.Of(!isEqual) : Outcome.Any;
    }

    /// <summary>Whether a value is null for certain.</summary>
    private static bool IsNull(Scalar scalar, string column) => scalar switch
    {
        ColumnScalar own => own.Name == column,
        ConstantScalar constant => constant.Value is null,
        ConvertScalar or FunctionScalar or ArithmeticScalar => scalar.Operands.Any(o => IsNull(o, column)),
        CoalesceScalar => scalar.Operands.All(o => IsNull(o, column)),
        ConditionalScalar conditional => IsNull(conditional.WhenTrue, column) && IsNull(conditional.WhenFalse, column),
        _ => false,
    };
}
