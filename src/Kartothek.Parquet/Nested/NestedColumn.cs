using Apache.Arrow;
using Apache.Arrow.Types;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Assembles a list, structure or map of any depth from the levels and values of its leaves, for the rows asked for.</summary>
/// <remarks>
/// The inverse of the record shredding of Dremel (Melnik et al., VLDB 2010), column by column as Arrow does it: each node looks at the levels of its first leaf.
/// A slot of a node starts at each level that repeats no deeper than the node is nested, and that defines the element of the nearest list around it;
/// the definition level then says whether the node is null there, and for a list, whether an element follows.
/// </remarks>
internal sealed class NestedColumn
{
    private readonly SchemaNode _node;
    private readonly ColumnType _wanted;
    private readonly LeafCursor?[] _leaves;
    private readonly string _file;
    private readonly Dictionary<ColumnType, IArrowType> _types = new(ReferenceEqualityComparer.Instance);

    /// <param name="node">The column.</param>
    /// <param name="wanted">
    /// The type of the result: of the column's shape, but members of structures may be missing, added (they are null) or in another order. Leaves' values have its types.
    /// </param>
    /// <param name="leaves">The leaves of the column in schema order; those that <paramref name="wanted"/> doesn't need may be null.</param>
    /// <param name="rowCount">Rows in the row group.</param>
    /// <param name="file">For messages.</param>
    public NestedColumn(SchemaNode node, ColumnType wanted, ReadOnlySpan<LeafLevels?> leaves, int rowCount, string file)
    {
        _node = node;
        _wanted = wanted;
        _file = file;
        _leaves = new LeafCursor?[node.LeafCount];
        Span<byte> elementLevels = stackalloc byte[SchemaBuilder.MaxDepth + 1];
        CreateCursors(node, leaves, rowCount, elementLevels);
    }

    /// <summary>A run of rows, behind those asked for before.</summary>
    public NestedVector Rows(int first, int count)
    {
        foreach (var leaf in _leaves)
            leaf?.Gather(first, count);
        return Assemble(count);
    }

    /// <summary>Rows in ascending order, behind those asked for before.</summary>
    public NestedVector Rows(ReadOnlySpan<int> rows)
    {
        foreach (var leaf in _leaves)
            leaf?.Gather(rows);
        return Assemble(rows.Length);
    }

    private void CreateCursors(SchemaNode node, ReadOnlySpan<LeafLevels?> leaves, int rowCount, Span<byte> elementLevels)
    {
        if (node.IsLeaf)
        {
            var ordinal = node.FirstLeaf - _node.FirstLeaf;
            if (leaves[ordinal] is { } leaf)
                _leaves[ordinal] = new LeafCursor(leaf, rowCount, elementLevels[..leaf.Leaf.MaxRepetitionLevel], _file);
            return;
        }
        if (node.Field.Type.Kind != ColumnKind.Struct)
            elementLevels[node.RepetitionLevel] = (byte)(node.DefinitionLevel + 1);
        foreach (var child in node.Children)
            CreateCursors(child, leaves, rowCount, elementLevels);
    }

    private NestedVector Assemble(int rows)
    {
        var data = Build(_node, _wanted, 0);
        if (data.Length != rows)
            throw ParquetErrors.Chunk(_file, _node.Field.Name, $"{rows} rows have {data.Length} values");
        return new NestedVector(_wanted, ArrowArrayFactory.BuildArray(data)) { Length = rows };
    }

    /// <param name="node">What is built.</param>
    /// <param name="wanted">As what.</param>
    /// <param name="slotLevel">The definition level from which on there is a slot: where the nearest list around has an element.</param>
    private ArrayData Build(SchemaNode node, ColumnType wanted, int slotLevel)
    {
        if (node.IsLeaf != !wanted.IsNested || (wanted.IsNested && node.Field.Type.Kind != wanted.Kind))
            throw ParquetErrors.OtherKind(_file, node.Field.Name, node.Field.Type, wanted);
        if (node.IsLeaf)
            return LeafArrays.Build(CursorOf(node), wanted, slotLevel, node.Field.IsNullable);
        return wanted.Kind == ColumnKind.Struct ? BuildStruct(node, wanted, slotLevel) : BuildList(node, wanted, slotLevel);
    }

    private ArrayData BuildStruct(SchemaNode node, ColumnType wanted, int slotLevel)
    {
        var slots = Slots(node, slotLevel);
        var members = new ArrayData[wanted.Children.Length];
        for (var i = 0; i < members.Length; i++)
        {
            var field = wanted.Children[i];
            var child = System.Array.Find(node.Children, c => c.Field.Name == field.Name);
            members[i] = child is null ? NullArrays.Create(field.Type, slots.Count).Data : Build(child, field.Type, slotLevel);
            if (members[i].Length != slots.Count)
                throw ParquetErrors.Chunk(_file, node.Field.Name, $"its member '{field.Name}' has {members[i].Length} values where the structure has {slots.Count}");
        }
        return new ArrayData(TypeOf(wanted), slots.Count, slots.NullCount, 0, [slots.Validity], members);
    }

    private ArrayData BuildList(SchemaNode node, ColumnType wanted, int slotLevel)
    {
        var slots = Slots(node, slotLevel);
        var type = TypeOf(wanted);
        var elementLevel = node.DefinitionLevel + 1;
        var children = new ArrayData[wanted.Children.Length];
        for (var i = 0; i < children.Length; i++)
        {
            children[i] = Build(node.Children[i], wanted.Children[i].Type, elementLevel);
            if (children[i].Length != slots.ElementCount)
                throw ParquetErrors.Chunk(_file, node.Field.Name, $"its leaves have {slots.ElementCount} and {children[i].Length} elements");
        }
        var elements = wanted.Kind == ColumnKind.Map
            ? new ArrayData(((MapType)type).KeyValueType, slots.ElementCount, 0, 0, [ArrowBuffer.Empty], children)
            : children[0];
        return new ArrayData(type, slots.Count, slots.NullCount, 0, [slots.Validity, slots.Offsets], [elements]);
    }

    private NodeSlots Slots(SchemaNode node, int slotLevel)
    {
        // Any leaf below will do: all must agree, and the lengths of the children are compared.
        for (var i = 0; i < node.LeafCount; i++)
        {
            if (_leaves[node.FirstLeaf - _node.FirstLeaf + i] is { } leaf)
                return NodeSlots.Read(leaf, node, slotLevel);
        }
        throw new InvalidOperationException($"No leaf of '{node.Field.Name}' was read.");
    }

    private IArrowType TypeOf(ColumnType type)
    {
        if (!_types.TryGetValue(type, out var arrow))
            _types.Add(type, arrow = ArrowTypes.ToArrow(type));
        return arrow;
    }

    private LeafCursor CursorOf(SchemaNode leaf) => _leaves[leaf.FirstLeaf - _node.FirstLeaf]
        ?? throw new InvalidOperationException($"The leaf '{leaf.Field.Name}' wasn't read.");
}
