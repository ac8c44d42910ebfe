using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Decides a predicate for a set of rows of which only ranges of their values are known.</summary>
/// <remarks>
/// <para><b>Soundness.</b> <see cref="Verdict.None"/> means that no row whose values lie in the ranges satisfies the predicate, and
/// <see cref="Verdict.All"/> that every row does, both by the rules of <see cref="Scalar"/>: a column without a null count may be
/// null, a floating column without a NaN count may be NaN, and neither is inside of its bounds. Of no rows the verdict is None.</para>
/// <para><b>Exceptions.</b> A verdict other than <see cref="Verdict.Some"/> means that the rows aren't evaluated. So there is one only where no row
/// reaches a term that can throw: a term before it decides for all rows. <c>x != 0 and 10 / x &gt; 1</c> is None where x is always 0,
/// and <c>10 / x &gt; 1 and x != 0</c> is Some.</para>
/// <para>A pruner is made once per predicate and used for many sets of rows; it is thread-safe.</para>
/// </remarks>
public sealed class RangePruner
{
    private readonly ConditionalWeakTable<InScalar, SortedValues> _sets = [];

    /// <summary>Creates a pruner.</summary>
    /// <param name="predicate">The predicate.</param>
    public RangePruner(Scalar predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        if (predicate.Type.Kind != ColumnKind.Boolean) throw ColumnsErrors.NoPredicate(predicate);
        Predicate = predicate;
        Columns = [.. predicate.ColumnNames()];
    }

    /// <summary>What is decided: an expression that is bool.</summary>
    public Scalar Predicate { get; }

    private string[] Columns { get; }

    /// <summary>Decides a predicate once.</summary>
    /// <inheritdoc cref="Evaluate(Func{string, ValueRange?})"/>
    /// <param name="predicate">The predicate.</param>
    /// <param name="ranges">What is known of a column, or null.</param>
    public static Verdict Evaluate(Scalar predicate, Func<string, ValueRange?> ranges) => new RangePruner(predicate).Evaluate(ranges);

    /// <summary>Decides the predicate for rows whose columns have these ranges.</summary>
    /// <param name="ranges">What is known of a column, or null. All ranges are of the same rows.</param>
    public Verdict Evaluate(Func<string, ValueRange?> ranges)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        var known = new Dictionary<string, ValueRange?>(StringComparer.Ordinal);
        foreach (var column in Columns)
        {
            var range = ranges(column);
            if (range is { RowCount: 0 }) return Verdict.None;
            known[column] = range;
        }

