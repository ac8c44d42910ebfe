namespace Kartothek.Parquet;

/// <summary>What a leaf's writer is told.</summary>
/// <param name="File">For messages.</param>
/// <param name="Leaf">The leaf.</param>
/// <param name="Options">How the file is written.</param>
/// <param name="Compressor">The codec.</param>
/// <param name="HasFilter">Whether a bloom filter is wanted.</param>
internal sealed record LeafSettings(string File, LeafColumn Leaf, ParquetWriteOptions Options, PageCompressor Compressor, bool HasFilter);
