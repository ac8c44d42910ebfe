namespace Kartothek.Parquet;

/// <summary>How the pages of a new file are compressed. Every reader of Python's reads each of them.</summary>
public enum Compression
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Snappy: fast, the default everywhere.</summary>
    Snappy,

    /// <summary>GZIP; levels 0 to 9, 6 where none is given.</summary>
    Gzip,

    /// <summary>Brotli; levels 0 to 11, 5 where none is given.</summary>
    Brotli,

    /// <summary>Zstandard; levels 1 to 22, 3 where none is given.</summary>
    Zstd,

    /// <summary>LZ4 blocks without framing (<c>LZ4_RAW</c>); levels 0 (fast) to 12, 0 where none is given.</summary>
    Lz4,
}
