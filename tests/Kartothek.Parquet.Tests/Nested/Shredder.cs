using Kartothek.Columns;

namespace Kartothek.Parquet.Tests;

/// <summary>Record shredding as the Dremel paper has it: the oracle that assembly must invert. Values are the plain objects of <see cref="ArrowValues"/>.</summary>
internal sealed class Shredder
{
    private readonly List<byte>[] _definition;
    private readonly List<byte>[] _repetition;
    private readonly List<object>[] _values;
    private readonly SchemaNode _root;

    public Shredder(SchemaNode root)
    {
        _root = root;
        _definition = [.. Enumerable.Range(0, root.LeafCount).Select(_ => new List<byte>())];
        _repetition = [.. Enumerable.Range(0, root.LeafCount).Select(_ => new List<byte>())];
        _values = [.. Enumerable.Range(0, root.LeafCount).Select(_ => new List<object>())];
    }

    public void Add(object? row) => Write(_root, row, 0, parentDefinition: 0);

    /// <summary>The leaves with int or text values.</summary>
    public LeafLevels[] ToLeaves(ReadOnlySpan<LeafColumn> leaves)
    {
        var result = new LeafLevels[leaves.Length];
        for (var i = 0; i < leaves.Length; i++)
        {
            result[i] = new LeafLevels
            {
                Leaf = leaves[i],
                Count = _definition[i].Count,
                Definition = leaves[i].MaxDefinitionLevel == 0 ? null : [.. _definition[i]],
                Repetition = leaves[i].MaxRepetitionLevel == 0 ? null : [.. _repetition[i]],
                Values = ToVector(leaves[i].Type, _values[i]),
            };
        }
        return result;
    }

    private static Vector ToVector(ColumnType type, List<object> values)
    {
        if (type.Kind == ColumnKind.Int64)
            return new FlatVector<long>(type) { Values = [.. values.Cast<long>()], Length = values.Count };
        var texts = values.Select(v => System.Text.Encoding.UTF8.GetBytes((string)v)).ToList();
        var views = new ByteView[texts.Count];
        for (int i = 0, offset = 0; i < views.Length; offset += texts[i++].Length)
            views[i] = new ByteView(offset, texts[i].Length);
        return new BytesVector(type) { Data = [.. texts.SelectMany(t => t)], Views = views, Length = views.Length };
    }

    private void Write(SchemaNode node, object? value, int repetition, int parentDefinition)
    {
        if (value is null)
        {
            WriteNull(node, repetition, parentDefinition);
            return;
        }
        switch (node.Field.Type.Kind)
        {
            case ColumnKind.List:
                WriteElements(node, (object?[])value, repetition, (element, level) => Write(node.Children[0], element, level, node.DefinitionLevel + 1));
                break;
            case ColumnKind.Map:
                WriteElements(node, (object?[])value, repetition, (entry, level) =>
                {
                    Write(node.Children[0], ((object?[])entry!)[0], level, node.DefinitionLevel + 1);
                    Write(node.Children[1], ((object?[])entry)[1], level, node.DefinitionLevel + 1);
                });
                break;
            case ColumnKind.Struct:
                foreach (var child in node.Children)
                    Write(child, ((Dictionary<string, object?>)value)[child.Field.Name], repetition, node.DefinitionLevel);
                break;
            default:
                Emit(node.FirstLeaf, repetition, node.DefinitionLevel);
                _values[node.FirstLeaf - _root.FirstLeaf].Add(value);
                break;
        }
    }

    private void WriteElements(SchemaNode node, object?[] elements, int repetition, Action<object?, int> write)
    {
        if (elements.Length == 0)
            WriteNull(node, repetition, node.DefinitionLevel);
        for (var i = 0; i < elements.Length; i++)
            write(elements[i], i == 0 ? repetition : node.RepetitionLevel + 1);
    }

    private void WriteNull(SchemaNode node, int repetition, int definition)
    {
        for (var leaf = node.FirstLeaf; leaf < node.FirstLeaf + node.LeafCount; leaf++)
            Emit(leaf, repetition, definition);
    }

    private void Emit(int leaf, int repetition, int definition)
    {
        _definition[leaf - _root.FirstLeaf].Add((byte)definition);
        _repetition[leaf - _root.FirstLeaf].Add((byte)repetition);
    }
}
