using System.Collections.Immutable;

namespace Kartothek.Linq;

/// <summary>A node of a logical plan: what a query computes, not how. Immutable.</summary>
/// <remarks>
/// A node prints as its line in the plan; its inputs print below it, indented. Rewrites build new nodes by <c>Update</c>, which
/// returns the very node where nothing changed, so that a rule that has nothing to do is seen by reference.
/// </remarks>
internal abstract class LogicalPlan
{
    /// <summary>The nodes that this one reads, in order.</summary>
    public abstract ImmutableArray<LogicalPlan> Inputs { get; }

    /// <summary>The node's own line, without its inputs.</summary>
    public abstract string Line { get; }

    /// <summary>What stands below the line and isn't an input: a label, and why the node works in memory. Null: nothing.</summary>
    public virtual (string Label, string Text)? Note => null;

    /// <summary>This node over other inputs, as many as it has; this very node where they are the same objects.</summary>
    public abstract LogicalPlan WithInputs(ImmutableArray<LogicalPlan> inputs);

    /// <summary>The node's line and, indented below, those of its inputs.</summary>
    public sealed override string ToString() => PlanText.Print(this);
}
