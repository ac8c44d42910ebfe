namespace Kartothek.Parquet;

/// <summary>Bytes of a file.</summary>
/// <param name="Offset">First byte.</param>
/// <param name="Length">Bytes; 0 where there is nothing.</param>
internal readonly record struct FileRange(long Offset, long Length)
{
    /// <summary>The byte behind the last.</summary>
    public long End => Offset + Length;

    /// <summary>Whether there is anything.</summary>
    public bool Exists => Length > 0;
}
