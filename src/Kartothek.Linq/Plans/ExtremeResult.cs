using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>The first row whose key is least or greatest: MinBy or MaxBy. Null keys count only where there are no others.</summary>
/// <param name="input">The rows.</param>
/// <param name="key">The key of a row.</param>
/// <param name="isMax">Whether the greatest key is wanted.</param>
/// <param name="comparer">An <see cref="IComparer{T}"/> of the key's type, or null: the default, which compares strings by the current culture.</param>
internal sealed class ExtremeResult(SequencePlan input, LambdaExpression key, bool isMax, object? comparer) : ResultPlan(input, input.ElementType)
{
    /// <summary>The key, and the order in which the row wanted is the first: nulls apart, which come last.</summary>
    public SortKey Key { get; } = new(key, isMax, comparer);

    /// <summary>Whether the greatest key is wanted.</summary>
    public bool IsMax => Key.IsDescending;

    /// <inheritdoc/>
    public override string Line => $"{(IsMax ? "MaxBy" : "MinBy")} {LambdaText.PrintKey(Key.Selector)}{ComparerText.Print(Key.Comparer)}";

    /// <inheritdoc/>
    public override (string Label, string Text)? Note =>
        TopChoice.IsPlain(Key) ? null
        : ("in memory", Key.Comparer is null or StringComparer ? "the key is more than a member of the row" : "a comparer of one's own compares the keys");

    /// <inheritdoc/>
    protected override ResultPlan Over(SequencePlan input) => new ExtremeResult(input, Key.Selector, IsMax, Key.Comparer);
}
