using System.Collections.Immutable;

namespace Kartothek.Parquet;

/// <summary>A chunk that was written, as the footer is to describe it.</summary>
internal sealed class WrittenChunk
{
    public required LeafColumn Leaf { get; init; }

    public required CompressionCodec Codec { get; init; }

    /// <summary>Values, nulls included; levels of a repeated leaf.</summary>
    public required long ValueCount { get; init; }

    public required long UncompressedSize { get; init; }

    public required long CompressedSize { get; init; }

    /// <summary>Where the chunk starts.</summary>
    public required long Offset { get; init; }

    /// <summary>Bytes of the dictionary page with its header, 0 where there is none.</summary>
    public required int DictionaryBytes { get; init; }

    public required WrittenStatistics Statistics { get; init; }

    /// <summary>How many data pages have which encoding.</summary>
    public required ImmutableArray<(ValueEncoding Encoding, int Pages)> DataPages { get; init; }

    /// <summary>The data pages one by one; empty where no index is wanted.</summary>
    public ImmutableArray<WrittenPage> Pages { get; init; } = [];

    /// <summary>The bloom filter's bits; null where none is wanted.</summary>
    public SplitBlockFilter? Filter { get; set; }

    /// <summary>Where the bloom filter lies, header included.</summary>
    public FileRange FilterRange { get; set; }

    /// <summary>Where the column index lies.</summary>
    public FileRange ColumnIndex { get; set; }

    /// <summary>Where the offset index lies.</summary>
    public FileRange OffsetIndex { get; set; }
}
