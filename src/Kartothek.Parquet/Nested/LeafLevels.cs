using Apache.Arrow;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>A leaf of one row group as its pages hold it: levels, and the values that aren't null, without gaps.</summary>
/// <remarks>Levels fit bytes because a schema nests at most <see cref="SchemaBuilder.MaxDepth"/> deep. Arrays may be longer than what counts.</remarks>
internal sealed class LeafLevels
{
    /// <summary>The leaf.</summary>
    public required LeafColumn Leaf { get; init; }

    /// <summary>The number of levels: at least one per row.</summary>
    public required int Count { get; init; }

    /// <summary>Definition levels; null where the leaf's maximum is 0, so that every level is a value.</summary>
    public byte[]? Definition { get; init; }

    /// <summary>Repetition levels; null where the leaf's maximum is 0, so that every level is a row.</summary>
    public byte[]? Repetition { get; init; }

    /// <summary>One value per definition level that is the maximum, in order, none null: flat, bytes, dictionary codes, or <see cref="NullVector"/> where the leaf is of the null type.</summary>
    public required Vector Values { get; init; }

    /// <summary>The entries of <see cref="Values"/> as Arrow has them, where these are codes that stay codes; made once for all blocks.</summary>
    public ArrayData? Entries { get; init; }
}
