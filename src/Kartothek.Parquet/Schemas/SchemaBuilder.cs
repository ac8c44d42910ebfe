using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Builds the schema tree from the flat list of elements.</summary>
/// <remarks>
/// Lists follow the rules of parquet-format's LogicalTypes.md ("Backward-compatibility rules") in Arrow's reading of them: three levels, and the
/// older two levels where the repeated element is the list's element itself. A repeated element outside a list is a list that is never null.
/// A map without values is a list of its keys.
/// </remarks>
internal sealed class SchemaBuilder
{
    /// <summary>How deep a schema may nest. Levels stay far below 256, so that they fit a byte.</summary>
    public const int MaxDepth = 64;

    private readonly SchemaElement[] _elements;
    private readonly List<string> _path = [];
    private readonly ImmutableArray<LeafColumn>.Builder _leaves;
    private int _next = 1;
    private readonly int _fieldOrdinal;

    public SchemaBuilder(SchemaElement[] elements)
    {
        _elements = elements;
        if (elements.Length == 0)
            throw new CompactFormatException("the schema is empty");
        var root = elements[0];
        if (!root.IsGroup || root.ChildCount < 0)
            throw new CompactFormatException("the root of the schema is not a group");
        CheckChildCount(root);
        _leaves = ImmutableArray.CreateBuilder<LeafColumn>(elements.Length - 1);
        var columns = ImmutableArray.CreateBuilder<SchemaNode>(root.ChildCount);
        for (; _fieldOrdinal < root.ChildCount; _fieldOrdinal++)
            columns.Add(ReadNode(new Levels(0, 0)));
        if (_next != elements.Length)
            throw new CompactFormatException($"{elements.Length - _next} of {elements.Length} schema elements belong to no group");
        Columns = columns.ToImmutable();
        Leaves = _leaves.DrainToImmutable();
    }

    public ImmutableArray<SchemaNode> Columns { get; }

    public ImmutableArray<LeafColumn> Leaves { get; }

    /// <summary>Reads the next element, with what its own repetition makes of it.</summary>
    private SchemaNode ReadNode(Levels parent)
    {
        var element = Take();
        Enter(element);
        var node = element.Repetition switch
        {
            Repetition.Required => ReadContent(element, parent, isNullable: false),
            Repetition.Optional => ReadContent(element, parent.Optional(), isNullable: true),
            _ => ListOf(element.Name, parent, isNullable: false, ReadContent(element, parent.Repeated(), isNullable: false)),
        };
        Leave();
        return node;
    }

    /// <summary>Reads what an element contains, given the levels at which it isn't null.</summary>
    private SchemaNode ReadContent(in SchemaElement element, Levels levels, bool isNullable)
    {
        if (!element.IsGroup)
            return ReadLeaf(element, levels, isNullable);
        return element.Annotation.Kind switch
        {
            AnnotationKind.List => ReadList(element, levels, isNullable),
            AnnotationKind.Map or AnnotationKind.MapKeyValue when element.ChildCount == 1 => ReadMap(element, levels, isNullable),
            _ => ReadStruct(element, levels, isNullable),
        };
    }

    private SchemaNode ReadLeaf(in SchemaElement element, Levels levels, bool isNullable)
    {
        if (element.ChildCount > 0)
            throw new CompactFormatException($"column '{element.Name}' has both a type and members");
        var isFixed = element.PhysicalType == (int)PhysicalType.FixedLengthByteArray;
        if (isFixed && element.TypeLength <= 0)
            throw new CompactFormatException($"column '{element.Name}' has values of {element.TypeLength} bytes");
        var type = LogicalTypes.Of(element);
        _leaves.Add(new LeafColumn
        {
            Path = [.. _path],
            Ordinal = _leaves.Count,
            FieldOrdinal = _fieldOrdinal,
            PhysicalType = (PhysicalType)element.PhysicalType,
            TypeLength = isFixed ? element.TypeLength : 0,
            Type = type,
            MaxDefinitionLevel = levels.Definition,
            MaxRepetitionLevel = levels.Repetition,
            Order = ValueOrders.Of((PhysicalType)element.PhysicalType, type, element.Annotation.Kind),
        });
        return new SchemaNode
        {
            Field = new Field(element.Name, type, isNullable),
            DefinitionLevel = levels.Definition,
            RepetitionLevel = levels.Repetition,
            FirstLeaf = _leaves.Count - 1,
        };
    }

    private SchemaNode ReadStruct(in SchemaElement element, Levels levels, bool isNullable)
    {
        if (element.ChildCount <= 0)
            throw new CompactFormatException($"group '{element.Name}' has {element.ChildCount} members");
        CheckChildCount(element);
        var firstLeaf = _leaves.Count;
        var members = new SchemaNode[element.ChildCount];
        for (var i = 0; i < members.Length; i++)
            members[i] = ReadNode(levels);
        return new SchemaNode
        {
            Field = new Field(element.Name, ColumnType.Struct([.. members.Select(m => m.Field)]), isNullable),
            DefinitionLevel = levels.Definition,
            RepetitionLevel = levels.Repetition,
            FirstLeaf = firstLeaf,
            LeafCount = _leaves.Count - firstLeaf,
            Children = members,
        };
    }

