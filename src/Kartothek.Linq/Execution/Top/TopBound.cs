using System.Reflection;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>What is known, while a query runs, of the rows that can still be among the first: row groups that are begun later skip the others.</summary>
/// <typeparam name="T">The rows' type.</typeparam>
/// <remarks>
/// Some task has as many rows as are wanted, none of which comes behind its last one. A row with a first key that comes behind the key of that row can't be among the first, whatever its
/// other keys; one with an equal key may. The same holds the other way round where the last rows are wanted. Safe for use by several threads.
/// </remarks>
internal abstract class TopBound<T>
{
    private static readonly MethodInfo MakeMethod = typeof(TopBound<T>).GetMethod(nameof(Make), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>What rows of row groups that are begun from now on must satisfy; null where nothing is known yet.</summary>
    public abstract Scalar? Condition { get; }

    /// <summary>The bound of a query over records; null where its first key can't be compared by a scan as the query compares it.</summary>
    public static TopBound<T>? Of(FusedScan fused, TopKeys<T> keys)
    {
        var key = keys.Leading;
        return TopChoice.HasBound(fused, key)
            ? (TopBound<T>)MakeMethod.MakeGenericMethod(key.Selector.ReturnType).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [fused, keys], null)!
            : null;
    }

    /// <summary>Takes note of the last of as many rows as are wanted.</summary>
    public abstract void Offer(T row);

    private static TopBound<T> Make<TKey>(FusedScan fused, TopKeys<T> keys) => new TypedTopBound<T, TKey>(fused, keys);
}
