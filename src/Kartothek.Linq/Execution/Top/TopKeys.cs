using System.Collections.Immutable;
using System.Globalization;
using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>The order of <c>OrderBy</c> and <c>Take</c>, as tasks apply it to their own rows.</summary>
/// <typeparam name="T">The rows' type.</typeparam>
/// <remarks>
/// A row that isn't among the first of its task isn't among the first of all. The order is stable in a task, and tasks come in the order of their rows,
/// so that the first of what tasks keep, sorted stably once more, are those of LINQ to Objects, ties included.
/// </remarks>
internal sealed class TopKeys<T>
{
    /// <summary>With more rows than this a task sorts so much that it is no gain.</summary>
    private const int MaxCount = 4096;

    private TopKeys(ImmutableArray<SortKey> keys, int count) => (Keys, Count) = (keys, count);

    /// <summary>The keys, with comparers that don't depend on the thread.</summary>
    public ImmutableArray<SortKey> Keys { get; }

    /// <summary>How many rows are wanted.</summary>
    public int Count { get; }

    /// <summary>The order, where tasks can apply it: few rows, by members of the row and by comparers that are known to do nothing else than to compare. Else null.</summary>
    public static TopKeys<T>? Of(ImmutableArray<SortKey> keys, long count) =>
        count is > 0 and <= MaxCount && keys.All(IsPlain) ? new([.. keys.Select(OfThisThread)], (int)count) : null;

    /// <summary>The first rows, in order.</summary>
    public List<T> First(List<T> rows) => [.. RowOrder<T>.Sort(rows, Keys).Take(Count)];

    private static bool IsPlain(SortKey key)
    {
        var body = key.Selector.Body;
        while (body is UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert && (convert.Operand.Type.IsValueType || !convert.Type.IsValueType))
        {
            body = convert.Operand;
        }
        return body is MemberExpression { Expression: ParameterExpression } && key.Comparer is null or StringComparer
            && (key.Comparer is not null || IsKnown(Nullable.GetUnderlyingType(key.Selector.ReturnType) ?? key.Selector.ReturnType));
    }

    private static bool IsKnown(Type type) => type.IsPrimitive || type.IsEnum
        || type == typeof(string) || type == typeof(decimal) || type == typeof(DateTime) || type == typeof(DateTimeOffset) || type == typeof(DateOnly)
        || type == typeof(TimeOnly) || type == typeof(TimeSpan) || type == typeof(Guid) || type == typeof(Half) || type == typeof(Int128) || type == typeof(UInt128);

    /// <summary>Strings are compared by the culture of the thread that enumerates, not by that of the one that runs a task.</summary>
    private static SortKey OfThisThread(SortKey key) => key.Comparer is null && key.Selector.ReturnType == typeof(string)
        ? key with { Comparer = StringComparer.Create(CultureInfo.CurrentCulture, ignoreCase: false) }
        : key;
}
