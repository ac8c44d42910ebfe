using Microsoft.Win32.SafeHandles;

namespace Kartothek.Parquet.Tests;

/// <summary>A file on disk as a byte source that counts its requests.</summary>
internal sealed class FileByteSource(string path) : IByteSource, IDisposable
{
    private readonly SafeFileHandle _file = File.OpenHandle(path);

    public string Name => Path.GetFileName(path);

    public int Requests { get; private set; }

    public ValueTask<FileTail> ReadTailAsync(int maxBytes, CancellationToken cancellationToken = default)
    {
        var length = RandomAccess.GetLength(_file);
        var bytes = new byte[Math.Min(length, maxBytes)];
        Fill(length - bytes.Length, bytes);
        return new(new FileTail(bytes, length));
    }

    public ValueTask ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        Fill(offset, destination.Span);
        return default;
    }

    public void Dispose() => _file.Dispose();

    private void Fill(long offset, Span<byte> destination)
    {
        Requests++;
        for (var read = 0; read < destination.Length;)
        {
            var count = RandomAccess.Read(_file, destination[read..], offset + read);
            if (count == 0)
                throw ParquetErrors.ReadBehindEnd(Name, offset, destination.Length, RandomAccess.GetLength(_file));
            read += count;
        }
    }
}
