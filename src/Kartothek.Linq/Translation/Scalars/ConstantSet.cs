using System.Collections;
using System.Collections.Immutable;
using System.Collections.ObjectModel;

namespace Kartothek.Linq;

/// <summary>Reads the values of a captured collection whose <c>Contains</c> is default equality.</summary>
internal static class ConstantSet
{
    private static readonly Type[] Plain =
    [
        typeof(List<>), typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(Collection<>), typeof(ObservableCollection<>), typeof(ReadOnlyCollection<>),
        typeof(Queue<>), typeof(Stack<>), typeof(LinkedList<>), typeof(ArraySegment<>),
    ];

    /// <summary>The values; null where the collection decides otherwise what it contains, with the reason.</summary>
    public static IEnumerable<object?>? Read(object collection, out string? reason)
    {
        reason = null;
        var type = collection.GetType();
        if (collection is string or not IEnumerable)
        {
            reason = Reasons.Collection(type);
            return null;
        }

        if (collection is Array || (type.IsGenericType && Plain.Contains(type.GetGenericTypeDefinition())) || !IsCollection(type))
            return ((IEnumerable)collection).Cast<object?>();

        // Sets and dictionaries show what they compare with; others don't.
        var comparer = type.GetProperty("Comparer") ?? type.GetProperty("KeyComparer");
        if (comparer is not null && IsEquality(comparer.PropertyType) && IsDefault(comparer.GetValue(collection)))
            return collection is IDictionary dictionary ? dictionary.Keys.Cast<object?>() : ((IEnumerable)collection).Cast<object?>();
        reason = Reasons.Collection(type);
        return null;
    }

    /// <summary>Whether a comparer is default equality: none, the default one, or ordinal text.</summary>
    public static bool IsDefault(object? comparer)
    {
        if (comparer is null || ReferenceEquals(comparer, StringComparer.Ordinal)) return true;
        var type = comparer.GetType();
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (t.IsGenericType && t.GetGenericTypeDefinition() == typeof(EqualityComparer<>))
                return ReferenceEquals(comparer, t.GetProperty("Default")!.GetValue(null));
        }

        return comparer.Equals(EqualityComparer<string>.Default);
    }

    private static bool IsEquality(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEqualityComparer<>);

    // Enumerable.Contains asks an ICollection<T> for its own Contains, and compares by default equality what is anything else.
    private static bool IsCollection(Type type) => type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ICollection<>));
}
