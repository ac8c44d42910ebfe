namespace Kartothek.Linq;

/// <summary>Prints the comparer of an operator.</summary>
internal static class ComparerText
{
    /// <summary>The comparer with a leading blank, as <c> (StringComparer.Ordinal)</c>; nothing where there is none.</summary>
    public static string Print(object? comparer)
    {
        if (comparer is null) return "";
        var name =
            ReferenceEquals(comparer, StringComparer.Ordinal) ? "StringComparer.Ordinal"
            : ReferenceEquals(comparer, StringComparer.OrdinalIgnoreCase) ? "StringComparer.OrdinalIgnoreCase"
            : comparer.GetType().Name;
        return $" ({name})";
    }
}
