namespace Kartothek.Parquet;

/// <summary>How a chunk's values are kept.</summary>
internal enum ChunkForm : byte
{
    /// <summary>As codes, until the first page ends; then it is decided.</summary>
    Trial,

    /// <summary>As codes.</summary>
    Coded,

    /// <summary>As they are; the pages before may be codes.</summary>
    Direct,
}
