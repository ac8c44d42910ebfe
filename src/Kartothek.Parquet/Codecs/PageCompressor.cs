using System.Collections.Concurrent;
using System.IO.Compression;
using K4os.Compression.LZ4;
using Snappier;
using ZstdSharp;

namespace Kartothek.Parquet;

/// <summary>Compresses pages. The inverse of <see cref="PageCodec"/>.</summary>
/// <remarks>
/// Immutable, and safe for use by several threads. Zstandard's state, megabytes of it, is taken from a few that all writers share: a thousand files may be open at once.
/// </remarks>
internal sealed class PageCompressor
{
    private static readonly ConcurrentDictionary<int, ConcurrentBag<Compressor>> ZstdByLevel = new();

    private readonly Compression _compression;
    private readonly int _level;

    /// <param name="file">For messages.</param>
    /// <param name="compression">The codec.</param>
    /// <param name="level">Its level; null for the default.</param>
    public PageCompressor(string file, Compression compression, int? level)
    {
        _compression = compression;
        var (least, most, usual) = compression switch
        {
            Compression.Gzip => (0, 9, 6),
            Compression.Brotli => (0, 11, 5),
            Compression.Zstd => (1, 22, 3),
            Compression.Lz4 => (0, 12, 0),
            Compression.None or Compression.Snappy => (0, -1, 0),
            _ => throw new ArgumentOutOfRangeException(nameof(compression)),
        };
        _level = level ?? usual;
        if (level is { } asked && (asked < least || asked > most))
            throw most < 0 ? ParquetErrors.NoLevels(file, compression, asked) : ParquetErrors.Level(file, compression, asked, least, most);
    }

    /// <summary>As the footer names it.</summary>
    public CompressionCodec Codec => _compression switch
    {
        Compression.Snappy => CompressionCodec.Snappy,
        Compression.Gzip => CompressionCodec.Gzip,
        Compression.Brotli => CompressionCodec.Brotli,
        Compression.Zstd => CompressionCodec.Zstd,
        Compression.Lz4 => CompressionCodec.Lz4Raw,
        _ => CompressionCodec.None,
    };

    /// <summary>The most bytes that so many compress to.</summary>
    public int MaxBytes(int length) => _compression switch
    {
        Compression.Snappy => Snappy.GetMaxCompressedLength(length),
        Compression.Gzip => checked(length + (length / 1000) + 1024),
        Compression.Brotli => checked(BrotliEncoder.GetMaxCompressedLength(length) + 16),
        Compression.Zstd => Compressor.GetCompressBound(length),
        Compression.Lz4 => LZ4Codec.MaximumOutputSize(length),
        _ => length,
    };

    /// <summary>Compresses a page.</summary>
    /// <param name="source">The page.</param>
    /// <param name="destination">At least <see cref="MaxBytes"/>.</param>
    /// <returns>The bytes written.</returns>
    public int Compress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        // An empty page is nothing at all to most codecs' readers.
        var written = _compression switch
        {
            Compression.Snappy => Snappy.Compress(source, destination),
            Compression.Gzip => Gzip(source, destination),
            Compression.Brotli => BrotliEncoder.TryCompress(source, destination, out var length, _level, 22) ? length : -1,
            Compression.Zstd => Zstd(source, destination),
            Compression.Lz4 => LZ4Codec.Encode(source, destination, (LZ4Level)(_level < 3 ? 0 : _level)),
            _ => Copy(source, destination),
        };
        return written >= 0 ? written : throw new InvalidOperationException($"{_compression} needs more than {destination.Length} bytes for {source.Length}.");
    }

    /// <summary>The bytes that a page compresses to, where the page itself isn't wanted.</summary>
    public int CompressedLength(ReadOnlySpan<byte> source)
    {
        var compressed = System.Buffers.ArrayPool<byte>.Shared.Rent(MaxBytes(source.Length));
        var length = Compress(source, compressed);
        System.Buffers.ArrayPool<byte>.Shared.Return(compressed);
        return length;
    }

    private static int Copy(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        source.CopyTo(destination);
        return source.Length;
    }

    private int Zstd(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var shared = ZstdByLevel.GetOrAdd(_level, static _ => []);
        var compressor = shared.TryTake(out var free) ? free : new Compressor(_level);
        var written = compressor.Wrap(source, destination);
        if (shared.Count < Environment.ProcessorCount)
            shared.Add(compressor);
        else
            compressor.Dispose();
        return written;
    }

    private unsafe int Gzip(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        fixed (byte* start = destination)
        {
            using var bytes = new UnmanagedMemoryStream(start, 0, destination.Length, FileAccess.Write);
            using (var gzip = new GZipStream(bytes, new ZLibCompressionOptions { CompressionLevel = _level }, leaveOpen: true))
                gzip.Write(source);
            return (int)bytes.Position;
        }
    }
}
