using System.Collections.Immutable;

namespace Kartothek.Linq;

/// <summary>The rules in the order in which they are applied, each once.</summary>
internal static class RuleList
{
    /// <summary>All rules; a line's comment says why it stands where it does.</summary>
    public static ImmutableArray<PlanRule> All { get; } =
    [
        // First what makes filters of other nodes, so that the rest sees one kind of condition.
        new ReplaceAllByAny(),
        new ReplaceContainsByAny(),

        // Conditions are carried one by one, so conjunctions are taken apart before anything is carried.
        new SplitConjunctions(),

        // A Slice that does nothing would stop conditions.
        new MergeSlices(),

        // Needs the above; everything below wants to know which filters are left.
        new PushPredicateIntoScan(),

        // A scan's conditions are complete only now.
        new DropImpliedNullTests(),

        // What is left between two projections, or a projection and a result, goes below them.
        new RaiseProjections(),

        // Where a filter stood between them, two projections, or a count and a sort, have met only now.
        new MergeProjections(),
        new DropUnusedOrder(),

        // Only a scan without filters above it can aggregate, or stop early.
        new AggregateInScan(),
        new AggregateGroupsInScan(),
        new LimitScan(),

        // Last, because each rule above changes what is read.
        new NarrowColumns(),
    ];

    /// <summary>The plan after all rules but those switched off by name.</summary>
    public static LogicalPlan Apply(LogicalPlan plan, IReadOnlyCollection<string>? switchedOff = null)
    {
        foreach (var rule in All)
        {
            if (switchedOff is null || !switchedOff.Contains(rule.Name)) plan = rule.Apply(plan);
        }

        return plan;
    }
}
