using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Within a conjunction: <c>a is not null and (a is null or p)</c> → <c>a is not null and p</c>, and <c>a is not null and p</c> → <c>p</c> where p can't hold for a null.</summary>
/// <remarks>
/// C#'s ordinal comparison of text puts null first, so programs write both tests. Without them a layer sees the plain comparison. Where
/// the conjunction holds stays the same, and dropped terms can't throw.
/// </remarks>
internal sealed class DropImpliedNullTests : NodeRule
{
    /// <inheritdoc/>
    protected override LogicalPlan ApplyToNode(LogicalPlan node)
    {
        if (node is not DatasetScan scan || scan.Conjuncts.IsEmpty) return node;
        var simplified = Simplify(Scalar.And(scan.Conjuncts));
        return scan.WithConjuncts(simplified.Conjuncts(), scan.Required);
    }

    /// <summary>The condition with fewer null tests.</summary>
    public static Scalar Simplify(Scalar condition) => condition switch
    {
        LogicalScalar { Operator: LogicalOperator.And } and => SimplifyTerms(and.Terms),
        LogicalScalar or => Scalar.Or(or.Terms.Select(Simplify)),
        _ => condition,
    };

    private static Scalar SimplifyTerms(ImmutableArray<Scalar> terms)
    {
        var guards = terms.Select(GuardedColumn).OfType<ColumnScalar>().Distinct().ToList();
        var simplified = terms.Select(t => Simplify(GuardedColumn(t) is null ? guards.Aggregate(t, WithoutNullOf) : t)).ToList();
        simplified.RemoveAll(t => GuardedColumn(t) is { } guarded
            && simplified.Exists(other => GuardedColumn(other) is null && !NullAnalysis.MayHold(other, guarded.Name)));
        return Scalar.And(simplified);
    }

    /// <summary>The column of <c>column is not null</c>.</summary>
    private static ColumnScalar? GuardedColumn(Scalar term) => term is NotScalar { Operand: IsNullScalar { Operand: ColumnScalar column } } ? column : null;

    private static Scalar WithoutNullOf(Scalar term, ColumnScalar guarded) => term.Rewrite(
        s => s is IsNullScalar { Operand: ColumnScalar column } && column == guarded ? Scalar.False : s);
}
