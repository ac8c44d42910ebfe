using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>A column with one value or null per row.</summary>
internal sealed class FlatScanColumn : ScanColumn
{
    private readonly ChunkContext _context;
    private readonly ColumnReader _reader;

    public FlatScanColumn(ChunkContext context, ColumnType type, bool keepsCodes)
        : base(type)
    {
        _context = context;
        _reader = ColumnReaders.Create(context, type, keepsCodes);
    }

    /// <summary>The column's chunk.</summary>
    public ColumnChunk Chunk => _context.Chunk;

    /// <summary>Whether a row may be null, by the schema and the statistics.</summary>
    public bool MayHaveNulls => StatisticsDecoder.NullCount(_context.Chunk, _context.RowCount) != 0;

    public override IEnumerable<ColumnChunk> Chunks => [_context.Chunk];

    public override Vector Vector => _reader.Vector;

    public override void Open(ChunkMemory memory)
    {
        _reader.Open(memory[_context.Chunk]);
    }

    /// <summary>The dictionary, read before the first row is; null where there is none, or one of its entries doesn't fit the type.</summary>
    public ValueDictionary? ReadDictionary()
    {
        try
        {
            return _reader.ReadDictionary();
        }
        catch (PageFormatException e)
        {
            throw ParquetErrors.Chunk(_context.File, _context.Chunk.Leaf.Name, e.Message, e);
        }
    }

    public override Vector Finish() => _reader.Finish();

    public override void Dispose() => _reader.Dispose();

    protected override void Read(long window, RowSet rows)
    {
        try
        {
            _reader.Skip(window - _reader.Position);
            _reader.Read(rows.WindowRows, rows.Rows, rows.IsAll);
        }
        catch (PageFormatException e)
        {
            throw ParquetErrors.Chunk(_context.File, _context.Chunk.Leaf.Name, e.Message, e);
        }
    }

    protected override void Keep(ReadOnlySpan<int> rows) => _reader.Keep(rows);
}
