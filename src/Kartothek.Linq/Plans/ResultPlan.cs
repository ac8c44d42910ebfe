using System.Collections.Immutable;

namespace Kartothek.Linq;

/// <summary>A node that gives one value: the terminal of a query.</summary>
internal abstract class ResultPlan(SequencePlan input, Type resultType) : LogicalPlan
{
    /// <summary>The rows that the value is made of.</summary>
    public SequencePlan Input { get; } = input;

    /// <summary>The type of the value.</summary>
    public Type ResultType { get; } = resultType;

    /// <inheritdoc/>
    public sealed override ImmutableArray<LogicalPlan> Inputs => [Input];

    /// <inheritdoc/>
    public sealed override LogicalPlan WithInputs(ImmutableArray<LogicalPlan> inputs) => Update((SequencePlan)inputs[0]);

    /// <summary>This node over another input; this very node where it is the same object.</summary>
    public ResultPlan Update(SequencePlan input) => input == Input ? this : Over(input);

    /// <summary>A copy over another input.</summary>
    protected abstract ResultPlan Over(SequencePlan input);
}
