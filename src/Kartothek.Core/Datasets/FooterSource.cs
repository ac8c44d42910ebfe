using System.Buffers;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>A file whose footer is read, and which is kept where it comes whole with its footer, and is wanted.</summary>
/// <param name="store">The store.</param>
/// <param name="key">The file.</param>
/// <param name="figures">Counts the requests, where somebody wants to know.</param>
/// <param name="wantsFile">Whether more than the footer is going to be read.</param>
internal sealed class FooterSource(IObjectStore store, string key, RunFigures? figures, bool wantsFile) : IByteSource, IDisposable
{
    private byte[]? _buffer;

    /// <inheritdoc/>
    public string Name => key;

    /// <inheritdoc/>
    public int PieceBytes => store.PieceBytes;

    /// <summary>The whole file, where it came with its tail and is wanted.</summary>
    public FileTail? Whole { get; private set; }

    /// <inheritdoc/>
    /// <remarks>The bytes are lent until the source is disposed.</remarks>
    public ValueTask<FileTail> ReadTailAsync(int maxBytes, CancellationToken cancellationToken = default)
    {
        if (IBufferStore.Of(store) is { } buffers)
        {
            _buffer ??= ArrayPool<byte>.Shared.Rent(maxBytes);
            var read = buffers.ReadTailAsync(key, _buffer.AsMemory(0, maxBytes), cancellationToken);
            return read.IsCompletedSuccessfully ? new(Lent(read.Result)) : AwaitLent(this, read);
        }
        var tail = store.ReadTailAsync(key, maxBytes, cancellationToken);
        return tail.IsCompletedSuccessfully ? new(Own(tail.Result)) : AwaitOwn(this, tail);

        static async ValueTask<FileTail> AwaitLent(FooterSource self, ValueTask<(int, long)> read) => self.Lent(await read.ConfigureAwait(false));

        static async ValueTask<FileTail> AwaitOwn(FooterSource self, ValueTask<ObjectTail> read) => self.Own(await read.ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async ValueTask ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        figures?.AddReads(1, destination.Length);
        _ = await store.ReadAsync(key, offset, destination, default, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = null;
        }
    }

    private FileTail Lent((int Read, long Size) tail)
    {
        figures?.AddReads(1, tail.Read);
        var bytes = _buffer.AsMemory(0, tail.Read);
        if (wantsFile && tail.Read == tail.Size)
        {
            Whole = new FileTail(bytes.ToArray(), tail.Size);
        }
        return new(bytes, tail.Size);
    }

    private FileTail Own(ObjectTail tail)
    {
        figures?.AddReads(1, tail.Bytes.Length);
        var read = new FileTail(tail.Bytes, tail.Size);
        if (wantsFile && tail.IsWhole)
        {
            Whole = read;
        }
        return read;
    }
}
