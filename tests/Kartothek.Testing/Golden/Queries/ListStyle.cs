namespace Kartothek.Testing;

/// <summary>The ways in which C# writes that a value is in a list.</summary>
public enum ListStyle
{
    /// <summary><c>List&lt;T&gt;.Contains</c>.</summary>
    List,

    /// <summary><c>Enumerable.Contains</c> over an array.</summary>
    Sequence,

    /// <summary><c>HashSet&lt;T&gt;.Contains</c>.</summary>
    Set,

    /// <summary><c>MemoryExtensions.Contains</c> over an array, which C# 14 makes of <c>array.Contains(x)</c>.</summary>
    Span,
}
