using System.Buffers.Binary;
using Kartothek.Columns;

namespace Kartothek.Parquet;

public sealed partial class ParquetFooter
{
    /// <summary>How much of a file's end is read at once when nothing better is known.</summary>
    public const int DefaultTail = 64 * 1024;

    /// <summary>The length of the footer and the magic bytes behind it.</summary>
    private const int TrailerLength = 8;

    /// <summary>Reads the footer of a file.</summary>
    /// <remarks>
    /// One request; a second one only where the footer is longer than the tail. The tail isn't kept: a source
    /// whose small files are to be read whole by it keeps the tail itself.
    /// </remarks>
    /// <param name="source">The file.</param>
    /// <param name="tailHint">Bytes that are read from the end at once.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="KartothekException">
    /// The file isn't Parquet, its footer is damaged or contradicts the file's length (<see cref="ErrorKind.Corrupt"/>), or the footer is encrypted (<see cref="ErrorKind.NotSupported"/>).
    /// </exception>
    public static ValueTask<ParquetFooter> ReadAsync(IByteSource source, int tailHint = DefaultTail, CancellationToken cancellationToken = default) =>
        ReadAsync(source, tailHint, static length => new byte[length], cancellationToken);

    /// <summary>Reads the footer of a file into memory of the caller's: who keeps thousands of footers keeps their bytes together.</summary>
    /// <param name="source">The file.</param>
    /// <param name="tailHint">Bytes that are read from the end at once.</param>
    /// <param name="allocate">Gives memory of the footer's length, which nobody else writes to as long as the footer is in use.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <inheritdoc cref="ReadAsync(IByteSource, int, CancellationToken)"/>
    public static async ValueTask<ParquetFooter> ReadAsync(IByteSource source, int tailHint, Func<int, Memory<byte>> allocate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(allocate);
        var tail = await source.ReadTailAsync(Math.Max(tailHint, TrailerLength), cancellationToken).ConfigureAwait(false);
        var length = CheckTrailer(source.Name, tail);
        var bytes = allocate(length);
        var available = tail.Bytes.Length - TrailerLength;
        if (length <= available)
            tail.Bytes.Span.Slice(available - length, length).CopyTo(bytes.Span);
        else
        {
            await source.ReadAsync(tail.FileLength - TrailerLength - length, bytes[..(length - available)], cancellationToken).ConfigureAwait(false);
            tail.Bytes.Span[..available].CopyTo(bytes.Span[(length - available)..]);
        }
        return Parse(source.Name, bytes, tail.FileLength);
    }

    /// <summary>Parses the Thrift structure of a footer.</summary>
    /// <param name="fileName">For messages.</param>
    /// <param name="bytes">The structure, without length and magic; kept by the result, and never changed.</param>
    /// <param name="fileLength">All ranges must lie inside it.</param>
    /// <exception cref="KartothekException">The structure is damaged or contradicts the file's length (<see cref="ErrorKind.Corrupt"/>).</exception>
    public static ParquetFooter Parse(string fileName, ReadOnlyMemory<byte> bytes, long fileLength)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        try
        {
            var content = new FooterReader(bytes.Span, fileLength - TrailerLength - bytes.Length);
            content.Read();
            return new ParquetFooter(fileName, fileLength, bytes, content);
        }
        catch (CompactFormatException e)
        {
            throw ParquetErrors.Footer(fileName, e.Message, e);
        }
        catch (KartothekException e) when (e.Kind == ErrorKind.Invalid)
        {
            // Two columns of one name: other readers tell them apart by position, we can't.
            throw ParquetErrors.Unsupported(fileName, e.Message.TrimEnd('.'));
        }
    }

    private static int CheckTrailer(string name, FileTail tail)
    {
        if (tail.FileLength < TrailerLength + 4 || tail.Bytes.Length < TrailerLength)
            throw ParquetErrors.NotParquet(name, $"it has only {tail.FileLength} bytes");
        var trailer = tail.Bytes.Span[^TrailerLength..];
        if (trailer[4..].SequenceEqual("PARE"u8))
            throw ParquetErrors.Encrypted(name);
        if (!trailer[4..].SequenceEqual("PAR1"u8))
            throw ParquetErrors.NotParquet(name, "it doesn't end with 'PAR1'");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        // In front of the footer stand the magic bytes.
        if (length > Math.Min(tail.FileLength - TrailerLength - 4, Array.MaxLength))
            throw ParquetErrors.Footer(name, $"it claims {length} bytes in a file of {tail.FileLength}");
        return (int)length;
    }
}
