namespace Kartothek.Parquet;

/// <summary>A large chunk, of which only the pages around the rows that are looked at are in memory.</summary>
/// <remarks>
/// <para>Before rows are read, <see cref="Reach"/> walks over the headers of the pages up to them, and says what is missing; who scans reads it, for all columns at the same time, and
/// asks again. So decoding never waits for the source. Pages of rows that are behind are given up then, those of rows that were passed over aren't kept, and where their end lies
/// behind what was read, they aren't read at all. The dictionary stays.</para>
/// <para>Memory is that of two pieces, or of two pages where they are larger, and the dictionary; one piece more where the source takes time, so that the next one is read while rows are decoded.</para>
/// </remarks>
internal sealed class ChunkPieces(IByteSource source, ColumnChunk chunk, PagePlaces? places, List<(FileRange Bytes, long RowsLeftOut)> ranges, ScanBuffers buffers) : IChunkParts, IDisposable
{
    /// <summary>A source whose pieces are smaller is asked for bytes that may be few.</summary>
    private const int CheapPieceBytes = 1 << 20;

    /// <summary>What is read of a page that is likely to be passed over: its header.</summary>
    private const int HeaderBytes = 4096 - ScanBuffers.Slack;

    /// <summary>A header is looked for in so many bytes, or in all that are left.</summary>
    private const int LeastBytes = 64;

    private readonly List<Page> _pages = [];
    private readonly List<byte[]> _earlier = [];
    private readonly int _pieceBytes = Math.Max(source.PieceBytes - ScanBuffers.Slack, 1);
    private readonly bool _isCheap = IsCheap(source);
    private ChunkPart? _dictionary;
    private byte[] _piece = [];
    private long _pieceStart;
    private int _pieceBytesRead;
    private int _range = -1;
    private long _position;
    private long _rangeEnd;
    private long _row;
    private long _firstPage;
    private long _missing;
    private bool _isPassing;
    private bool _isSlow;
    private byte[] _ahead = [];
    private int _aheadBytes;
    private Task? _aheadRead;
    private CancellationTokenSource? _aheadStop;

    /// <summary>Entries that the dictionary claims; -1 where none has come.</summary>
    public int DictionaryEntries { get; private set; } = -1;

    /// <summary>Whether all data pages that were walked over hold codes.</summary>
    public bool HasOnlyCodes { get; private set; } = true;

    /// <summary>Rows that were walked over, those of pages that were left out included.</summary>
    public long RowsWalked => _row;

    /// <summary>Requests so far.</summary>
    public int Requests { get; private set; }

    /// <summary>Bytes asked for so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Whether requests to a source cost so little that a header is worth one.</summary>
    public static bool IsCheap(IByteSource source) => source.PieceBytes < CheapPieceBytes;

    /// <summary>Whether a chunk is read in pieces.</summary>
    public static bool IsNeeded(IByteSource source, List<(FileRange Bytes, long RowsLeftOut)> ranges) => ranges.Sum(r => r.Bytes.Length) > 2L * source.PieceBytes;

    /// <summary>Goes on until the pages of some rows are in memory.</summary>
    /// <param name="first">The first row; those before it are given up.</param>
    /// <param name="end">The row behind the last.</param>
    /// <returns>False where <see cref="ReadAsync"/> has to read first. True also where the chunk ends before; who reads the rows finds that out.</returns>
    public bool Reach(long first, long end)
    {
        if (_row >= end)
            return true;
        GiveUp(first);
        try
        {
            while (_row < end)
            {
                if (_position < _rangeEnd)
                {
                    if (!TryWalk(first))
                        return false;
                }
                else if (!NextRange())
                {
                    break;
                }
            }
        }
        catch (PageFormatException e)
        {
            throw ParquetErrors.Chunk(source.Name, chunk.Leaf.Name, e.Message, e);
        }
        return true;
    }

