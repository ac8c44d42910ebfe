namespace Kartothek.Parquet;

/// <summary>Names a chunk in a message; costs nothing while there is none.</summary>
internal readonly record struct ChunkPlace(LeafColumn Leaf, int RowGroup)
{
    public override string ToString() => $"column '{Leaf.Name}' in row group {RowGroup}";
}
