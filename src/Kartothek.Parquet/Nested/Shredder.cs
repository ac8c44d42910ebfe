using Apache.Arrow;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Takes a nested column apart: levels and values of its leaves. The inverse of <see cref="NestedColumn"/>.</summary>
/// <remarks>
/// Node by node: each has a slot for every level that the leaves below it will have so far. A structure keeps its parent's slots, a list opens one for each
/// element. A slot without an element has no position, and only carries its levels down.
/// </remarks>
/// <param name="root">The column.</param>
/// <param name="leaves">The writers of its leaves.</param>
/// <param name="file">For messages.</param>
/// <param name="hidesNaN">Whether NaN is written as null.</param>
internal sealed class Shredder(SchemaNode root, ReadOnlyMemory<LeafWriter> leaves, string file, bool hidesNaN)
{
    private readonly Vector?[] _vectors = new Vector?[leaves.Length];
    private IArrowArray? _array;

    /// <summary>Adds rows of a vector to the leaves.</summary>
    public void Write(Vector vector, ReadOnlySpan<int> rows)
    {
        var array = (vector is ConstantVector constant ? constant.Value : vector) switch
        {
            NestedVector nested => nested.Array,
            NullVector => null,
            _ => throw ParquetErrors.BlockType(file, root.Field.Name, vector.Type, root.Field.Type),
        };
        // The rows of a block may come in many parts: the leaves' arrays are converted once.
        if (!ReferenceEquals(array, _array))
        {
            System.Array.Clear(_vectors);
            _array = array;
        }
        var slots = new LevelSlots();
        foreach (var row in rows)
            slots.Add(0, 0, array is null || vector.IsNull(row) ? LevelSlots.None : vector is ConstantVector ? 0 : row);
        Write(root, array, slots);
        slots.Free();
    }

    /// <summary>Forgets the arrays of the block before.</summary>
    public void Forget()
    {
        System.Array.Clear(_vectors);
        _array = null;
    }

    private void Write(SchemaNode node, IArrowArray? array, LevelSlots slots)
    {
        if (node.IsLeaf)
            WriteLeaf(node, array, slots);
        else if (node.Field.Type.Kind == ColumnKind.Struct)
            WriteStruct(node, (StructArray?)array, slots);
        else if (node.Field.Type.Kind == ColumnKind.Map)
            WriteElements(node, (MapArray?)array, slots, [((MapArray?)array)?.Keys, ((MapArray?)array)?.Values]);
        else
            WriteElements(node, (ListArray?)array, slots, [((ListArray?)array)?.Values]);
    }

    private void WriteStruct(SchemaNode node, StructArray? array, LevelSlots slots)
    {
        var members = new LevelSlots();
        for (var i = 0; i < slots.Count; i++)
        {
            var position = slots.Positions[i];
            if (position >= 0 && !array!.IsNull(position))
                members.Add(slots.Repetition[i], (byte)node.DefinitionLevel, position);
            else
                members.Add(slots.Repetition[i], slots.Definition[i], LevelSlots.None);
        }
        for (var i = 0; i < node.Children.Length; i++)
            Write(node.Children[i], array?.Fields[i], members);
        members.Free();
    }

    private void WriteElements(SchemaNode node, ListArray? array, LevelSlots slots, ReadOnlySpan<IArrowArray?> children)
    {
        var elements = new LevelSlots();
        var offsets = array is null ? default : array.ValueOffsets;
        for (var i = 0; i < slots.Count; i++)
        {
            var position = slots.Positions[i];
            if (position < 0 || array!.IsNull(position))
            {
                elements.Add(slots.Repetition[i], slots.Definition[i], LevelSlots.None);
                continue;
            }
            var (first, end) = (offsets[position], offsets[position + 1]);
            if (first == end)
                elements.Add(slots.Repetition[i], (byte)node.DefinitionLevel, LevelSlots.None);
            for (var element = first; element < end; element++)
                elements.Add(element == first ? slots.Repetition[i] : (byte)(node.RepetitionLevel + 1), (byte)(node.DefinitionLevel + 1), element);
        }
        for (var i = 0; i < node.Children.Length; i++)
            Write(node.Children[i], children[i], elements);
        elements.Free();
    }

    private void WriteLeaf(SchemaNode node, IArrowArray? array, LevelSlots slots)
    {
        var ordinal = node.FirstLeaf - root.FirstLeaf;
        var leaf = leaves.Span[ordinal];
        var vector = _vectors[ordinal] ??= array is null ? new NullVector(node.Field.Type) : ArrowVectors.ToVector(array, node.Field.Type);
        var rows = default(WriteBuffer<int>);
        var definition = default(WriteBuffer<byte>);
        definition.Append(slots.Definition);
        for (var i = 0; i < slots.Count; i++)
        {
            var position = slots.Positions[i];
            if (position < 0)
                continue;
            if (!vector.IsNull(position) && !(hidesNaN && node.Field.IsNullable && IsNaN(vector, position)))
            {
                definition.Span[i] = (byte)node.DefinitionLevel;
                rows.Append([position]);
            }
            else if (!node.Field.IsNullable)
            {
                throw ParquetErrors.MapKeyNull(file, root.Field.Name);
            }
        }
        leaf.Write(vector, rows.Span, definition.Span, leaf.Leaf.MaxRepetitionLevel == 0 ? default : slots.Repetition);
        definition.Free();
        rows.Free();
    }

    private static bool IsNaN(Vector vector, int row) => vector switch
    {
        FlatVector<double> flat => double.IsNaN(flat.Values[row]),
        FlatVector<float> flat => float.IsNaN(flat.Values[row]),
        DictionaryVector coded => IsNaN(coded.Dictionary.Entries, coded.Codes[row]),
        _ => false,
    };
}
