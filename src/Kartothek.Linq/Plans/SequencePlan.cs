namespace Kartothek.Linq;

/// <summary>A node that gives a sequence of rows.</summary>
internal abstract class SequencePlan : LogicalPlan
{
    /// <summary>The type of a row: a record, or what a projection makes of it.</summary>
    public abstract Type ElementType { get; }
}
