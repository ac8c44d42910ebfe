namespace Kartothek.Parquet;

/// <content>How the file is laid out.</content>
public sealed partial class ParquetFooter
{
    /// <summary>Row groups of a file that is written like another one have at most so many rows: Kartothek's default of 64 Mi would be held in memory.</summary>
    private const int MaxRowGroupRows = 1 << 20;

    /// <summary>Options that write a file like this one: its codec, its size of row groups, page indexes and bloom filters where it has them. Key-values, sort order and the codec's level aren't taken over.</summary>
    public ParquetWriteOptions LayoutOptions()
    {
        if (RowGroups.IsEmpty)
        {
            return ParquetWriteOptions.Default;
        }
        var chunks = RowGroups[0].Chunks;
        return new()
        {
            Compression = chunks.IsEmpty ? Compression.Snappy : chunks[0].Codec switch
            {
                CompressionCodec.None => Compression.None,
                CompressionCodec.Gzip => Compression.Gzip,
                CompressionCodec.Brotli => Compression.Brotli,
                CompressionCodec.Zstd => Compression.Zstd,
                CompressionCodec.Lz4 or CompressionCodec.Lz4Raw => Compression.Lz4,
                _ => Compression.Snappy,
            },
            RowGroupRows = (int)Math.Clamp(RowGroups.Max(g => g.RowCount), 1, MaxRowGroupRows),
            PageIndex = chunks.Any(c => c.OffsetIndex.Length > 0),
            BloomFilters = [.. chunks.Where(c => c.Leaf.IsFlat && c.BloomFilter.Length > 0).Select(c => c.Leaf.Name)],
        };
    }
}
