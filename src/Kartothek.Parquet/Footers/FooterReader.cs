using System.Runtime.CompilerServices;

namespace Kartothek.Parquet;

/// <summary>Reads the FileMetaData structure in one pass.</summary>
/// <param name="footer">The structure.</param>
/// <param name="dataEnd">Where the footer starts: chunks end before it.</param>
internal ref struct FooterReader(ReadOnlySpan<byte> footer, long dataEnd)
{
    private readonly ReadOnlySpan<byte> _footer = footer;
    private CompactReader _reader = new(footer);

    public SchemaTree? Tree { get; private set; }

    public long RowCount { get; private set; } = -1;

    /// <summary>Rows, and where in the footer the structure of each chunk starts.</summary>
    public (long RowCount, int[] ChunkStarts)[] RowGroups { get; private set; } = [];

    public (ByteRange Key, ByteRange Value)[] KeyValues { get; private set; } = [];

    public ByteRange CreatedBy { get; private set; } = ByteRange.Missing;

    public ColumnOrder[] ColumnOrders { get; private set; } = [];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Read()
    {
        for (short field = 0; _reader.NextField(ref field, out var type);)
        {
            switch (field)
            {
                case 2: Tree = SchemaTree.Read(_footer, ref _reader, type); break;
                case 3: RowCount = _reader.ReadInt64(type); break;
                case 4: ReadRowGroups(type); break;
                case 5: ReadKeyValues(type); break;
                case 6: CreatedBy = _reader.ReadRange(type); break;
                case 7: ReadColumnOrders(type); break;
                default: _reader.Skip(type); break;
            }
        }
        if (Tree is null)
            throw new CompactFormatException("it has no schema");
        if (RowCount < 0)
            throw new CompactFormatException(RowCount == -1 ? "it has no number of rows" : $"it has {RowCount} rows");
        var sum = 0L;
        foreach (var group in RowGroups)
            sum += group.RowCount;
        // Early versions of parquet-rs left the file's own number at zero.
        if (RowCount == 0)
            RowCount = sum;
        if (sum != RowCount)
            throw new CompactFormatException($"it has {RowCount} rows, and its row groups have {sum}");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadRowGroups(CompactType type)
    {
        var count = _reader.ReadList(type, CompactType.Struct);
        if (Tree is not { } tree)
            throw new CompactFormatException("its row groups come before its schema");
        RowGroups = new (long, int[])[count];
        for (var i = 0; i < count; i++)
            RowGroups[i] = ReadRowGroup(tree, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (long RowCount, int[] ChunkStarts) ReadRowGroup(SchemaTree tree, int ordinal)
    {
        var rows = -1L;
        int[] starts = [];
        for (short field = 0; _reader.NextField(ref field, out var type);)
        {
            switch (field)
            {
                case 1: starts = ReadChunks(tree, ordinal, type); break;
                case 3: rows = _reader.ReadInt64(type); break;
                default: _reader.Skip(type); break;
            }
        }
        if (rows is < 0 or > int.MaxValue)
            throw new CompactFormatException($"row group {ordinal} has {rows} rows; 0 to {int.MaxValue} are possible");
        if (starts.Length != tree.Leaves.Length)
            throw new CompactFormatException($"row group {ordinal} has {starts.Length} column chunks, and the schema {tree.Leaves.Length} leaves");
        return (rows, starts);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int[] ReadChunks(SchemaTree tree, int rowGroup, CompactType type)
    {
        var count = _reader.ReadList(type, CompactType.Struct);
        if (count != tree.Leaves.Length)
            throw new CompactFormatException($"row group {rowGroup} has {count} column chunks, and the schema {tree.Leaves.Length} leaves");
        var starts = new int[count];
        for (var i = 0; i < count; i++)
        {
            starts[i] = _reader.Position;
            var chunk = new ChunkReader();
            chunk.Read(ref _reader);
            chunk.Check(tree.Leaves[i], rowGroup, dataEnd);
        }
        return starts;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadKeyValues(CompactType type)
    {
        KeyValues = new (ByteRange, ByteRange)[_reader.ReadList(type, CompactType.Struct)];
        for (var i = 0; i < KeyValues.Length; i++)
        {
            ByteRange key = ByteRange.Missing, value = ByteRange.Missing;
            for (short field = 0; _reader.NextField(ref field, out var member);)
            {
                switch (field)
                {
                    case 1: key = _reader.ReadRange(member); break;
                    case 2: value = _reader.ReadRange(member); break;
                    default: _reader.Skip(member); break;
                }
            }
            KeyValues[i] = (key, value);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadColumnOrders(CompactType type)
    {
        ColumnOrders = new ColumnOrder[_reader.ReadList(type, CompactType.Struct)];
        for (var i = 0; i < ColumnOrders.Length; i++)
        {
            var order = ColumnOrder.Unknown;
            for (short field = 0; _reader.NextField(ref field, out var member);)
            {
                order = field switch { 1 => ColumnOrder.TypeDefined, 2 => ColumnOrder.TotalOrder, _ => ColumnOrder.Unknown };
                _reader.Skip(member);
            }
            ColumnOrders[i] = order;
        }
    }
}
