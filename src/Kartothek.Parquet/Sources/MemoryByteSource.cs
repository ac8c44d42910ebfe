namespace Kartothek.Parquet;

/// <summary>A file that lies in memory. Every call completes synchronously.</summary>
/// <param name="name">The name for messages.</param>
/// <param name="bytes">The whole file; not copied.</param>
public sealed class MemoryByteSource(string name, ReadOnlyMemory<byte> bytes) : IByteSource
{
    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public int PieceBytes { get; init; } = 512 << 10;

    /// <inheritdoc/>
    public ValueTask<FileTail> ReadTailAsync(int maxBytes, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        cancellationToken.ThrowIfCancellationRequested();
        return new(new FileTail(bytes[Math.Max(0, bytes.Length - maxBytes)..], bytes.Length));
    }

    /// <inheritdoc/>
    public ValueTask ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        cancellationToken.ThrowIfCancellationRequested();
        if (offset > bytes.Length - destination.Length)
            throw ParquetErrors.ReadBehindEnd(Name, offset, destination.Length, bytes.Length);
        bytes.Span.Slice((int)offset, destination.Length).CopyTo(destination.Span);
        return default;
    }
}