    /// <summary>Reads what was missing, and what is behind it, up to a piece: one request.</summary>
    public ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        var least = _isPassing && _isCheap ? Math.Min(HeaderBytes, _pieceBytes) : _pieceBytes;
        var size = (int)Math.Min(Math.Max(least, _missing), _rangeEnd - _position);
        var kept = BytesHere(out var at);
        if (_aheadRead is not null)
            size = (int)Math.Min(Math.Max(size, (long)kept + _aheadBytes), _rangeEnd - _position);
        var end = _pieceStart + _pieceBytesRead;
        MovePiece(at, kept, size + ScanBuffers.Slack);
        (_pieceStart, _pieceBytesRead, _isPassing) = (_position, size, false);
        if (_aheadRead is not null)
            return TakeAheadAsync(_position + kept - end, kept, cancellationToken);
        var read = RequestAsync(_pieceStart + kept, _piece.AsMemory(kept, size - kept), cancellationToken);
        _isSlow |= !read.IsCompleted;
        return read;
    }

    /// <summary>Where the source takes time, begins to read what is behind the piece, while the rows of it are decoded: once the scan has come behind the first piece, as it may end early.</summary>
    public void ReadAhead(CancellationToken cancellationToken)
    {
        var start = _pieceStart + _pieceBytesRead;
        if (!_isSlow || _isPassing || Requests < 2 || _aheadRead is not null || start >= _rangeEnd || _position >= _rangeEnd)
            return;
        _aheadBytes = (int)Math.Min(_pieceBytes, _rangeEnd - start);
        if (_ahead.Length < _aheadBytes)
            _ahead = buffers.Rent<byte>(_pieceBytes);
        _aheadStop ??= CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _aheadRead = RequestAsync(start, _ahead.AsMemory(0, _aheadBytes), _aheadStop.Token).AsTask();
    }

    /// <inheritdoc/>
    public bool TryNext(ref PartPlace place, out ChunkPart part)
    {
        if (place == default && _dictionary is { } dictionary)
        {
            part = dictionary;
            place = new(1, 0);
            return true;
        }
        // The dictionary is part 0, the n-th page that was kept is part n.
        var index = (int)Math.Max(place.Part - 1 - _firstPage, 0);
        if (index < _pages.Count && _pages[index].FirstRow == place.Row)
        {
            var page = _pages[index];
            part = new ChunkPart(page.Bytes, page.Start, page.End, 0);
            place = new(_firstPage + index + 2, page.EndRow);
            return true;
        }
        var next = index < _pages.Count ? _pages[index].FirstRow : _row;
        part = new ChunkPart([], 0, 0, next - place.Row);
        if (next <= place.Row)
            return false;
        place = new(Math.Max(place.Part, 1), next);
        return true;
    }

    /// <inheritdoc/>
    /// <remarks>Waits for the request that reads ahead, if there is one, once it was told to stop: its memory is still being written to.</remarks>
    public void Dispose()
    {
        if (_aheadRead is { } read)
        {
            _aheadStop!.Cancel();
            ((IAsyncResult)read).AsyncWaitHandle.WaitOne();
            _ = read.Exception;
            _aheadRead = null;
        }
        _aheadStop?.Dispose();
        buffers.Return(_ahead);
        foreach (var piece in _earlier)
            buffers.Return(piece);
        buffers.Return(_piece);
        buffers.Return(_dictionary?.Bytes);
        _earlier.Clear();
        _pages.Clear();
        (_piece, _pieceBytesRead, _dictionary, _ahead) = ([], 0, null, []);
    }

    /// <summary>Fills the piece from what was read ahead, and reads what that lacks. From the first wait on it touches nothing that other chunks share.</summary>
    /// <param name="passed">Bytes in front that aren't wanted any more.</param>
    /// <param name="kept">Bytes that the piece has already.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    private async ValueTask TakeAheadAsync(long passed, int kept, CancellationToken cancellationToken)
    {
        await _aheadRead!.ConfigureAwait(false);
        _aheadRead = null;
        var taken = (int)Math.Clamp(_aheadBytes - passed, 0, _pieceBytesRead - kept);
        _ahead.AsSpan((int)Math.Min(passed, _aheadBytes), taken).CopyTo(_piece.AsSpan(kept));
        kept += taken;
        if (kept < _pieceBytesRead)
            await RequestAsync(_pieceStart + kept, _piece.AsMemory(kept, _pieceBytesRead - kept), cancellationToken).ConfigureAwait(false);
    }

    private ValueTask RequestAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        Requests++;
        BytesRead += destination.Length;
        return source.ReadAsync(offset, destination, cancellationToken);
    }

    /// <summary>Goes past the next page, and keeps it if it has a row from the first on.</summary>
    /// <returns>False where bytes are missing.</returns>
    private bool TryWalk(long first)
    {
        var left = _rangeEnd - _position;
        var here = BytesHere(out var at);
        if (here < Math.Min(left, LeastBytes))
            return Misses(LeastBytes);
        if (!PageHeader.TryRead(_piece.AsSpan(at, here), left, out var header))
            return Misses(2L * here);
        var length = (long)header.HeaderBytes + header.CompressedBytes;
        var rows = header.IsData ? header.ValueCount : 0;
        if (rows > 0)
            places?.Check(_position, _row, rows);
        if (rows > 0 ? _row + rows > first : header.Kind == PageKind.Dictionary)
        {
            if (length > Array.MaxLength - ScanBuffers.Slack)
                throw ParquetErrors.ChunkTooLarge(source.Name, chunk.Leaf.Name, length);
            if (length > here)
                return Misses(length);
            if (header.IsData)
                _pages.Add(new Page(_row, _row + rows, _piece, at, at + (int)length));
            else
                KeepDictionary(at, (int)length, header.ValueCount);
        }
        HasOnlyCodes &= rows == 0 || CodedPages.IsCoded(header);
        _isPassing = _row + rows <= first && rows > 0;
        _position += length;
        _row += rows;
        return true;
    }

    private bool Misses(long bytes)
    {
        _missing = bytes;
        return false;
    }

    /// <summary>The dictionary has memory of its own, as values are views into it, and a reader may come to it late.</summary>
    private void KeepDictionary(int at, int length, int entries)
    {
        if (_dictionary is not null || _row != 0)
            throw new PageFormatException("there is a dictionary behind another one or behind data");
        var bytes = buffers.Rent<byte>(length + ScanBuffers.Slack);
        _piece.AsSpan(at, length).CopyTo(bytes);
        _dictionary = new ChunkPart(bytes, 0, length, 0);
        DictionaryEntries = entries;
    }

    /// <summary>The bytes from the position on that are in memory.</summary>
    private int BytesHere(out int at)
    {
        var offset = _position - _pieceStart;
        if (offset < 0 || offset >= _pieceBytesRead)
        {
            at = 0;
            return 0;
        }
        at = (int)offset;
        return (int)Math.Min(_pieceBytesRead - offset, _rangeEnd - _position);
    }

    /// <summary>Makes room for the next piece behind the bytes of this one that belong to it; the array stays where pages lie in it.</summary>
    private void MovePiece(int at, int kept, int length)
    {
        var before = _piece;
        var isUsed = _pages.Count > 0 && _pages[^1].Bytes == before;
        if (isUsed || before.Length < length || before.Length > 2L * Math.Max(length, _pieceBytes))
            _piece = buffers.Rent<byte>(length);
        before.AsSpan(at, kept).CopyTo(_piece);
        if (isUsed)
            _earlier.Add(before);
        else if (before != _piece)
            buffers.Return(before);
    }

    private bool NextRange()
    {
        if (_range == ranges.Count)
            return false;
        if (_range >= 0)
            _row += ranges[_range].RowsLeftOut;
        if (++_range < ranges.Count)
            (_position, _rangeEnd) = (ranges[_range].Bytes.Offset, ranges[_range].Bytes.End);
        return true;
    }

    /// <summary>Gives up the pages whose rows all lie before a row, and the memory that has no others.</summary>
    private void GiveUp(long first)
    {
        var count = 0;
        while (count < _pages.Count && _pages[count].EndRow <= first)
            count++;
        if (count == 0)
            return;
        _pages.RemoveRange(0, count);
        _firstPage += count;
        for (count = 0; count < _earlier.Count && (_pages.Count == 0 || _pages[0].Bytes != _earlier[count]); count++)
            buffers.Return(_earlier[count]);
        _earlier.RemoveRange(0, count);
    }

    private readonly record struct Page(long FirstRow, long EndRow, byte[] Bytes, int Start, int End);
}
