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
    public static async ValueTask<ParquetFooter> ReadAsync(IByteSource source, int tailHint = DefaultTail, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var tail = await source.ReadTailAsync(Math.Max(tailHint, TrailerLength), cancellationToken).ConfigureAwait(false);
        var length = CheckTrailer(source.Name, tail);
        var bytes = new byte[length];
        var available = tail.Bytes.Length - TrailerLength;
        if (length <= available)
            tail.Bytes.Span.Slice(available - length, length).CopyTo(bytes);
        else
        {
            await source.ReadAsync(tail.FileLength - TrailerLength - length, bytes.AsMemory(0, length - available), cancellationToken).ConfigureAwait(false);
            tail.Bytes.Span[..available].CopyTo(bytes.AsSpan(length - available));
        }
        return Parse(source.Name, bytes, tail.FileLength);
    }

    /// <summary>Parses the Thrift structure of a footer.</summary>
    /// <param name="fileName">For messages.</param>
    /// <param name="bytes">The structure, without length and magic; kept by the result.</param>
    /// <param name="fileLength">All ranges must lie inside it.</param>
    internal static ParquetFooter Parse(string fileName, byte[] bytes, long fileLength)
    {
        try
        {
            var content = new FooterReader(bytes, fileLength - TrailerLength - bytes.Length);
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
