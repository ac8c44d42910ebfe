namespace Kartothek.Linq;

/// <summary>Project, Count, Any or All over Groups of a scan → the same over aggregates of groups, computed in the scan, where keys and aggregates are scalars with exactly LINQ's values.</summary>
/// <remarks>
/// Filters (<c>having</c>), sorts and slices between see groups as well, and must need no more of them than key and aggregates. They run in memory over one
/// tuple per group.
/// </remarks>
internal sealed class AggregateGroupsInScan : PlanRule
{
    /// <inheritdoc/>
    public override LogicalPlan Apply(LogicalPlan plan)
    {
        if (plan is Group { Reason: null } used) return ((Group)used.WithInputs([Apply(used.Input)])).Because("the rows of the groups are used");
        if (GroupChain.Of(plan) is not { Bottom: Group { Reason: null } group } chain) return plan.WithInputs([.. plan.Inputs.Select(Apply)]);
        if (GroupAggregation.Of(group, chain.Lambdas, out var reason) is not { } aggregation)
            return chain.Over(((Group)group.WithInputs([Apply(group.Input)])).Because(reason));
        return chain.Nodes is [Project project] ? new ScanGroups(aggregation, project.Selector) : chain.Over(new ScanGroups(aggregation, null));
    }
}
