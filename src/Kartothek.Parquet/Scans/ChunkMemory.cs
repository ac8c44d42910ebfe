namespace Kartothek.Parquet;

/// <summary>Brings chunks into memory: ranges that lie close together by one request.</summary>
/// <param name="source">The file.</param>
/// <param name="buffers">Where memory comes from.</param>
/// <param name="inPieces">Whether large chunks of flat columns are read in pieces, for a caller who asks for their rows by <see cref="ChunkPieces.Reach"/>.</param>
internal sealed class ChunkMemory(IByteSource source, ScanBuffers buffers, bool inPieces) : IDisposable
{
    /// <summary>Bytes between two chunks that are read along, because a request more would cost more.</summary>
    public const int MaxGap = 32 * 1024;

    private readonly Dictionary<ColumnChunk, IChunkParts> _places = new(ReferenceEqualityComparer.Instance);
    private readonly List<byte[]> _rented = [];
    private readonly List<ChunkPieces> _pieces = [];
    private int _requests;
    private long _bytesRead;

    /// <summary>Requests so far.</summary>
    public int Requests => _requests + _pieces.Sum(p => p.Requests);

    /// <summary>Bytes asked for so far.</summary>
    public long BytesRead => _bytesRead + _pieces.Sum(p => p.BytesRead);

    /// <summary>The bytes that one request brings without being felt.</summary>
    public int RoundTripBytes => source.PieceBytes;

    /// <summary>A chunk that was read.</summary>
    public IChunkParts this[ColumnChunk chunk] => _places[chunk];

    /// <summary>Reads chunks, or their pages that hold the rows wanted; those that are here already aren't read again. Of those that are read in pieces the first piece is.</summary>
    /// <param name="chunks">The chunks.</param>
    /// <param name="rows">The rows wanted; null for all.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async ValueTask ReadAsync(IEnumerable<ColumnChunk> chunks, ScanRows? rows, CancellationToken cancellationToken)
    {
        var missing = new List<Wanted>();
        List<Task>? pending = null;
        List<(ColumnChunk Chunk, PagePlaces Places, List<(FileRange, long)> Parts)>? indexed = null;
        foreach (var chunk in chunks)
        {
            if (_places.ContainsKey(chunk))
                continue;
            var places = PlacesOf(chunk, rows);
            var parts = PartsOf(chunk, places, rows);
            if (inPieces && chunk.Leaf.IsFlat && ChunkPieces.IsNeeded(source, parts))
            {
                var pieces = new ChunkPieces(source, chunk, places, parts, buffers);
                _pieces.Add(pieces);
                _places.Add(chunk, pieces);
                if (!pieces.Reach(0, 1))
                    Add(ref pending, pieces.ReadAsync(cancellationToken));
                continue;
            }
            var whole = new ChunkPart[parts.Count];
            _places.Add(chunk, new WholeChunk(whole));
            if (places is not null)
                (indexed ??= []).Add((chunk, places, parts));
            for (var i = 0; i < parts.Count; i++)
                missing.Add(new Wanted(chunk, whole, i, parts[i].Bytes, parts[i].RowsLeftOut));
        }
        Sort(missing);
        for (var first = 0; first < missing.Count;)
        {
            var (next, end) = RangeFrom(missing, first);
            Add(ref pending, ReadRangeAsync(missing, first, next, end, cancellationToken));
            first = next;
        }
        // All have to end before one's failure is told: their memory is still being written to.
        if (pending is not null)
            await Task.WhenAll(pending).ConfigureAwait(false);
        foreach (var (chunk, places, parts) in indexed ?? [])
            CheckPages(chunk, places, parts);
    }

    /// <summary>The chunks to read first, where one of them may make the others needless: it, and those that the same request brings. So there are no more requests than for all at once.</summary>
    /// <returns>All where the others are worth less than the time that waiting for the first takes.</returns>
    public List<ColumnChunk> ReadFirst(ColumnChunk first, List<ColumnChunk> chunks)
    {
        var sorted = chunks.ConvertAll(c => new Wanted(c, [], 0, c.Bytes, 0));
        Sort(sorted);
        for (var start = 0; start < sorted.Count;)
        {
            var (next, _) = RangeFrom(sorted, start);
            var together = sorted[start..next].ConvertAll(w => w.Chunk);
            if (together.Contains(first))
                return ChunkPieces.IsCheap(source) || chunks.Except(together).Sum(c => Math.Min(c.Bytes.Length, source.PieceBytes)) > source.PieceBytes ? together : chunks;
            start = next;
        }
        return chunks;
    }

    /// <summary>Whether all pages of a chunk that is read in pieces hold codes, by their headers: requests that take what lies between them along where a small one doesn't pay.</summary>
    public async ValueTask<bool> HasOnlyCodesAsync(ColumnChunk chunk, ScanRows? rows, long rowCount, CancellationToken cancellationToken)
    {
        var places = PlacesOf(chunk, rows);
        var walk = new ChunkPieces(source, chunk, places, PartsOf(chunk, places, rows), buffers);
        _pieces.Add(walk);
        while (walk.HasOnlyCodes && !walk.Reach(rowCount, rowCount))
            await walk.ReadAsync(cancellationToken).ConfigureAwait(false);
        return walk.HasOnlyCodes && walk.RowsWalked == rowCount;
    }

