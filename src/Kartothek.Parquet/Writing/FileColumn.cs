using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Writes one column of the schema: a leaf, or the leaves of a nested column.</summary>
internal sealed class FileColumn : IDisposable
{
    private readonly string _file;
    private readonly Field _field;
    private readonly LeafWriter[] _leaves;
    private readonly Shredder? _shredder;

    public FileColumn(string file, SchemaNode node, Field field, LeafWriter[] leaves, bool keepsNaN)
    {
        (_file, _field, _leaves) = (file, field, leaves);
        _shredder = node.IsLeaf ? null : new Shredder(node, leaves, file, !keepsNaN);
    }

    /// <summary>The leaves in the order of their chunks.</summary>
    public IReadOnlyList<LeafWriter> Leaves => _leaves;

    /// <summary>Memory taken.</summary>
    public long BufferedBytes
    {
        get
        {
            var sum = 0L;
            foreach (var leaf in _leaves)
                sum += leaf.BufferedBytes;
            return sum;
        }
    }

    /// <summary>Checks that a vector can be written.</summary>
    public void Check(Vector vector)
    {
        if (vector is NullVector)
            return;
        // Equal storage suffices: a half is written as a float, an int32 as a date, whatever the caller's schema says.
        var fits = vector.Type.Storage == _field.Type.Storage && (!_field.Type.IsNested || vector.Type.Kind == _field.Type.Kind);
        if (!fits || _field.Type.Kind == ColumnKind.Decimal != (vector.Type.Kind == ColumnKind.Decimal) || vector.Type.Scale != _field.Type.Scale || vector.Type.Unit != _field.Type.Unit)
            throw ParquetErrors.BlockType(_file, _field.Name, vector.Type, _field.Type);
    }

    /// <summary>Adds a run of rows.</summary>
    public void Write(Vector vector, int start, int count)
    {
        if (_shredder is null)
        {
            _leaves[0].Write(vector, start, count);
            return;
        }
        var rows = default(WriteBuffer<int>);
        var span = rows.Extend(count);
        for (var i = 0; i < count; i++)
            span[i] = start + i;
        _shredder.Write(vector, span);
        rows.Free();
    }

    /// <summary>Adds some rows.</summary>
    public void Write(Vector vector, ReadOnlySpan<int> rows)
    {
        if (_shredder is null)
            _leaves[0].Write(vector, rows);
        else
            _shredder.Write(vector, rows);
    }

    /// <summary>The row group ends.</summary>
    public void Forget() => _shredder?.Forget();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var leaf in _leaves)
            leaf.Dispose();
    }
}