        var (verdict, mayThrow) = Decide(Predicate, known);
        return mayThrow ? Verdict.Some : verdict;
    }

    // The verdict, and whether a row may reach a term that can throw.
    private (Verdict Verdict, bool MayThrow) Decide(Scalar predicate, Dictionary<string, ValueRange?> ranges)
    {
        switch (predicate)
        {
            case LogicalScalar logical:
                return DecideLogical(logical, ranges);
            case NotScalar not:
                var (verdict, mayThrow) = Decide(not.Operand, ranges);
                return (verdict.Not(), mayThrow);
            case ConditionalScalar conditional:
                return DecideConditional(conditional, ranges);
            case ComparisonScalar comparison:
                return (Compare(comparison.Operator, Facts(comparison.Left, ranges), Facts(comparison.Right, ranges)), comparison.CanThrow);
            case InScalar isIn:
                return (_sets.GetValue(isIn, static i => new(i)).Find(Facts(isIn.Operand, ranges)), isIn.CanThrow);
            case IsNullScalar isNull:
                var operand = Facts(isNull.Operand, ranges);
                return (Verdicts.Of(operand.MayBeNull, operand.MayBePresent), isNull.CanThrow);
            case StringMatchScalar match:
                return (Match(match, Facts(match.Operand, ranges)), match.CanThrow);
            default:
                var facts = Facts(predicate, ranges);
                return (Verdicts.Of(facts.MayBeValue && facts.Max is not false, facts.MayBeNull || (facts.MayBeValue && facts.Min is not true)), predicate.CanThrow);
        }
    }

    // What stands behind a term that rejects (for or: accepts) every row is never reached.
    private (Verdict Verdict, bool MayThrow) DecideLogical(LogicalScalar logical, Dictionary<string, ValueRange?> ranges)
    {
        var isAnd = logical.Operator == LogicalOperator.And;
        var result = isAnd ? Verdict.All : Verdict.None;
        var mayThrow = false;
        foreach (var term in logical.Terms)
        {
            var (verdict, termMayThrow) = Decide(term, ranges);
            result = isAnd ? result.And(verdict) : result.Or(verdict);
            mayThrow |= termMayThrow;
            if (verdict == (isAnd ? Verdict.None : Verdict.All)) break;
        }

        return (result, mayThrow);
    }

    private (Verdict Verdict, bool MayThrow) DecideConditional(ConditionalScalar conditional, Dictionary<string, ValueRange?> ranges)
    {
        var (test, testMayThrow) = Decide(conditional.Test, ranges);
        var whenTrue = test == Verdict.None ? default : Decide(conditional.WhenTrue, ranges);
        var whenFalse = test == Verdict.All ? default : Decide(conditional.WhenFalse, ranges);
        var verdict = test switch
        {
            Verdict.All => whenTrue.Verdict,
            Verdict.None => whenFalse.Verdict,
            _ => whenTrue.Verdict == whenFalse.Verdict ? whenTrue.Verdict : Verdict.Some,
        };
        return (verdict, testMayThrow || whenTrue.MayThrow || whenFalse.MayThrow);
    }

    private static Verdict Compare(ComparisonOperator comparison, ValueFacts left, ValueFacts right)
    {
        switch (comparison)
        {
            case ComparisonOperator.Equal:
                return Equal(left, right);
            case ComparisonOperator.NotEqual:
                return Equal(left, right).Not();
            case ComparisonOperator.Greater or ComparisonOperator.GreaterOrEqual:
                return Compare(Comparisons.Mirror(comparison), right, left);
        }

        // Null and NaN on either side fail. Otherwise the extremes decide: the least left against the greatest right, and the reverse.
        var orEqual = comparison == ComparisonOperator.LessOrEqual;
        var best = Order(left.Min, right.Max, left, right);
        var worst = Order(left.Max, right.Min, left, right);
        var canHold = left.MayBeValue && right.MayBeValue && (best is null or < 0 || (orEqual && best == 0));
        var holdsForValues = worst < 0 || (orEqual && worst == 0);
        return Verdicts.Of(canHold, left.MayBeNull || right.MayBeNull || left.MayBeNaN || right.MayBeNaN || !holdsForValues);
    }

    private static Verdict Equal(ValueFacts left, ValueFacts right)
    {
        var areBothOne = left.IsOneValue && right.IsOneValue && ConstantOrder.Instance.Compare(left.Min, right.Min) == 0;
        var areApart = Order(left.Max, right.Min, left, right) < 0 || Order(right.Max, left.Min, left, right) < 0;
        var canHold = (left.MayBeNull && right.MayBeNull) || (left.MayBeValue && right.MayBeValue && !areApart);
        var canFail = (left.MayBeNull && right.MayBePresent) || (left.MayBePresent && right.MayBeNull)
            || (left.MayBeNaN && right.MayBePresent) || (left.MayBePresent && right.MayBeNaN)
            || (left.MayBeValue && right.MayBeValue && !areBothOne);
        return Verdicts.Of(canHold, canFail);
    }

    // Of two values that are known exactly the order of text is known as well.
    private static int? Order(object? bound, object? other, ValueFacts left, ValueFacts right) =>
        left.IsOneValue && right.IsOneValue ? ConstantOrder.Instance.Compare(bound, other) : BoundOrder.Compare(bound, other);

    // Texts that start with p lie together in both orders, from p on. In all other ways only a text that is known exactly can be searched.
    private static Verdict Match(StringMatchScalar match, ValueFacts facts)
    {
        if (!facts.MayBeValue) return Verdict.None;
        if (facts.IsOneValue && facts.Min is string text)
        {
            var holds = match.Match switch
            {
                StringMatch.StartsWith => text.StartsWith(match.Text, StringComparison.Ordinal),
                StringMatch.EndsWith => text.EndsWith(match.Text, StringComparison.Ordinal),
                _ => text.Contains(match.Text, StringComparison.Ordinal),
            };
            return Verdicts.Of(holds, !holds || facts.MayBeNull);
        }

        if (match.Text.Length == 0) return Verdicts.Of(true, facts.MayBeNull);
        if (match.Match != StringMatch.StartsWith || !BoundOrder.IsOrderFree(match.Text)) return Verdict.Some;
        var min = facts.Min as string;
        var max = facts.Max as string;
        var minStarts = min?.StartsWith(match.Text, StringComparison.Ordinal);
        var maxStarts = max?.StartsWith(match.Text, StringComparison.Ordinal);
        var isBehind = min is not null && minStarts == false && string.CompareOrdinal(min, match.Text) > 0;
        var isBefore = max is not null && string.CompareOrdinal(max, match.Text) < 0;
        return Verdicts.Of(!isBehind && !isBefore, facts.MayBeNull || minStarts != true || maxStarts != true);
    }

    private ValueFacts Facts(Scalar scalar, Dictionary<string, ValueRange?> ranges)
    {
        switch (scalar)
        {
            case ColumnScalar column:
                return ValueFacts.Of(ranges[column.Name], column.Type);
            case ConstantScalar constant:
                return ValueFacts.Of(constant.Value, constant.Type);
            case CoalesceScalar coalesce:
                var operand = Facts(coalesce.Operand, ranges);
                return operand.MayBeNull ? (operand with { MayBeNull = false }).Union(Facts(coalesce.Fallback, ranges)) : operand;
            case ConditionalScalar conditional:
                return Decide(conditional.Test, ranges).Verdict switch
                {
                    Verdict.All => Facts(conditional.WhenTrue, ranges),
                    Verdict.None => Facts(conditional.WhenFalse, ranges),
                    _ => Facts(conditional.WhenTrue, ranges).Union(Facts(conditional.WhenFalse, ranges)),
                };
            case ConvertScalar convert:
                return OfPoint(convert, [Facts(convert.Operand, ranges)]) ?? Facts(convert.Operand, ranges).ConvertTo(convert.Type);
            case FunctionScalar function:
                var of = Facts(function.Operand, ranges);
                return OfPoint(function, [of]) ?? FunctionRange.Of(function, of);
            case ArithmeticScalar arithmetic:
                return OfArithmetic(arithmetic, Facts(arithmetic.Left, ranges), Facts(arithmetic.Right, ranges));
            default:
                var verdict = Decide(scalar, ranges).Verdict;
                return new(ColumnType.Boolean) { MayBeNull = false, Min = verdict == Verdict.All, Max = verdict != Verdict.None };
        }
    }

    // Over operands that are each one known value the expression is one too.
    private static ValueFacts? OfPoint(Scalar scalar, ValueFacts[] operands)
    {
        var constants = new Scalar[operands.Length];
        for (var i = 0; i < operands.Length; i++)
        {
            if (!operands[i].TryGetPoint(out var point)) return null;
            constants[i] = new ConstantScalar(point, operands[i].Type);
        }

        return BoundConversion.TryEvaluate(scalar.WithOperands(constants), out var value) ? ValueFacts.Of(value, scalar.Type) : null;
    }

    private static ValueFacts OfArithmetic(ArithmeticScalar arithmetic, ValueFacts left, ValueFacts right) =>
        OfPoint(arithmetic, [left, right]) ?? new(arithmetic.Type)
        {
            MayBeNull = left.MayBeNull || right.MayBeNull,
            MayBeValue = left.MayBePresent && right.MayBePresent,
            MayBeNaN = arithmetic.Type.IsFloating && left.MayBePresent && right.MayBePresent,
        };
}
