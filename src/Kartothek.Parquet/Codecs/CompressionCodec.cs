namespace Kartothek.Parquet;

/// <summary>How the pages of a chunk are compressed; numbered as in Parquet's metadata.</summary>
internal enum CompressionCodec : byte
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>Snappy, without framing.</summary>
    Snappy = 1,

    /// <summary>GZIP (RFC 1952), possibly several members.</summary>
    Gzip = 2,

    /// <summary>LZO; not supported.</summary>
    Lzo = 3,

    /// <summary>Brotli (RFC 7932).</summary>
    Brotli = 4,

    /// <summary>LZ4 in Hadoop's framing, as a raw block or as a frame, whatever the writer took it for. Deprecated.</summary>
    Lz4 = 5,

    /// <summary>Zstandard (RFC 8478).</summary>
    Zstd = 6,

    /// <summary>An LZ4 block without framing.</summary>
    Lz4Raw = 7,
}
