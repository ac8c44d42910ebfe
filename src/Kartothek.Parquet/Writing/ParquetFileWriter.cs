using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Writes one Parquet file, row group by row group, to a sink.</summary>
/// <remarks>
/// <para>Values are encoded and compressed page by page as they come; a row group is held in memory, mostly in its final form, until it is full, because its columns are
/// stored one after the other, and goes to the sink at once then. For one thread at a time.</para>
/// <para>All columns are stored as nullable, whatever the schema says. Statistics are those of the values written. After an exception the writer can only be disposed.</para>
/// </remarks>
public sealed class ParquetFileWriter : IAsyncDisposable
{
    /// <summary>A row group that takes so much memory ends: what is read of a chunk must fit an array.</summary>
    private const long MaxRowGroupBytes = 512 * 1024 * 1024;

    /// <summary>The columns of a slice are written one after the other: its vectors should still be in the cache when the next file's rows come.</summary>
    private const int SliceRows = 4096;

    private static ReadOnlySpan<byte> Magic => "PAR1"u8;

    private readonly IByteSink _sink;
    private readonly string _name;
    private readonly ParquetWriteOptions _options;
    private readonly FileColumn[] _columns;
    private readonly int _leafCount;
    private readonly short[] _sortingLeaves;
    private readonly List<WrittenRowGroup> _rowGroups = [];
    private readonly CompactWriter _thrift = new();
    private long _groupRows;
    private bool _isFinished;

