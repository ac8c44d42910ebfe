using System.Collections.Immutable;
using System.Globalization;

namespace Kartothek.Linq;

/// <summary>The order of <c>OrderBy</c> with <c>Take</c>, <c>First</c> or <c>Last</c>, as tasks apply it to their own rows.</summary>
/// <typeparam name="T">The rows' type.</typeparam>
/// <remarks>
/// A row that isn't among the first of its task isn't among the first of all. The order is stable in a task, and tasks come in the order of their rows,
/// so that the first of what tasks keep, sorted stably once more, are those of LINQ to Objects, ties included.
/// </remarks>
internal sealed class TopKeys<T>
{
    private TopKeys(SortKey leading, ImmutableArray<SortKey> keys, int count, bool fromEnd) => (Leading, Keys, Count, FromEnd) = (leading, keys, count, fromEnd);

    /// <summary>The first key as the query has it.</summary>
    public SortKey Leading { get; }

    /// <summary>The keys, with comparers that don't depend on the thread.</summary>
    public ImmutableArray<SortKey> Keys { get; }

    /// <summary>How many rows are wanted.</summary>
    public int Count { get; }

    /// <summary>Whether the last rows in the order are wanted, not the first.</summary>
    public bool FromEnd { get; }

    /// <summary>The order, where tasks can apply it, see <see cref="TopChoice.IsPossible"/>. Else null.</summary>
    public static TopKeys<T>? Of(ImmutableArray<SortKey> keys, long count, bool fromEnd = false) =>
        TopChoice.IsPossible(keys, count) ? new(keys[0], [.. keys.Select(OfThisThread)], (int)count, fromEnd) : null;

    /// <summary>The order in which the row that MinBy or MaxBy wants is the first; null where tasks can't apply it.</summary>
    public static TopKeys<T>? OfExtreme(SortKey key)
    {
        if (!TopChoice.IsPlain(key)) return null;
        var order = OfThisThread(key);
        // Descending, they are last anyway.
        var nullsLast = !key.IsDescending && AcceptsNull(key.Selector.ReturnType);
        order = nullsLast ? order with { Comparer = Activator.CreateInstance(typeof(NullsLast<>).MakeGenericType(key.Selector.ReturnType), order.Comparer) } : order;
        return new(key, [order], 1, false) { NullsLast = nullsLast };
    }

    /// <summary>Whether null keys come last, though the least are wanted.</summary>
    public bool NullsLast { get; private init; }

    /// <summary>The rows wanted, in order.</summary>
    public List<T> Pick(List<T> rows)
    {
        var sorted = RowOrder<T>.Sort(rows, Keys);
        return FromEnd ? [.. sorted.Skip(rows.Count - Count)] : [.. sorted.Take(Count)];
    }

    private static bool AcceptsNull(Type type) => !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;

    /// <summary>Strings are compared by the culture of the thread that enumerates, not by that of the one that runs a task.</summary>
    private static SortKey OfThisThread(SortKey key) => key.Comparer is null && key.Selector.ReturnType == typeof(string)
        ? key with { Comparer = StringComparer.Create(CultureInfo.CurrentCulture, ignoreCase: false) }
        : key;
}
