using System.Collections.Immutable;
using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>The groups of rows with equal keys, in the order of their first rows, made in memory of typed rows. Elements are <see cref="IGrouping{TKey,TElement}"/>.</summary>
/// <param name="input">The rows.</param>
/// <param name="key">The key of a row.</param>
/// <param name="element">What a group holds of a row, or null: the row itself.</param>
/// <param name="comparer">An <see cref="IEqualityComparer{T}"/> of the key's type, or null: the default one.</param>
/// <param name="reason">Why no scan makes the groups; null as long as no rule has asked.</param>
internal sealed class Group(SequencePlan input, LambdaExpression key, LambdaExpression? element, object? comparer, string? reason = null) : SequencePlan
{
    /// <summary>The rows.</summary>
    public SequencePlan Input { get; } = input;

    /// <summary>The key of a row.</summary>
    public LambdaExpression Key { get; } = key;

    /// <summary>What a group holds of a row, or null: the row itself.</summary>
    public LambdaExpression? Element { get; } = element;

    /// <summary>What decides on equality, or null: the default.</summary>
    public object? Comparer { get; } = comparer;

    /// <summary>Why no scan makes the groups; null as long as no rule has asked.</summary>
    public string? Reason { get; } = reason;

    /// <inheritdoc/>
    public override Type ElementType { get; } = typeof(IGrouping<,>).MakeGenericType(key.ReturnType, element?.ReturnType ?? input.ElementType);

    /// <inheritdoc/>
    public override ImmutableArray<LogicalPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override string Line =>
        $"Group{(Element is null ? "" : $" {LambdaText.PrintKey(Element)}")} by {LambdaText.PrintKey(Key)}{ComparerText.Print(Comparer)}";

    /// <inheritdoc/>
    public override (string Label, string Text)? Note => Reason is { } why ? ("in memory", why) : null;

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(ImmutableArray<LogicalPlan> inputs) => Update((SequencePlan)inputs[0]);

    /// <summary>This node over another input.</summary>
    public Group Update(SequencePlan input) => input == Input ? this : new(input, Key, Element, Comparer, Reason);

    /// <summary>This node with a reason.</summary>
    public Group Because(string? reason) => reason == Reason ? this : new(Input, Key, Element, Comparer, reason);
}
