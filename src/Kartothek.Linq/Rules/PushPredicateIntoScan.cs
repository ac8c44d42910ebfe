using System.Collections.Immutable;
using System.Linq.Expressions;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Filter(p) over … over Scan → … over Scan where p, if p can be said as a scalar and may pass every node between.</summary>
/// <remarks>
/// <para>p is carried down node by node. It passes Filter (unless it can throw: the filter may reject the very rows on which it would),
/// Project (what the projection makes is put into p), Sort and Reverse (the same rows, whatever their order). It passes neither Slice nor
/// Distinct, which choose rows by what comes before them, nor anything else.</para>
/// <para>Conditions arrive at the scan in the order in which they were written, so that one that can throw runs behind those that guard it.</para>
/// </remarks>
internal sealed class PushPredicateIntoScan : NodeRule
{
    /// <inheritdoc/>
    protected override LogicalPlan ApplyToNode(LogicalPlan node)
    {
        if (node is not Filter { Reason: null } filter) return node;
        var pushed = Carry(filter.Input, filter.Predicate, mayThrow: true, out var reason);
        return pushed ?? (LogicalPlan)filter.Because(reason);
    }

    private static SequencePlan? Carry(SequencePlan plan, LambdaExpression predicate, bool mayThrow, out string? reason)
    {
        switch (plan)
        {
            case DatasetScan scan:
                return Push(scan, predicate, mayThrow, out reason);
            case Filter filter:
                return Carry(filter.Input, predicate, mayThrow: false, out reason) is { } below ? filter.Update(below) : null;
            case Project project:
                var composed = LambdaComposition.Compose(predicate, project.Selector);
                return Carry(project.Input, composed, mayThrow, out reason) is { } input ? project.Update(input) : null;
            case Sort sort:
                return Carry(sort.Input, predicate, mayThrow, out reason) is { } unsorted ? sort.Update(unsorted) : null;
            case Reverse reverse:
                return Carry(reverse.Input, predicate, mayThrow, out reason) is { } forward ? reverse.Update(forward) : null;
            case Slice slice:
                reason = slice.Take is null ? "it stands behind Skip" : "it stands behind Take";
                return null;
            case Distinct:
                reason = "it stands behind Distinct";
                return null;
            case Group:
                // Groups are no rows of the dataset, and there is nothing that a scan could do about them.
                reason = null;
                return null;
            default:
                reason = $"it stands behind {plan.Line}";
                return null;
        }
    }

    private static DatasetScan? Push(DatasetScan scan, LambdaExpression predicate, bool mayThrow, out string? reason)
    {
        var translated = ScalarTranslator.Condition(predicate, scan.Source.Map);
        reason = translated.Reason;
        if (translated.Scalar is not { } condition) return null;
        if (!mayThrow && condition.CanThrow)
        {
            reason = "it can throw, and stands behind a condition that is checked in memory";
            return null;
        }

        var conjuncts = scan.Conjuncts.AddRange(condition.Conjuncts().Where(c => !scan.Conjuncts.Contains(c)));
        return scan.WithConjuncts(conjuncts, Required(scan.Required, condition, translated.Members, Scalar.And(conjuncts)));
    }

    /// <summary>The columns whose nulls are errors in rows that pass: those of members that take no null, where the condition lets a null pass without asking for it.</summary>
    private static ImmutableArray<string> Required(
        ImmutableArray<string> required, Scalar condition, ImmutableArray<MemberMap> members, Scalar all)
    {
        var more = members.Where(m => !m.AcceptsNull && !m.ReadsNullAsNaN && m.Column.IsNullable)
            .Select(m => m.Column.Name)
            .Where(c => !required.Contains(c) && NullAnalysis.MayHold(condition, c) && !NullAnalysis.Tests(condition, c));
        return [.. required.Concat(more).Distinct().Where(c => NullAnalysis.MayHold(all, c))];
    }
}
