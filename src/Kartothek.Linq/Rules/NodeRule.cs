namespace Kartothek.Linq;

/// <summary>A rule that looks at one node at a time, from the scan upwards, and again at what it has made.</summary>
internal abstract class NodeRule : PlanRule
{
    /// <inheritdoc/>
    public sealed override LogicalPlan Apply(LogicalPlan plan)
    {
        var inputs = plan.Inputs;
        var rewritten = inputs.IsEmpty ? plan : plan.WithInputs([.. inputs.Select(Apply)]);
        var next = ApplyToNode(rewritten);
        return ReferenceEquals(next, rewritten) ? rewritten : Apply(next);
    }

    /// <summary>The node rewritten, where its inputs are so already; the very node where there is nothing to do.</summary>
    protected abstract LogicalPlan ApplyToNode(LogicalPlan node);
}