    /// <summary>Reads on until the pages of some rows of chunks that are read in pieces are in memory: a request for each that lacks some, all at the same time.</summary>
    /// <param name="pieces">The chunks.</param>
    /// <param name="first">The first row; those before it are given up.</param>
    /// <param name="end">The row behind the last.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public static async ValueTask ReachAsync(ChunkPieces[] pieces, long first, long end, CancellationToken cancellationToken)
    {
        List<Task>? pending;
        do
        {
            pending = null;
            foreach (var chunk in pieces)
            {
                while (!chunk.Reach(first, end))
                {
                    var read = chunk.ReadAsync(cancellationToken);
                    if (read.IsCompletedSuccessfully)
                        continue;
                    (pending ??= []).Add(read.AsTask());
                    break;
                }
            }
            if (pending is not null)
                await Task.WhenAll(pending).ConfigureAwait(false);
        }
        while (pending is not null);
        foreach (var chunk in pieces)
            chunk.ReadAhead(cancellationToken);
    }

    /// <summary>The bytes that <see cref="ReadAsync"/> asks for, those between the chunks included.</summary>
    public static long BytesToRead(List<ColumnChunk> columns)
    {
        var chunks = columns.ConvertAll(c => new Wanted(c, [], 0, c.Bytes, 0));
        Sort(chunks);
        var bytes = 0L;
        for (var first = 0; first < chunks.Count;)
        {
            var (next, end) = RangeFrom(chunks, first);
            bytes += end - chunks[first].Bytes.Offset;
            first = next;
        }
        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var bytes in _rented)
            buffers.Return(bytes);
        foreach (var pieces in _pieces)
            pieces.Dispose();
        _rented.Clear();
        _pieces.Clear();
        _places.Clear();
    }

    private static PagePlaces? PlacesOf(ColumnChunk chunk, ScanRows? rows) => chunk.Leaf.IsFlat ? rows?.Index?.PlacesOf(chunk) : null;

    private static List<(FileRange Bytes, long RowsLeftOut)> PartsOf(ColumnChunk chunk, PagePlaces? places, ScanRows? rows) =>
        places?.Parts(rows!.Ranges) ?? [(chunk.Bytes, 0)];

    /// <summary>Checks the pages of a chunk of which others were left out.</summary>
    private void CheckPages(ColumnChunk chunk, PagePlaces places, List<(FileRange Bytes, long RowsLeftOut)> parts)
    {
        try
        {
            var row = 0L;
            var place = default(PartPlace);
            for (var i = 0; _places[chunk].TryNext(ref place, out var part); i++)
            {
                for (var position = part.Start; position < part.End;)
                {
                    var header = PageHeader.Read(part.Bytes.AsSpan(position, part.End - position));
                    if (header is { IsData: true, ValueCount: > 0 })
                    {
                        places.Check(parts[i].Bytes.Offset + position - part.Start, row, header.ValueCount);
                        row += header.ValueCount;
                    }
                    position += header.HeaderBytes + header.CompressedBytes;
                }
                row += part.RowsLeftOut;
            }
        }
        catch (PageFormatException e)
        {
            throw ParquetErrors.Chunk(source.Name, chunk.Leaf.Name, e.Message, e);
        }
    }

    private static void Sort(List<Wanted> chunks) => chunks.Sort((left, right) => left.Bytes.Offset.CompareTo(right.Bytes.Offset));

    /// <summary>Where the request that begins with a chunk ends, and the first chunk that it doesn't bring.</summary>
    private static (int Next, long End) RangeFrom(List<Wanted> sorted, int first)
    {
        var next = first + 1;
        var end = sorted[first].Bytes.End;
        while (next < sorted.Count && sorted[next].Bytes.Offset - end <= MaxGap
            && Math.Max(end, sorted[next].Bytes.End) - sorted[first].Bytes.Offset <= Array.MaxLength - ScanBuffers.Slack)
        {
            end = Math.Max(end, sorted[next++].Bytes.End);
        }
        return (next, end);
    }

    private async ValueTask ReadRangeAsync(List<Wanted> chunks, int first, int next, long end, CancellationToken cancellationToken)
    {
        var start = chunks[first].Bytes.Offset;
        if (end - start > Array.MaxLength - ScanBuffers.Slack)
            throw ParquetErrors.ChunkTooLarge(source.Name, chunks[first].Chunk.Leaf.Name, end - start);
        var length = (int)(end - start);
        var bytes = buffers.Rent<byte>(length + ScanBuffers.Slack);
        _rented.Add(bytes);
        for (var i = first; i < next; i++)
        {
            var range = chunks[i].Bytes;
            chunks[i].Parts[chunks[i].Part] = new ChunkPart(bytes, (int)(range.Offset - start), (int)(range.End - start), chunks[i].RowsLeftOut);
        }
        if (length == 0)
            return;
        _requests++;
        _bytesRead += length;
        await source.ReadAsync(start, bytes.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
    }

    private static void Add(ref List<Task>? pending, ValueTask read)
    {
        if (!read.IsCompletedSuccessfully)
            (pending ??= []).Add(read.AsTask());
    }

    private readonly record struct Wanted(ColumnChunk Chunk, ChunkPart[] Parts, int Part, FileRange Bytes, long RowsLeftOut);
}
