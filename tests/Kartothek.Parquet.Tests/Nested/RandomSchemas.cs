using CsCheck;
using Kartothek.Columns;
using static Kartothek.Parquet.Tests.Schemas;

namespace Kartothek.Parquet.Tests;

/// <summary>Random schemas of one column and random values for them.</summary>
internal static class RandomSchemas
{
    public static readonly Gen<SchemaElement[]> Schema = Gen.Int[0, 1 << 30].Select(seed => Column(new Random(seed)));

    public static object? Value(SchemaNode node, Random random)
    {
        if (node.Field.IsNullable && random.Next(4) == 0)
            return null;
        return node.Field.Type.Kind switch
        {
            ColumnKind.List => Elements(random, () => Value(node.Children[0], random)),
            ColumnKind.Map => Elements(random, () => new[] { Value(node.Children[0], random), Value(node.Children[1], random) }),
            ColumnKind.Struct => node.Children.ToDictionary(c => c.Field.Name, c => Value(c, random)),
            ColumnKind.String => new string((char)('a' + random.Next(26)), random.Next(4)),
            _ => random.NextInt64(100),
        };
    }

    private static object?[] Elements(Random random, Func<object?> element) => [.. Enumerable.Range(0, random.Next(4)).Select(_ => element())];

    private static SchemaElement[] Column(Random random)
    {
        var elements = new List<SchemaElement>();
        Add(elements, random, "c", random.Next(1, 5), (Repetition)random.Next(3));
        return [.. elements];
    }

    private static void Add(List<SchemaElement> elements, Random random, string name, int depth, Repetition repetition)
    {
        Repetition Some() => (Repetition)random.Next(2);
        switch (depth == 0 ? random.Next(2) : 2 + random.Next(4))
        {
            case 0: elements.Add(Int64(name, repetition)); break;
            case 1: elements.Add(Text(name, repetition)); break;
            case 2:
                elements.Add(Group(name, repetition, 1, AnnotationKind.List));
                elements.Add(Group("list", Repetition.Repeated, 1));
                Add(elements, random, "element", random.Next(depth), Some());
                break;
            case 3:
                elements.Add(Group(name, repetition, 1, AnnotationKind.Map));
                elements.Add(Group("key_value", Repetition.Repeated, 2));
                Add(elements, random, "key", 0, Repetition.Required);
                Add(elements, random, "value", random.Next(depth), Some());
                break;
            case 4:
                var members = random.Next(1, 4);
                elements.Add(Group(name, repetition, members));
                for (var i = 0; i < members; i++)
                    Add(elements, random, $"m{i}", random.Next(depth), (Repetition)random.Next(3));
                break;
            default:
                // Two levels: the repeated element is the list's element.
                elements.Add(Group(name, repetition, 1, AnnotationKind.List));
                Add(elements, random, "array", 0, Repetition.Repeated);
                break;
        }
    }
}
