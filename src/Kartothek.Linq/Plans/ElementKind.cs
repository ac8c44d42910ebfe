namespace Kartothek.Linq;

/// <summary>Which row an <see cref="ElementResult"/> is.</summary>
internal enum ElementKind : byte
{
    /// <summary>The first one.</summary>
    First,

    /// <summary>The only one; more than one is an error.</summary>
    Single,

    /// <summary>The last one.</summary>
    Last,

    /// <summary>The one at an index from the start or from the end.</summary>
    ElementAt,
}