    /// <summary>Prepares a file; nothing is written before the first row group is full.</summary>
    /// <param name="sink">Takes the bytes; not completed nor disposed.</param>
    /// <param name="name">The name of the file, for messages.</param>
    /// <param name="schema">The columns. Blocks must have them, in this order and of these types.</param>
    /// <param name="options">How to write.</param>
    /// <exception cref="KartothekException">A type can't be stored (<see cref="ErrorKind.NotSupported"/>), or the options name a column that isn't there or a level that the codec hasn't (<see cref="ErrorKind.Invalid"/>).</exception>
    public ParquetFileWriter(IByteSink sink, string name, Schema schema, ParquetWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(schema);
        _options = options ?? ParquetWriteOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.RowGroupRows, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.PageRows, 1, nameof(options));
        (_sink, _name, Schema) = (sink, name, schema);
        var compressor = new PageCompressor(name, _options.Compression, _options.Level);
        var tree = FileSchema.Of(schema);
        _leafCount = tree.Leaves.Length;
        var filters = _options.BloomFilters.IsDefault ? [] : _options.BloomFilters;
        var sortedBy = _options.SortedBy.IsDefault ? [] : _options.SortedBy;
        foreach (var filter in filters)
            LeafOf(tree, filter, "the list of bloom filters");
        _sortingLeaves = [.. sortedBy.Select(s => LeafOf(tree, s.Name, "the sort order"))];
        _columns = new FileColumn[schema.Fields.Length];
        for (var i = 0; i < _columns.Length; i++)
        {
            var node = tree.Columns[i];
            var leaves = new LeafWriter[node.LeafCount];
            for (var j = 0; j < leaves.Length; j++)
                leaves[j] = LeafWriters.Create(new(name, tree.Leaves[node.FirstLeaf + j], _options, compressor, node.IsLeaf && filters.Contains(schema.Fields[i].Name)));
            _columns[i] = new FileColumn(name, node, schema.Fields[i], leaves, _options.KeepsNaN);
        }
    }

    /// <summary>The columns.</summary>
    public Schema Schema { get; }

    /// <summary>Rows so far, those still in memory included.</summary>
    public long RowCount { get; private set; }

    /// <summary>Bytes given to the sink so far.</summary>
    public long ByteCount { get; private set; }

    /// <summary>About how many bytes of memory the unfinished row group takes. Costs a look at each column.</summary>
    public long BufferedBytes
    {
        get
        {
            var sum = 0L;
            foreach (var column in _columns)
                sum += column.BufferedBytes;
            return sum;
        }
    }

    /// <summary>Adds all rows of a block, which is lent for the call.</summary>
    /// <param name="block">Vectors of any shape, of the schema's types, in its order.</param>
    /// <param name="cancellationToken">Ends the writing of a full row group.</param>
    /// <exception cref="KartothekException">The block's columns are others (<see cref="ErrorKind.Invalid"/>), or a value is too long for a page (<see cref="ErrorKind.NotSupported"/>).</exception>
    public async ValueTask WriteAsync(Block block, CancellationToken cancellationToken = default)
    {
        Check(block);
        for (var start = 0; start < block.Length;)
        {
            var count = Room(block.Length - start);
            for (var i = 0; i < _columns.Length; i++)
                _columns[i].Write(block.Columns[i], start, count);
            start += count;
            await AddRowsAsync(count, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Adds some rows of a block, which is lent for the call.</summary>
    /// <param name="block">Vectors of any shape, of the schema's types, in its order.</param>
    /// <param name="rows">Positions in the block, in the order in which they are written; they may repeat.</param>
    /// <param name="cancellationToken">Ends the writing of a full row group.</param>
    /// <inheritdoc cref="WriteAsync(Block, CancellationToken)"/>
    public async ValueTask WriteAsync(Block block, ReadOnlyMemory<int> rows, CancellationToken cancellationToken = default)
    {
        Check(block);
        while (!rows.IsEmpty)
        {
            var count = Room(rows.Length);
            for (var i = 0; i < _columns.Length; i++)
                _columns[i].Write(block.Columns[i], rows.Span[..count]);
            rows = rows[count..];
            await AddRowsAsync(count, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the row group, and gives it to the sink; nothing happens where it has no rows.</summary>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async ValueTask FlushRowGroupAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isFinished, this);
        if (_groupRows == 0)
            return;
        if (_rowGroups.Count > short.MaxValue)
            throw ParquetErrors.TooManyRowGroups(_name);
        await StartAsync(cancellationToken).ConfigureAwait(false);
        var offset = ByteCount;
        var chunks = new WrittenChunk[_leafCount];
        var next = 0;
        foreach (var column in _columns)
        {
            foreach (var leaf in column.Leaves)
            {
                var chunk = await leaf.FinishAsync(_sink, ByteCount, cancellationToken).ConfigureAwait(false);
                ByteCount += chunk.CompressedSize;
                chunks[next++] = chunk;
            }
            column.Forget();
        }
        foreach (var chunk in chunks)
            await WriteFilterAsync(chunk, cancellationToken).ConfigureAwait(false);
        _rowGroups.Add(new WrittenRowGroup(_groupRows, offset, chunks));
        _groupRows = 0;
    }

    /// <summary>Ends the file: the last row group, indexes, footer. A file without rows has no row group.</summary>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async ValueTask<WrittenFile> FinishAsync(CancellationToken cancellationToken = default)
    {
        await FlushRowGroupAsync(cancellationToken).ConfigureAwait(false);
        await StartAsync(cancellationToken).ConfigureAwait(false);
        _isFinished = true;
        if (_options.PageIndex)
            await WriteIndexesAsync(cancellationToken).ConfigureAwait(false);
        FooterWriter.Write(_thrift, Schema, _leafCount, _rowGroups, _options, _sortingLeaves);
        var footer = _thrift.Bytes.ToArray();
        _thrift.RawInt32(footer.Length);
        _thrift.Raw(Magic);
        await SendAsync(_thrift.Bytes, cancellationToken).ConfigureAwait(false);
        return new WrittenFile(RowCount, ByteCount, ParquetFooter.Parse(_name, footer, ByteCount));
    }

    /// <summary>Gives the memory back. A file that wasn't finished stays incomplete.</summary>
    public ValueTask DisposeAsync()
    {
        _isFinished = true;
        foreach (var column in _columns)
            column.Dispose();
        return default;
    }

    private short LeafOf(SchemaTree tree, string column, string use)
    {
        var ordinal = Schema.IndexOf(column);
        if (ordinal < 0 || !tree.Columns[ordinal].IsLeaf)
            throw ParquetErrors.NoSuchColumn(_name, column, use, Schema);
        return checked((short)tree.Columns[ordinal].FirstLeaf);
    }

    private void Check(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        ObjectDisposedException.ThrowIf(_isFinished, this);
        if (block.Columns.Length != _columns.Length)
            throw ParquetErrors.BlockColumns(_name, block.Columns.Length, _columns.Length);
        for (var i = 0; i < _columns.Length; i++)
            _columns[i].Check(block.Columns[i]);
    }

    private int Room(int rows) => (int)Math.Min(Math.Min(rows, SliceRows), _options.RowGroupRows - _groupRows);

    private ValueTask AddRowsAsync(int count, CancellationToken cancellationToken)
    {
        _groupRows += count;
        RowCount += count;
        return _groupRows >= _options.RowGroupRows || BufferedBytes > MaxRowGroupBytes ? FlushRowGroupAsync(cancellationToken) : default;
    }

    private ValueTask StartAsync(CancellationToken cancellationToken)
    {
        if (ByteCount > 0)
            return default;
        _thrift.Clear();
        _thrift.Raw(Magic);
        return SendAsync(_thrift.Bytes, cancellationToken);
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _sink.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        ByteCount += bytes.Length;
    }

    private async ValueTask WriteFilterAsync(WrittenChunk chunk, CancellationToken cancellationToken)
    {
        if (chunk.Filter is not { } filter)
            return;
        var offset = ByteCount;
        PageIndexWriter.WriteFilterHeader(_thrift, filter);
        _thrift.Raw(filter.Bits);
        await SendAsync(_thrift.Bytes, cancellationToken).ConfigureAwait(false);
        chunk.FilterRange = new FileRange(offset, ByteCount - offset);
        chunk.Filter = null;
    }

    private async ValueTask WriteIndexesAsync(CancellationToken cancellationToken)
    {
        foreach (var chunk in _rowGroups.SelectMany(g => g.Chunks))
        {
            var offset = ByteCount;
            if (!PageIndexWriter.WriteColumnIndex(_thrift, chunk))
                continue;
            await SendAsync(_thrift.Bytes, cancellationToken).ConfigureAwait(false);
            chunk.ColumnIndex = new FileRange(offset, ByteCount - offset);
        }
        foreach (var chunk in _rowGroups.SelectMany(g => g.Chunks))
        {
            var offset = ByteCount;
            PageIndexWriter.WriteOffsetIndex(_thrift, chunk);
            await SendAsync(_thrift.Bytes, cancellationToken).ConfigureAwait(false);
            chunk.OffsetIndex = new FileRange(offset, ByteCount - offset);
        }
    }
}
