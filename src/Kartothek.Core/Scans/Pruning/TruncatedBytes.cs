using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Widens conditions on a binary column to what they mean for an index whose values may be cut at their first zero byte.</summary>
/// <remarks>
/// Python's indices on binary columns are: <c>61 00 62</c> has the entry <c>61</c>. So an entry stands for itself and for every value that begins with
/// it and a zero byte. A widened condition holds for the entry of each value that satisfies the condition itself, and perhaps for others:
/// it can rule a file out, and prove nothing.
/// <code>
/// c = k     c in (k, cut k)
/// c &lt; k     c &lt; k                   an entry is never greater than its value
/// c &gt; k     c &gt; k or c in (k, cut k)
/// c &gt;= k    c &gt;= k or c = cut k
/// </code>
/// </remarks>
internal static class TruncatedBytes
{
    /// <summary>The widened condition.</summary>
    /// <returns>Null where it has a part that isn't known to be safe.</returns>
    public static Scalar? Widen(Scalar condition) => condition switch
    {
        LogicalScalar logical => Widen(logical),
        IsNullScalar { Operand: ColumnScalar } or NotScalar { Operand: IsNullScalar { Operand: ColumnScalar } } or ConstantScalar => condition,
        InScalar { Operand: ColumnScalar } @in => @in with { Values = [.. @in.Values.SelectMany(Entries).Distinct()] },
        ComparisonScalar { Left: ColumnScalar column, Right: ConstantScalar constant } comparison => Widen(comparison, column, constant),
        _ => null,
    };

    private static Scalar? Widen(LogicalScalar logical)
    {
        var terms = ImmutableArray.CreateBuilder<Scalar>();
        foreach (var term in logical.Terms)
        {
            if (Widen(term) is not { } widened)
            {
                return null;
            }
            terms.Add(widened);
        }
        return logical.Operator == LogicalOperator.And ? Scalar.And(terms) : Scalar.Or(terms);
    }

    private static Scalar? Widen(ComparisonScalar comparison, ColumnScalar column, ConstantScalar constant) => comparison.Operator switch
    {
        _ when constant.Value is null => comparison,
        ComparisonOperator.Equal => Scalar.In(column, Entries(constant.Value)),
        ComparisonOperator.Less or ComparisonOperator.LessOrEqual => comparison,
        ComparisonOperator.Greater => Scalar.Or(comparison, Scalar.In(column, Entries(constant.Value))),
        ComparisonOperator.GreaterOrEqual => Scalar.Or(comparison, Scalar.In(column, [Cut((byte[])constant.Value)])),
        // Any entry may stand for a value that differs.
        _ => null,
    };

    private static IEnumerable<object?> Entries(object? value)
    {
        yield return value;
        if (value is byte[] bytes && bytes.Contains((byte)0))
        {
            yield return Cut(bytes);
        }
    }

    private static byte[] Cut(byte[] value) => Array.IndexOf(value, (byte)0) is >= 0 and var zero ? value[..zero] : value;
}
