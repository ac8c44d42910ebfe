namespace Kartothek.Parquet.Tests;

/// <summary>Short ways to say schema elements.</summary>
internal static class Schemas
{
    public static SchemaBuilder Build(params SchemaElement[] elements) => new([Group("schema", Repetition.Required, elements.Length == 0 ? 0 : Top(elements)), .. elements]);

    public static SchemaElement Group(string name, Repetition repetition, int children, AnnotationKind annotation = AnnotationKind.None) => new()
    {
        Name = name,
        Repetition = repetition,
        ChildCount = children,
        Annotation = new(annotation),
    };

    public static SchemaElement Int64(string name, Repetition repetition) => new() { Name = name, Repetition = repetition, PhysicalType = (int)PhysicalType.Int64 };

    public static SchemaElement Text(string name, Repetition repetition) => new()
    {
        Name = name,
        Repetition = repetition,
        PhysicalType = (int)PhysicalType.ByteArray,
        Annotation = new(AnnotationKind.Text),
    };

    /// <summary>The number of elements that are nobody's children.</summary>
    private static int Top(SchemaElement[] elements)
    {
        var count = 0;
        for (var i = 0; i < elements.Length; count++)
        {
            for (var open = 1; open > 0; i++)
                open += elements[i].ChildCount - 1;
        }
        return count;
    }
}
