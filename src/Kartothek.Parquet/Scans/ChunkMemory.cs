namespace Kartothek.Parquet;

/// <summary>Brings chunks into memory: ranges that lie close together by one request.</summary>
internal sealed class ChunkMemory(IByteSource source, ScanBuffers buffers) : IDisposable
{
    /// <summary>Bytes between two chunks that are read along, because a request more would cost more.</summary>
    public const int MaxGap = 32 * 1024;

    private readonly Dictionary<ColumnChunk, ChunkPart[]> _places = new(ReferenceEqualityComparer.Instance);
    private readonly List<byte[]> _rented = [];

    /// <summary>Requests so far.</summary>
    public int Requests { get; private set; }

    /// <summary>Bytes asked for so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Where a chunk lies.</summary>
    public ChunkPart[] this[ColumnChunk chunk] => _places[chunk];

    /// <summary>Reads chunks, or their pages that hold the rows wanted; those that are here already aren't read again.</summary>
    /// <param name="chunks">The chunks.</param>
    /// <param name="rows">The rows wanted; null for all.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async ValueTask ReadAsync(IEnumerable<ColumnChunk> chunks, ScanRows? rows, CancellationToken cancellationToken)
    {
        var missing = new List<Wanted>();
        foreach (var chunk in chunks)
        {
            if (_places.ContainsKey(chunk))
                continue;
            var parts = chunk.Leaf.IsFlat && rows?.Index?.PlacesOf(chunk) is { } places ? places.Parts(rows.Ranges) : [(chunk.Bytes, 0)];
            _places.Add(chunk, new ChunkPart[parts.Count]);
            for (var i = 0; i < parts.Count; i++)
                missing.Add(new Wanted(chunk, i, parts[i].Bytes, parts[i].RowsLeftOut));
        }
        Sort(missing);
        List<Task>? pending = null;
        for (var first = 0; first < missing.Count;)
        {
            var (next, end) = RangeFrom(missing, first);
            var read = ReadRangeAsync(missing, first, next, end, cancellationToken);
            if (!read.IsCompletedSuccessfully)
                (pending ??= []).Add(read.AsTask());
            first = next;
        }
        // All have to end before one's failure is told: their memory is still being written to.
        if (pending is not null)
            await Task.WhenAll(pending).ConfigureAwait(false);
    }

    /// <summary>The bytes that <see cref="ReadAsync"/> asks for, those between the chunks included.</summary>
    public static long BytesToRead(List<ColumnChunk> columns)
    {
        var chunks = columns.ConvertAll(c => new Wanted(c, 0, c.Bytes, 0));
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
        _rented.Clear();
        _places.Clear();
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
            _places[chunks[i].Chunk][chunks[i].Part] = new ChunkPart(bytes, (int)(range.Offset - start), (int)(range.End - start), chunks[i].RowsLeftOut);
        }
        if (length == 0)
            return;
        Requests++;
        BytesRead += length;
        await source.ReadAsync(start, bytes.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
    }

    private readonly record struct Wanted(ColumnChunk Chunk, int Part, FileRange Bytes, long RowsLeftOut);
}
