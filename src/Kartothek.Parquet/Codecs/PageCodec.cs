using System.IO.Compression;
using K4os.Compression.LZ4;
using Snappier;
using ZstdSharp;

namespace Kartothek.Parquet;

/// <summary>Decompresses pages. Keeps a decoder's state between pages, so an object is for one thread at a time.</summary>
internal sealed class PageCodec : IDisposable
{
    /// <summary>The longest page that is decompressed. A header's size is a claim of the file: nothing longer is ever allocated for it.</summary>
    public const int MaxPageBytes = 512 * 1024 * 1024;

    private Decompressor? _zstd;

    /// <summary>Fills the destination with the decompressed page.</summary>
    /// <param name="codec">The codec.</param>
    /// <param name="source">The compressed page.</param>
    /// <param name="destination">As long as the header says the page is; a page that decompresses to more or less is an error.</param>
    /// <exception cref="PageFormatException">The bytes aren't what the codec writes, or of another length.</exception>
    public void Decompress(CompressionCodec codec, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        int written;
        try
        {
            written = codec switch
            {
                CompressionCodec.None => Copy(source, destination),
                CompressionCodec.Snappy => DecompressSnappy(source, destination),
                CompressionCodec.Gzip => DecompressGzip(source, destination),
                CompressionCodec.Brotli => BrotliDecoder.TryDecompress(source, destination, out var n) ? n : -1,
                CompressionCodec.Zstd => (_zstd ??= new Decompressor()).Unwrap(source, destination),
                CompressionCodec.Lz4Raw => LZ4Codec.Decode(source, destination),
                CompressionCodec.Lz4 => HadoopLz4.Decompress(source, destination),
                _ => throw new PageFormatException($"its codec {codec} isn't supported"),
            };
        }
        catch (Exception e) when (e is InvalidDataException or ZstdException or ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            // Snappier and ZstdSharp check their input, each with exceptions of its own.
            throw new PageFormatException($"a page isn't valid {codec}", e);
        }
        if (written != destination.Length)
            throw new PageFormatException($"a page isn't valid {codec}, or doesn't decompress to the {destination.Length} bytes that its header says");
    }

    /// <summary>Checks the size that a header claims before memory is allocated for it.</summary>
    public static void CheckSize(CompressionCodec codec, int compressed, int uncompressed)
    {
        if (uncompressed > MaxPageBytes)
            throw new PageFormatException($"a page claims {uncompressed} bytes, more than the {MaxPageBytes} that are read");
        // What a codec can make of a byte at most: a copy of 64 bytes takes Snappy three, a length byte of LZ4 stands for 255, Deflate's longest match of
        // 258 takes two bits, a block of 128 KiB takes Zstandard four bytes, and Brotli's longest one, of 16 MiB, hardly more.
        var ratio = codec switch
        {
            CompressionCodec.None => 1,
            CompressionCodec.Snappy => 64,
            CompressionCodec.Lz4Raw or CompressionCodec.Lz4 => 256,
            CompressionCodec.Gzip => 1040,
            CompressionCodec.Zstd => 32 * 1024,
            _ => 1024 * 1024,
        };
        if (uncompressed > (long)compressed * ratio)
            throw new PageFormatException($"a page of {compressed} bytes claims {uncompressed} bytes, more than {codec} can make of it");
    }

    /// <inheritdoc/>
    public void Dispose() => _zstd?.Dispose();

    private static int Copy(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (source.Length != destination.Length)
            return -1;
        source.CopyTo(destination);
        return source.Length;
    }

    private static int DecompressSnappy(ReadOnlySpan<byte> source, Span<byte> destination) =>
        Snappy.GetUncompressedLength(source) == destination.Length ? Snappy.Decompress(source, destination) : -1;

    private static unsafe int DecompressGzip(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        fixed (byte* start = source)
        {
            using var bytes = new UnmanagedMemoryStream(start, source.Length);
            using var gzip = new GZipStream(bytes, CompressionMode.Decompress);
            var written = gzip.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
            return gzip.ReadByte() < 0 ? written : -1;
        }
    }
}
