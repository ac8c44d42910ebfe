namespace Kartothek.Linq;

/// <summary>An order in which nulls come last, so that MinBy takes one only where there is nothing else.</summary>
/// <typeparam name="TKey">The keys' type.</typeparam>
internal sealed class NullsLast<TKey>(IComparer<TKey>? others) : IComparer<TKey>
{
    private readonly IComparer<TKey> _others = others ?? Comparer<TKey>.Default;

    /// <inheritdoc/>
    public int Compare(TKey? x, TKey? y) => (x, y) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        _ => _others.Compare(x, y),
    };
}
