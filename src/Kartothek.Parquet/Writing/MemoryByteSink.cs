using System.Buffers;

namespace Kartothek.Parquet;

/// <summary>Collects the bytes of a new object in memory. Every call completes synchronously.</summary>
public sealed class MemoryByteSink : IByteSink
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>What was written so far; valid until more is written.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    /// <inheritdoc/>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _bytes.Write(bytes.Span);
        return default;
    }
}
