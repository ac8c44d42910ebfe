namespace Kartothek.Linq;

/// <summary>Whether a value is among the rows.</summary>
/// <param name="input">The rows.</param>
/// <param name="item">The value, or null.</param>
/// <param name="comparer">An <see cref="IEqualityComparer{T}"/> of the element type, or null: <see cref="EqualityComparer{T}.Default"/>.</param>
internal sealed class ContainsResult(SequencePlan input, object? item, object? comparer) : ResultPlan(input, typeof(bool))
{
    /// <summary>The value looked for, or null.</summary>
    public object? Item { get; } = item;

    /// <summary>What decides on equality, or null: the default.</summary>
    public object? Comparer { get; } = comparer;

    /// <inheritdoc/>
    public override string Line => $"Contains {LambdaText.PrintConstant(Item)}{ComparerText.Print(Comparer)}";

    /// <inheritdoc/>
    protected override ResultPlan Over(SequencePlan input) => new ContainsResult(input, Item, Comparer);
}
