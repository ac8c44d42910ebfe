using Apache.Arrow;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>
/// The slots of a list, structure or map: how many there are, which are null, and for lists where each one's elements lie.
/// </summary>
internal readonly struct NodeSlots
{
    private NodeSlots(int count, int nullCount, int elementCount, ArrowBuffer validity, ArrowBuffer offsets)
    {
        Count = count;
        NullCount = nullCount;
        ElementCount = elementCount;
        Validity = validity;
        Offsets = offsets;
    }

    public int Count { get; }

    public int NullCount { get; }

    public int ElementCount { get; }

    /// <summary>A bit per slot; empty where none is null.</summary>
    public ArrowBuffer Validity { get; }

    /// <summary>One more offset than slots; empty for structures.</summary>
    public ArrowBuffer Offsets { get; }

    public static NodeSlots Read(LeafCursor leaf, SchemaNode node, int slotLevel)
    {
        var isList = node.Field.Type.Kind != ColumnKind.Struct;
        var definition = leaf.Leaf.MaxDefinitionLevel == 0 ? default : leaf.Definition.AsSpan(0, leaf.Count);
        var repetition = leaf.Leaf.MaxRepetitionLevel == 0 ? default : leaf.Repetition.AsSpan(0, leaf.Count);
        var validity = new BitWriter(leaf.Count);
        var offsets = isList ? new int[leaf.Count + 1] : [];
        var slots = 0;
        var elements = 0;
        for (var i = 0; i < leaf.Count; i++)
        {
            var level = definition.IsEmpty ? 0 : definition[i];
            var repeats = repetition.IsEmpty ? 0 : repetition[i];
            if (repeats > node.RepetitionLevel)
            {
                // One element more of the list before; deeper ones are the children's.
                if (isList && repeats == node.RepetitionLevel + 1)
                    elements++;
                continue;
            }
            if (level < slotLevel)
                continue;
            // A required node is null only where an ancestor is; Arrow wants no nulls of its own there.
            validity.Add(level >= node.DefinitionLevel || !node.Field.IsNullable);
            if (isList)
            {
                offsets[slots] = elements;
                if (level > node.DefinitionLevel)
                    elements++;
            }
            slots++;
        }
        if (!isList)
            return new NodeSlots(slots, validity.NullCount, 0, validity.ToBuffer(), ArrowBuffer.Empty);
        offsets[slots] = elements;
        return new NodeSlots(slots, validity.NullCount, elements, validity.ToBuffer(), Buffers.Of(offsets, slots + 1));
    }
}
