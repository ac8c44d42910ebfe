using System.Collections.Immutable;
using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>The rows for which a condition holds, in order; evaluated in memory over typed rows, once per row.</summary>
/// <param name="input">The rows.</param>
/// <param name="predicate">One parameter of the element type, boolean.</param>
/// <param name="reason">Why no scan evaluates the condition; null as long as no rule has asked.</param>
internal sealed class Filter(SequencePlan input, LambdaExpression predicate, string? reason = null) : SequencePlan
{
    /// <summary>The rows.</summary>
    public SequencePlan Input { get; } = input;

    /// <summary>The condition.</summary>
    public LambdaExpression Predicate { get; } = predicate;

    /// <summary>Why no scan evaluates the condition; null as long as no rule has asked.</summary>
    public string? Reason { get; } = reason;

    /// <inheritdoc/>
    public override Type ElementType => Input.ElementType;

    /// <inheritdoc/>
    public override ImmutableArray<LogicalPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override string Line => $"Filter {LambdaText.Print(Predicate)}";

    /// <inheritdoc/>
    public override (string Label, string Text)? Note => Reason is { } why ? ("residual", why) : null;

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(ImmutableArray<LogicalPlan> inputs) => Update((SequencePlan)inputs[0]);

    /// <summary>This node over another input.</summary>
    public Filter Update(SequencePlan input) => input == Input ? this : new(input, Predicate, Reason);

    /// <summary>This node with a reason.</summary>
    public Filter Because(string? reason) => reason == Reason ? this : new(Input, Predicate, reason);
}
