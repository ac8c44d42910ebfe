using System.Collections.Immutable;
using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>A value made of each row, in order.</summary>
/// <param name="input">The rows.</param>
/// <param name="selector">One parameter of the input's element type.</param>
internal sealed class Project(SequencePlan input, LambdaExpression selector) : SequencePlan
{
    /// <summary>The rows.</summary>
    public SequencePlan Input { get; } = input;

    /// <summary>What is made of a row.</summary>
    public LambdaExpression Selector { get; } = selector;

    /// <inheritdoc/>
    public override Type ElementType => Selector.ReturnType;

    /// <inheritdoc/>
    public override ImmutableArray<LogicalPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override string Line => $"Project {LambdaText.Print(Selector)}";

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(ImmutableArray<LogicalPlan> inputs) => Update((SequencePlan)inputs[0]);

    /// <summary>This node over another input.</summary>
    public Project Update(SequencePlan input) => input == Input ? this : new(input, Selector);
}
