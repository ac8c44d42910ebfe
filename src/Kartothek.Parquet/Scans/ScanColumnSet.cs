using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>The columns of a scan of one row group, resolved against its file: each name and type once.</summary>
internal sealed class ScanColumnSet
{
    private readonly Dictionary<(string Name, ColumnType Type), ScanColumn> _columns = [];
    private readonly ParquetFooter _footer;
    private readonly RowGroup _rowGroup;
    private readonly ScanColumns _spec;
    private readonly ScanBuffers _buffers;

    public ScanColumnSet(ParquetFooter footer, RowGroup rowGroup, ScanColumns spec, ScanBuffers buffers)
    {
        (_footer, _rowGroup, _spec, _buffers) = (footer, rowGroup, spec, buffers);
        try
        {
            if (!spec.Conjuncts.IsDefaultOrEmpty)
                Filter = new ConjunctFilter(buffers.Compile(spec), this, buffers.Selection, buffers.Mask);
            var outputs = ImmutableArray.CreateBuilder<ScanColumn>(spec.Columns.Fields.Length);
            foreach (var field in spec.Columns.Fields)
            {
                var column = Resolve(field.Name, field.Type, isConjunct: false);
                column.IsOutput = true;
                outputs.Add(column);
            }
            Outputs = outputs.MoveToImmutable();
        }
        catch
        {
            foreach (var column in _columns.Values)
                column.Dispose();
            throw;
        }
        All = [.. _columns.Values];
    }

    /// <summary>All columns.</summary>
    public ImmutableArray<ScanColumn> All { get; }

    /// <summary>The columns wanted, in order.</summary>
    public ImmutableArray<ScanColumn> Outputs { get; }

    /// <summary>The conjuncts; null where there are none.</summary>
    public ConjunctFilter? Filter { get; }

    /// <summary>The column of a name, as a type.</summary>
    public ScanColumn Resolve(string name, ColumnType type, bool isConjunct)
    {
        if (!_columns.TryGetValue((name, type), out var column))
        {
            column = Create(name, type, isConjunct);
            _columns.Add((name, type), column);
        }
        return column;
    }

    private ScanColumn Create(string name, ColumnType type, bool isConjunct)
    {
        if (_spec.Constants.TryGetValue(name, out var constant))
        {
            if (constant.Value is not null && constant.Type != type)
                throw ParquetErrors.ConstantType(name, constant.Type, type);
            return new SteadyScanColumn(constant.Value is null ? new NullVector(type) : constant.ToVector(0));
        }
        if (!_footer.Schema.TryGet(name, out var field) || field.Type.Kind == ColumnKind.Null)
            return new SteadyScanColumn(new NullVector(type));
        var node = _footer.Tree.Columns[_footer.Schema.IndexOf(name)];
        if (node.IsLeaf ? !ColumnReaders.IsPossible(field.Type, type) : !type.IsNested)
            throw ParquetErrors.OtherKind(_footer.FileName, name, field.Type, type);
        var contexts = new ChunkContext[node.LeafCount];
        for (var i = 0; i < contexts.Length; i++)
        {
            var chunk = _rowGroup.ChunkAt(node.FirstLeaf + i);
            CheckReadable(_footer.FileName, chunk);
            contexts[i] = new ChunkContext(_footer.FileName, chunk, _rowGroup.FirstRow, _rowGroup.RowCount, _buffers);
        }
        return node.IsLeaf ? new FlatScanColumn(contexts[0], type, isConjunct) : new NestedScanColumn(node, contexts, type, _spec.KeepsNestedCodes);
    }

    /// <summary>Whether we can read the chunk at all.</summary>
    public static void CheckReadable(string file, ColumnChunk chunk)
    {
        if (chunk.IsEncrypted)
            throw ParquetErrors.EncryptedColumn(file, chunk.Leaf.Name);
        if (chunk.Codec is CompressionCodec.Lzo or > CompressionCodec.Lz4Raw)
            throw ParquetErrors.Unsupported(file, $"column '{chunk.Leaf.Name}' is compressed by {chunk.Codec}");
    }
}
