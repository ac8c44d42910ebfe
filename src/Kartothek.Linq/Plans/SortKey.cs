using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>A key of a <see cref="Sort"/>.</summary>
/// <param name="Selector">The key of a row.</param>
/// <param name="IsDescending">Whether larger keys come first.</param>
/// <param name="Comparer">An <see cref="IComparer{T}"/> of the key's type, or null: <see cref="Comparer{T}.Default"/>, which compares strings by the current culture.</param>
internal sealed record SortKey(LambdaExpression Selector, bool IsDescending = false, object? Comparer = null)
{
    /// <inheritdoc/>
    public override string ToString() => $"{LambdaText.PrintKey(Selector)}{(IsDescending ? " descending" : "")}{ComparerText.Print(Comparer)}";
}
