using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>
/// A node of the schema tree as readers see it: a leaf, or a list, structure or map, without the groups that Parquet puts between.
/// </summary>
internal sealed class SchemaNode
{
    /// <summary>Name, type and nullability.</summary>
    public required Field Field { get; init; }

    /// <summary>
    /// The definition level from which on this node isn't null. Where it is nullable, one level less says that it is null and its
    /// parent isn't.
    /// </summary>
    public required int DefinitionLevel { get; init; }

    /// <summary>The number of repeated nodes on the way from the root to this node; a list's own repetition isn't counted.</summary>
    public required int RepetitionLevel { get; init; }

    /// <summary>The ordinal of the first leaf below (or the leaf itself).</summary>
    public required int FirstLeaf { get; init; }

    /// <summary>The number of leaves below.</summary>
    public int LeafCount { get; init; } = 1;

    /// <summary>The element of a list, the members of a structure, key and value of a map; empty for a leaf.</summary>
    public SchemaNode[] Children { get; init; } = [];

    /// <summary>Whether this is a leaf.</summary>
    public bool IsLeaf => Children.Length == 0;
}
