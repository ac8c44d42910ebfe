using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>A list, structure or map: its leaves are read as a whole when the first rows are asked for, and only those that the wanted type has.</summary>
internal sealed class NestedScanColumn : ScanColumn
{
    private readonly SchemaNode _node;
    private readonly ColumnType?[] _wanted;
    private readonly ChunkContext[] _contexts;
    private readonly LeafLevels?[] _leaves;
    private readonly bool _keepsCodes;
    private ChunkMemory _memory = null!;
    private NestedColumn? _column;
    private Vector _vector;

    /// <param name="node">The column in the file's schema.</param>
    /// <param name="contexts">One per leaf.</param>
    /// <param name="type">The type wanted.</param>
    /// <param name="keepsCodes">Whether text and binary come as Arrow dictionary arrays.</param>
    public NestedScanColumn(SchemaNode node, ChunkContext[] contexts, ColumnType type, bool keepsCodes = false)
        : base(type)
    {
        _node = node;
        _contexts = contexts;
        _wanted = new ColumnType?[contexts.Length];
        _leaves = new LeafLevels?[contexts.Length];
        _keepsCodes = keepsCodes;
        _vector = new NullVector(type);
        FindLeaves(node, type);
    }

    public override IEnumerable<ColumnChunk> Chunks => _contexts.Where((_, i) => _wanted[i] is not null).Select(c => c.Chunk);

    public override Vector Vector => _vector;

    public override void Open(ChunkMemory memory) => _memory = memory;

    protected override void Read(long window, RowSet rows)
    {
        _column ??= Assemble();
        if (rows.IsAll)
        {
            _vector = _column.Rows((int)window, rows.Count);
            return;
        }
        var numbers = new int[rows.Count];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = (int)window + rows.Rows[i];
        _vector = _column.Rows(numbers);
    }

    protected override void Keep(ReadOnlySpan<int> rows) => _vector = VectorCopy.Gather(_vector, rows);

    private NestedColumn Assemble()
    {
        var file = _contexts[0].File;
        var rowCount = _contexts[0].RowCount;
        if (rowCount > int.MaxValue)
            throw ParquetErrors.Unsupported(file, $"column '{_node.Field.Name}' is nested in a row group of {rowCount} rows");
        for (var i = 0; i < _leaves.Length; i++)
        {
            if (_wanted[i] is { } wanted)
                _leaves[i] = ReadLeaf(_contexts[i], wanted);
        }
        return new NestedColumn(_node, Type, _leaves, (int)rowCount, file);
    }

    private LeafLevels ReadLeaf(ChunkContext context, ColumnType wanted)
    {
        using var reader = ColumnReaders.Create(context, wanted, keepsCodes: false);
        reader.Open(_memory[context.Chunk]);
        try
        {
            return reader.ReadLeaf(wanted.Kind == ColumnKind.Null ? new NullLeafValues(wanted)
                : _keepsCodes && wanted.Kind is (ColumnKind.String or ColumnKind.Binary) ? new CodeLeafValues(wanted)
                : LeafValues.Create(wanted));
        }
        catch (PageFormatException e)
        {
            throw ParquetErrors.Chunk(context.File, context.Chunk.Leaf.Name, e.Message, e);
        }
    }

    private void FindLeaves(SchemaNode node, ColumnType wanted)
    {
        if (node.IsLeaf != !wanted.IsNested || (wanted.IsNested && node.Field.Type.Kind != wanted.Kind))
            throw ParquetErrors.OtherKind(_contexts[0].File, _node.Field.Name, _node.Field.Type, Type);
        if (node.IsLeaf)
        {
            if (!ColumnReaders.IsPossible(node.Field.Type, wanted))
                throw ParquetErrors.OtherKind(_contexts[0].File, _node.Field.Name, _node.Field.Type, Type);
            // Nothing but nulls comes of the null type, whatever is wanted.
            _wanted[node.FirstLeaf - _node.FirstLeaf] = node.Field.Type.Kind == ColumnKind.Null ? node.Field.Type : wanted;
            return;
        }
        for (var i = 0; i < wanted.Children.Length; i++)
        {
            var child = wanted.Kind == ColumnKind.Struct
                ? Array.Find(node.Children, c => c.Field.Name == wanted.Children[i].Name)
                : node.Children[i];
            if (child is not null)
                FindLeaves(child, wanted.Children[i].Type);
        }
        // A structure of which no member is wanted, at whatever depth, still needs to know where it is null.
        var first = node.FirstLeaf - _node.FirstLeaf;
        if (Array.TrueForAll(_wanted[first..(first + node.LeafCount)], w => w is null))
            _wanted[first] = _contexts[first].Chunk.Leaf.Type;
    }
}
