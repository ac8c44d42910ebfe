using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Writes a leaf without a type: nulls only.</summary>
internal sealed class NullWriter(LeafSettings settings) : LeafWriter(settings)
{
    /// <inheritdoc/>
    protected override long HeldValueBytes => 0;

    /// <inheritdoc/>
    protected override long PageValueBytes => 0;

    /// <inheritdoc/>
    protected override int DictionaryCount => 0;

    /// <inheritdoc/>
    protected override void Append(Vector vector, int start, int count) => throw ParquetErrors.BlockType(Settings.File, Leaf.Name, vector.Type, Leaf.Type);

    /// <inheritdoc/>
    protected override void Append(Vector vector, ReadOnlySpan<int> rows)
    {
        if (!rows.IsEmpty)
            throw ParquetErrors.BlockType(Settings.File, Leaf.Name, vector.Type, Leaf.Type);
    }

    /// <inheritdoc/>
    protected override void Settle()
    {
    }

    /// <inheritdoc/>
    protected override int MaxEncodedBytes() => 0;

    /// <inheritdoc/>
    protected override int Encode(Span<byte> destination, out ValueEncoding encoding)
    {
        encoding = ValueEncoding.Plain;
        return 0;
    }

    /// <inheritdoc/>
    protected override WrittenStatistics PageStatistics(long nulls) => new(nulls);

    /// <inheritdoc/>
    protected override WrittenStatistics ChunkStatistics(long nulls) => new(nulls);

    /// <inheritdoc/>
    protected override void EncodeDictionary(ref WriteBuffer<byte> destination)
    {
    }

    /// <inheritdoc/>
    protected override SplitBlockFilter? Filter() => null;

    /// <inheritdoc/>
    protected override void FreeValues()
    {
    }
}
