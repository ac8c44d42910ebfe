using System.Collections.Immutable;

namespace Kartothek.Linq;

/// <summary>The first of each group of equal rows, in order.</summary>
/// <param name="input">The rows.</param>
/// <param name="comparer">An <see cref="IEqualityComparer{T}"/> of the element type, or null: <see cref="EqualityComparer{T}.Default"/>.</param>
internal sealed class Distinct(SequencePlan input, object? comparer) : SequencePlan
{
    /// <summary>The rows.</summary>
    public SequencePlan Input { get; } = input;

    /// <summary>What decides on equality, or null: the default.</summary>
    public object? Comparer { get; } = comparer;

    /// <inheritdoc/>
    public override Type ElementType => Input.ElementType;

    /// <inheritdoc/>
    public override ImmutableArray<LogicalPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override string Line => $"Distinct{ComparerText.Print(Comparer)}";

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(ImmutableArray<LogicalPlan> inputs) => Update((SequencePlan)inputs[0]);

    /// <summary>This node over another input.</summary>
    public Distinct Update(SequencePlan input) => input == Input ? this : new(input, Comparer);
}
