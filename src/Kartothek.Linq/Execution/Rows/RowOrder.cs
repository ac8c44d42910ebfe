using System.Collections.Immutable;
using System.Reflection;

namespace Kartothek.Linq;

/// <summary>Sorting by several keys, as LINQ to Objects does it: stable, and lazily as far as <c>Take</c> asks.</summary>
/// <typeparam name="T">The rows' type.</typeparam>
internal static class RowOrder<T>
{
    private static readonly MethodInfo ThenMethod = typeof(RowOrder<T>).GetMethod(nameof(Then), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>Rows in the order of the keys, the first one deciding.</summary>
    public static IEnumerable<T> Sort(IEnumerable<T> rows, ImmutableArray<SortKey> keys)
    {
        var sorted = rows;
        foreach (var key in keys)
        {
            sorted = (IEnumerable<T>)ThenMethod.MakeGenericMethod(key.Selector.ReturnType).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [sorted, key], null)!;
        }
        return sorted;
    }

    private static IOrderedEnumerable<T> Then<TKey>(IEnumerable<T> rows, SortKey key)
    {
        var selector = CompiledLambda<T, TKey>.Of(key.Selector);
        var comparer = (IComparer<TKey>?)key.Comparer;
        return (rows as IOrderedEnumerable<T>, key.IsDescending) switch
        {
            (null, false) => rows.OrderBy(selector, comparer),
            (null, true) => rows.OrderByDescending(selector, comparer),
            ({ } sorted, false) => sorted.ThenBy(selector, comparer),
            ({ } sorted, true) => sorted.ThenByDescending(selector, comparer),
        };
    }
}
