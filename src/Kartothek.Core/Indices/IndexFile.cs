using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>An index file that is read bit by bit: its end is in memory, and the rest once it was fetched.</summary>
/// <remarks>
/// All reads are of one version of the object: Python rewrites index files in place, and what another version has at an offset may look like a page of this one. Where there is another by
/// then, a read is <see cref="ErrorKind.Conflict"/>.
/// </remarks>
internal sealed class IndexFile : IByteSource
{
    private const long CheapRequestCost = 32 << 10;

    private readonly IObjectStore _store;
    private readonly VersionToken _version;
    private readonly long _size;
    private volatile byte[]? _whole;
    private readonly ReadOnlyMemory<byte> _end;

    private IndexFile(IObjectStore store, string key, ObjectTail tail)
    {
        (_store, Name, _size, _end) = (store, key, tail.Size, tail.Bytes);
        // A whole object is never asked for again, and the hash that may be its token takes time.
        _version = tail.IsWhole ? default : tail.Token;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int PieceBytes => _store.PieceBytes;

    /// <summary>Bytes that aren't in memory.</summary>
    public long BytesAway => _whole is null ? _size - _end.Length : 0;

    /// <summary>What a request costs, in bytes that could be read instead.</summary>
    private long RequestCost => IsCheap(_store) ? CheapRequestCost : _store.PieceBytes;

    /// <summary>Whether several requests at once save time.</summary>
    public bool IsWorthWaitingTogether => BytesAway > 0 && !IsCheap(_store);

    /// <summary>Reads the end: one request. What a store sends without being felt is read at once, and with it the whole of many an index.</summary>
    /// <param name="store">Where the file lies.</param>
    /// <param name="key">The file.</param>
    /// <param name="tailBytes">For tests: how many bytes are read.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    public static async ValueTask<IndexFile> OpenAsync(IObjectStore store, string key, int? tailBytes, CancellationToken cancellationToken)
    {
        var bytes = tailBytes ?? (IsCheap(store) ? ParquetFooter.DefaultTail : store.PieceBytes);
        return new IndexFile(store, key, await store.ReadTailAsync(key, bytes, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Whether so many requests cost no less than one for all that isn't in memory.</summary>
    public bool IsWorthFetching(long requests, long bytes) => BytesAway > 0 && _size <= Array.MaxLength && bytes + (requests * RequestCost) >= BytesAway + RequestCost;

    /// <summary>Reads all that isn't in memory: one request.</summary>
    public async ValueTask FetchAsync(CancellationToken cancellationToken)
    {
        var whole = GC.AllocateUninitializedArray<byte>((int)_size);
        var front = whole.AsMemory(0, whole.Length - _end.Length);
        await _store.ReadAsync(Name, 0, front, _version, cancellationToken).ConfigureAwait(false);
        _end.CopyTo(whole.AsMemory(front.Length));
        _whole = whole;
    }

    /// <inheritdoc/>
    public ValueTask<FileTail> ReadTailAsync(int maxBytes, CancellationToken cancellationToken = default) =>
        new(new FileTail(_end[Math.Max(0, _end.Length - maxBytes)..], _size));

    /// <inheritdoc/>
    public async ValueTask ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        var (bytes, start) = _whole is { } whole ? (whole, 0) : (_end, _size - _end.Length);
        if (offset >= start && offset - start <= bytes.Length - destination.Length)
        {
            bytes.Slice((int)(offset - start), destination.Length).CopyTo(destination);
            return;
        }
        await _store.ReadAsync(Name, offset, destination, _version, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsCheap(IObjectStore store) => store.PieceBytes < 1 << 20;
}
