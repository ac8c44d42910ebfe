namespace Kartothek.Parquet;

/// <summary>The pages of one leaf in one row group: where they are, and what the footer says of them.</summary>
/// <remarks>All ranges were checked to lie inside the file. What the footer says of counts may still differ from what the pages hold; who reads pages checks it.</remarks>
internal sealed class ColumnChunk
{
    /// <summary>The leaf.</summary>
    public required LeafColumn Leaf { get; init; }

    /// <summary>The codec of the pages.</summary>
    public CompressionCodec Codec { get; init; }

    /// <summary>Values, nulls included; for a repeated leaf the number of levels.</summary>
    public long ValueCount { get; init; }

    /// <summary>All pages, dictionary page included, with their headers.</summary>
    public FileRange Bytes { get; init; }

    /// <summary>Bytes of the pages before compression, with their headers.</summary>
    public long UncompressedSize { get; init; }

    /// <summary>The encodings that the footer names, bit n for encoding number n.</summary>
    internal uint Encodings { get; init; }

    /// <summary>Whether all data pages hold dictionary codes: a claim of the footer, null where it makes none.</summary>
    internal bool? HasOnlyCodes { get; init; }

    /// <summary>Where the first data page starts.</summary>
    internal long DataPageOffset { get; init; }

    /// <summary>
    /// Where the dictionary page starts, or -1 where the footer names none. Some writers leave it out although there is one: the first
    /// page then lies at <see cref="DataPageOffset"/> and is a dictionary page.
    /// </summary>
    internal long DictionaryPageOffset { get; init; } = -1;

    /// <summary>The column index (statistics per page).</summary>
    internal FileRange ColumnIndex { get; init; }

    /// <summary>The offset index (place and first row per page).</summary>
    internal FileRange OffsetIndex { get; init; }

    /// <summary>The bloom filter. Older files name no length; it is then what is left of the file behind the offset.</summary>
    internal FileRange BloomFilter { get; init; }

    /// <summary>Whether the chunk is encrypted; reading it is an error.</summary>
    internal bool IsEncrypted { get; init; }

    /// <summary>The raw statistics.</summary>
    internal ChunkStatistics Statistics { get; init; } = new();
}
