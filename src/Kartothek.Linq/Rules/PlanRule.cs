namespace Kartothek.Linq;

/// <summary>A rewrite of plans: the same rows, less work. Idempotent.</summary>
internal abstract class PlanRule
{
    /// <summary>The rule's name, by which tests switch it off: that of its class.</summary>
    public string Name => GetType().Name;

    /// <summary>The rewritten plan; the very object where there was nothing to do.</summary>
    public abstract LogicalPlan Apply(LogicalPlan plan);
}