    /// <summary>Reads a group that is annotated as a list, or is one by its shape.</summary>
    private SchemaNode ReadList(in SchemaElement list, Levels levels, bool isNullable)
    {
        if (list.ChildCount != 1)
            throw new CompactFormatException($"the list '{list.Name}' has {list.ChildCount} members instead of one");
        var repeated = Take();
        if (repeated.Repetition != Repetition.Repeated)
            throw new CompactFormatException($"the member '{repeated.Name}' of the list '{list.Name}' is not repeated");
        Enter(repeated);
        var element = ReadElement(list, repeated, levels.Repeated());
        Leave();
        return ListOf(list.Name, levels, isNullable, element);
    }

    private SchemaNode ReadElement(in SchemaElement list, in SchemaElement repeated, Levels levels)
    {
        if (!repeated.IsGroup)
            return ReadLeaf(repeated, levels, isNullable: false);
        if (repeated.ChildCount != 1)
            return ReadStruct(repeated, levels, isNullable: false);
        var onlyChild = Peek();
        // Two levels, and the element is a list (or map) again: 'repeated group array (LIST) { repeated int32 array }'.
        if (onlyChild.Repetition == Repetition.Repeated)
            return repeated.Annotation.Kind is AnnotationKind.Map or AnnotationKind.MapKeyValue
                ? ReadMap(repeated, levels, isNullable: false)
                : ReadList(repeated, levels, isNullable: false);
        // Two levels, and the element is a structure of one member.
        if (repeated.Name == "array" || (repeated.Name.Length == list.Name.Length + 6 && repeated.Name.StartsWith(list.Name, StringComparison.Ordinal) && repeated.Name.EndsWith("_tuple", StringComparison.Ordinal)))
            return ReadStruct(repeated, levels, isNullable: false);
        return ReadNode(levels);
    }

    private SchemaNode ReadMap(in SchemaElement map, Levels levels, bool isNullable)
    {
        var entry = Peek();
        if (entry.Repetition != Repetition.Repeated || !entry.IsGroup)
            throw new CompactFormatException($"the member '{entry.Name}' of the map '{map.Name}' is not a repeated group");
        if (entry.ChildCount == 1)
            return ReadList(map, levels, isNullable);
        if (entry.ChildCount != 2)
            throw new CompactFormatException($"the entries of the map '{map.Name}' have {entry.ChildCount} members");
        Take();
        Enter(entry);
        var firstLeaf = _leaves.Count;
        var inner = levels.Repeated();
        var key = ReadNode(inner);
        var value = ReadNode(inner);
        Leave();
        return new SchemaNode
        {
            Field = new Field(map.Name, ColumnType.Map(key.Field, value.Field), isNullable),
            DefinitionLevel = levels.Definition,
            RepetitionLevel = levels.Repetition,
            FirstLeaf = firstLeaf,
            LeafCount = _leaves.Count - firstLeaf,
            Children = [key, value],
        };
    }

    private static SchemaNode ListOf(string name, Levels levels, bool isNullable, SchemaNode element) => new()
    {
        Field = new Field(name, ColumnType.List(element.Field), isNullable),
        DefinitionLevel = levels.Definition,
        RepetitionLevel = levels.Repetition,
        FirstLeaf = element.FirstLeaf,
        LeafCount = element.LeafCount,
        Children = [element],
    };

    private SchemaElement Take()
    {
        var element = Peek();
        _next++;
        return element;
    }

    private SchemaElement Peek() => _next < _elements.Length
        ? _elements[_next]
        : throw new CompactFormatException($"the schema has only {_elements.Length} elements, and its groups have more members");

    private void CheckChildCount(in SchemaElement group)
    {
        if (group.ChildCount > _elements.Length - _next)
            throw new CompactFormatException($"group '{group.Name}' has {group.ChildCount} members, and only {_elements.Length - _next} schema elements follow");
    }

    private void Enter(in SchemaElement element)
    {
        if (_path.Count == MaxDepth)
            throw new CompactFormatException($"the schema nests deeper than {MaxDepth}");
        _path.Add(element.Name);
    }

    private void Leave() => _path.RemoveAt(_path.Count - 1);

    /// <summary>Definition and repetition level at which a node isn't null.</summary>
    private readonly record struct Levels(int Definition, int Repetition)
    {
        public Levels Optional() => this with { Definition = Definition + 1 };

        public Levels Repeated() => new(Definition + 1, Repetition + 1);
    }
}
