namespace Kartothek.Columns;

/// <summary>Rows that are kept beyond their blocks: a growing copy, by column. Not thread-safe.</summary>
/// <remarks>Dictionaries and constants are written out; nested values are kept as pieces of the Arrow arrays that they came in.</remarks>
public sealed class RowBuffer
{
    private readonly Schema _schema;
    private readonly ColumnBuffer[] _columns;
    private int[] _all = [];

    /// <summary>A buffer without rows.</summary>
    /// <param name="schema">The columns of the blocks.</param>
    public RowBuffer(Schema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _schema = schema;
        _columns = [.. schema.Fields.Select(f => ColumnBuffer.Create(f.Type))];
    }

    /// <summary>The rows kept.</summary>
    public int Count { get; private set; }

    /// <summary>About how many bytes of memory the rows take.</summary>
    public long Bytes => _columns.Sum(c => c.Bytes);

    /// <summary>Appends rows of a block.</summary>
    /// <param name="block">The block, of the buffer's schema. Nothing of it is kept, except the arrays of nested columns.</param>
    /// <param name="rows">Positions in the block, in the order wanted.</param>
    public void Append(Block block, ReadOnlySpan<int> rows)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (rows.IsEmpty) return;
        for (var i = 0; i < _columns.Length; i++) _columns[i].Append(block.Columns[i], rows);
        Count += rows.Length;
    }

    /// <summary>Appends all rows of a block.</summary>
    /// <inheritdoc cref="Append(Block, ReadOnlySpan{int})"/>
    public void Append(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (_all.Length < block.Length) _all = [.. Enumerable.Range(0, block.Length)];
        Append(block, _all.AsSpan(0, block.Length));
    }

    /// <summary>All rows as one block, which shares the buffer's memory: nothing may be appended while it is used.</summary>
    public Block ToBlock() => new(_schema, [.. _columns.Select((c, i) => Count > 0 ? c.ToVector() : Empty(_schema.Fields[i].Type))]) { Length = Count };

    private static Vector Empty(ColumnType type) => new NullVector(type);
}
