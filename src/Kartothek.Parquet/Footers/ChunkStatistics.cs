namespace Kartothek.Parquet;

/// <summary>The statistics of a chunk as they stand in the footer, not yet decoded nor trusted.</summary>
internal readonly record struct ChunkStatistics()
{
    /// <summary><c>min_value</c>.</summary>
    public ByteRange Min { get; init; } = ByteRange.Missing;

    /// <summary><c>max_value</c>.</summary>
    public ByteRange Max { get; init; } = ByteRange.Missing;

    /// <summary>The deprecated <c>min</c>, in signed order whatever the type.</summary>
    public ByteRange LegacyMin { get; init; } = ByteRange.Missing;

    /// <summary>The deprecated <c>max</c>.</summary>
    public ByteRange LegacyMax { get; init; } = ByteRange.Missing;

    /// <summary>Nulls, or null where unknown.</summary>
    public long? NullCount { get; init; }

    /// <summary>NaNs, or null where unknown.</summary>
    public long? NaNCount { get; init; }
}
