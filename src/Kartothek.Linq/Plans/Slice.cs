using System.Collections.Immutable;

namespace Kartothek.Linq;

/// <summary>The rows after the first <see cref="Skip"/>, at most <see cref="Take"/> of them.</summary>
/// <param name="input">The rows.</param>
/// <param name="skip">Rows left out; not negative.</param>
/// <param name="take">Rows at most, or null: all; not negative.</param>
internal sealed class Slice(SequencePlan input, int skip, int? take) : SequencePlan
{
    /// <summary>The rows.</summary>
    public SequencePlan Input { get; } = input;

    /// <summary>Rows left out.</summary>
    public int Skip { get; } = skip;

    /// <summary>Rows at most, or null: all.</summary>
    public int? Take { get; } = take;

    /// <inheritdoc/>
    public override Type ElementType => Input.ElementType;

    /// <inheritdoc/>
    public override ImmutableArray<LogicalPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override string Line => (Skip, Take) switch
    {
        (0, { } take) => $"Slice first {take}",
        (var skip, null) => $"Slice after {skip}",
        (var skip, { } take) => $"Slice {take} after {skip}",
    };

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(ImmutableArray<LogicalPlan> inputs) => Update((SequencePlan)inputs[0]);

    /// <summary>This node over another input.</summary>
    public Slice Update(SequencePlan input) => input == Input ? this : new(input, Skip, Take);
}
