using System.Collections.Immutable;

namespace Kartothek.Linq;

/// <summary>The rows from the last to the first.</summary>
internal sealed class Reverse(SequencePlan input) : SequencePlan
{
    /// <summary>The rows.</summary>
    public SequencePlan Input { get; } = input;

    /// <inheritdoc/>
    public override Type ElementType => Input.ElementType;

    /// <inheritdoc/>
    public override ImmutableArray<LogicalPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override string Line => "Reverse";

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(ImmutableArray<LogicalPlan> inputs) => Update((SequencePlan)inputs[0]);

    /// <summary>This node over another input.</summary>
    public Reverse Update(SequencePlan input) => input == Input ? this : new(input);
}
