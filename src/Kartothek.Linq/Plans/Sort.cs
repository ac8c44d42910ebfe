using System.Collections.Immutable;

namespace Kartothek.Linq;

/// <summary>The rows sorted by keys, stable: rows with equal keys stay in the order of the input.</summary>
/// <param name="input">The rows.</param>
/// <param name="keys">The keys, the first one deciding; at least one.</param>
internal sealed class Sort(SequencePlan input, ImmutableArray<SortKey> keys) : SequencePlan
{
    /// <summary>The rows.</summary>
    public SequencePlan Input { get; } = input;

    /// <summary>The keys, the first one deciding.</summary>
    public ImmutableArray<SortKey> Keys { get; } = keys;

    /// <inheritdoc/>
    public override Type ElementType => Input.ElementType;

    /// <inheritdoc/>
    public override ImmutableArray<LogicalPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override string Line => $"Sort {string.Join(", ", Keys)}";

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(ImmutableArray<LogicalPlan> inputs) => Update((SequencePlan)inputs[0]);

    /// <summary>This node over another input.</summary>
    public Sort Update(SequencePlan input) => input == Input ? this : new(input, Keys);
}
