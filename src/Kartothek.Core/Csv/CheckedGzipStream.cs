using System.Buffers.Binary;
using System.IO.Compression;

namespace Kartothek.Core;

/// <summary>
/// Unpacks a gzip file, and finds out at its end whether it was whole: .NET takes the end of a truncated file for the end of its content.
/// </summary>
/// <remarks>
/// The file ends with the length of its content modulo 2³². A file of several gzip members, which Python never writes, is refused.
/// </remarks>
internal sealed class CheckedGzipStream(ReadOnlyMemory<byte> file) : Stream
{
    private const int TrailerBytes = 4;
    private const int SmallestFile = 18;

    private readonly GZipStream _content = new(new MemoryStream(file.ToArray(), writable: false), CompressionMode.Decompress);
    private readonly uint _expected = file.Length >= TrailerBytes ? BinaryPrimitives.ReadUInt32LittleEndian(file.Span[^TrailerBytes..]) : 0;
    private readonly bool _isEmpty = file.IsEmpty;
    private readonly bool _isStump = file.Length is > 0 and < SmallestFile;
    private long _length;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = _content.Read(buffer);
        _length += read;
        if (read == 0 && buffer.Length > 0 && !_isEmpty && (_isStump || (uint)_length != _expected))
        {
            throw new InvalidDataException($"The packed file should hold {_expected} bytes modulo 4 GiB, and holds {_length}: its end is missing.");
        }
        return read;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }
        base.Dispose(disposing);
    }
}
