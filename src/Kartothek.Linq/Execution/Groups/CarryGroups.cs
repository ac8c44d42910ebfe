namespace Kartothek.Linq;

/// <summary>Lets lambdas over groups that a scan aggregates read the carriers of the groups. Part of the execution, like <see cref="CarryMembers"/>.</summary>
internal static class CarryGroups
{
    /// <summary>The plan that is run.</summary>
    public static LogicalPlan Apply(LogicalPlan plan)
    {
        if (plan is ScanGroups { Selector: { } selector } groups) return new Project(groups.Aggregation.Carriers(groups.Scan), groups.Aggregation.Carry(selector));
        if (GroupChain.Of(plan) is { Bottom: ScanGroups bottom } chain) return chain.Over(bottom.Aggregation.Carriers(bottom.Scan), bottom.Aggregation.Carry);
        return plan.WithInputs([.. plan.Inputs.Select(Apply)]);
    }
}
