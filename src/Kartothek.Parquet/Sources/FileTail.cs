namespace Kartothek.Parquet;

/// <summary>The end of an object.</summary>
/// <param name="Bytes">The last bytes; all where the object is no longer than what was asked for. The receiver may keep them, but not change them.</param>
/// <param name="FileLength">The length of the whole object in bytes.</param>
public readonly record struct FileTail(ReadOnlyMemory<byte> Bytes, long FileLength)
{
    /// <summary>Where <see cref="Bytes"/> start in the object.</summary>
    public long Start => FileLength - Bytes.Length;
}
