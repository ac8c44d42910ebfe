using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>An object of a store as the Parquet reader sees it.</summary>
/// <param name="store">The store.</param>
/// <param name="key">The object.</param>
/// <param name="figures">Counts the requests, where somebody wants to know.</param>
/// <param name="whole">The whole object, where it was read before; it then costs no request.</param>
internal sealed class StoreByteSource(IObjectStore store, string key, RunFigures? figures, FileTail? whole = null) : IByteSource
{
    /// <inheritdoc/>
    public string Name => key;

    /// <inheritdoc/>
    public int PieceBytes => store.PieceBytes;

    /// <summary>The whole object, where it was given or came with its tail.</summary>
    public FileTail? Whole => whole;

    /// <inheritdoc/>
    public ValueTask<FileTail> ReadTailAsync(int maxBytes, CancellationToken cancellationToken = default)
    {
        var read = store.ReadTailAsync(key, maxBytes, cancellationToken);
        return read.IsCompletedSuccessfully ? new(Counted(read.Result)) : Await(this, read);

        static async ValueTask<FileTail> Await(StoreByteSource self, ValueTask<ObjectTail> read) =>
            self.Counted(await read.ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public ValueTask ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        if (whole is { } bytes && offset <= bytes.FileLength - destination.Length)
        {
            bytes.Bytes.Span.Slice((int)offset, destination.Length).CopyTo(destination.Span);
            return default;
        }
        figures?.AddReads(1, destination.Length);
        var read = store.ReadAsync(key, offset, destination, default, cancellationToken);
        if (!read.IsCompletedSuccessfully)
        {
            return Await(read);
        }
        _ = read.Result;
        return default;

        static async ValueTask Await(ValueTask<ObjectVersion> read) => await read.ConfigureAwait(false);
    }

    private FileTail Counted(ObjectTail tail)
    {
        figures?.AddReads(1, tail.Bytes.Length);
        var read = new FileTail(tail.Bytes, tail.Size);
        if (tail.IsWhole)
        {
            whole = read;
        }
        return read;
    }
}
