using System.Collections.Immutable;

namespace Kartothek.Columns;

/// <summary>
/// A closed, immutable, serialisable expression over the columns of one row: what predicates, aggregates and update setters share.
/// </summary>
/// <remarks>
/// <para>Null and NaN are C#'s. Comparisons, null tests, <c>in</c>, string matches and the logical operators are two-valued, never null:
/// <c>null == null</c> is true, <c>null != 5</c> is true, <c>null &lt; 5</c> is false, NaN equals nothing. Arithmetic,
/// conversions and functions of null are null. A null that meets a logical operator counts as false.</para>
/// <para>Text compares as UTF-16 code units, as <see cref="string.CompareOrdinal(string, string)"/> does; binary values as bytes.</para>
/// <para>The two operands of a comparison or of arithmetic have the same type; <see cref="ConvertScalar"/> makes them so.</para>
/// <para>Two expressions are equal where they have the same structure; constants are compared by their bits, so that 0.0 isn't -0.0 and NaN is NaN.</para>
/// </remarks>
public abstract partial record Scalar
{
    /// <summary>The type of the result.</summary>
    public abstract ColumnType Type { get; }

    /// <summary>The operands, in the order of evaluation.</summary>
    public abstract IReadOnlyList<Scalar> Operands { get; }

    /// <summary>Whether evaluation can throw for some row (integer division, checked arithmetic and conversions), so that it mustn't run on rows that an earlier conjunct rejects.</summary>
    public virtual bool CanThrow
    {
        get
        {
            foreach (var operand in Operands)
            {
                if (operand.CanThrow) return true;
            }

            return false;
        }
    }

    /// <summary>Whether the result is a boolean that is never null: a comparison, a test or a logical operator.</summary>
    public bool IsTwoValued => this is ComparisonScalar or LogicalScalar or NotScalar or InScalar or IsNullScalar or StringMatchScalar
        or ConstantScalar { Value: bool };

    /// <summary>The terms of this predicate that must all hold, in the order of evaluation: those of a conjunction, or the predicate itself; none of the constant <c>true</c>.</summary>
    public ImmutableArray<Scalar> Conjuncts() => this switch
    {
        LogicalScalar { Operator: LogicalOperator.And } and => and.Terms,
        ConstantScalar { Value: true } => [],
        _ => [this],
    };

    /// <summary>The names of the columns that the expression reads, each once, in the order in which it first names them.</summary>
    public ImmutableArray<string> ColumnNames()
    {
        if (this is ColumnScalar self) return [self.Name];
        var names = ImmutableArray.CreateBuilder<string>();
        Collect(this, names);
        return names.ToImmutable();

        static void Collect(Scalar scalar, ImmutableArray<string>.Builder names)
        {
            if (scalar is ColumnScalar column && !names.Contains(column.Name)) names.Add(column.Name);
            foreach (var operand in scalar.Operands) Collect(operand, names);
        }
    }

    /// <summary>Rebuilds the expression from its leaves upwards: a node's operands are rewritten, then the node with its new operands is.</summary>
    /// <returns>This very object where <paramref name="rewrite"/> returned all that it was given.</returns>
    public Scalar Rewrite(Func<Scalar, Scalar> rewrite)
    {
        ArgumentNullException.ThrowIfNull(rewrite);
        var operands = Operands;
        Scalar[]? rewritten = null;
        for (var i = 0; i < operands.Count; i++)
        {
            var operand = operands[i].Rewrite(rewrite);
            if (rewritten is null && ReferenceEquals(operand, operands[i])) continue;
            rewritten ??= [.. operands];
            rewritten[i] = operand;
        }

        return rewrite(rewritten is null ? this : WithOperands(rewritten));
    }

    /// <summary>The expression as plans print it: <c>Country = 'DE' and Day &gt;= 2026-01-01</c>.</summary>
    public sealed override string ToString() => ScalarText.Print(this);

    /// <summary>This node over other operands, as many as it has; simplified as the factories do.</summary>
    internal abstract Scalar WithOperands(Scalar[] operands);
}
