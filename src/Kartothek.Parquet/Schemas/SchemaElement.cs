namespace Kartothek.Parquet;

/// <summary>One element of the schema list in a footer: a group or a leaf, in depth-first order.</summary>
internal struct SchemaElement()
{
    public string Name = "";
    public int PhysicalType = -1;
    public int TypeLength;
    public Repetition Repetition;
    public int ChildCount;
    public int Scale;
    public int Precision;

    /// <summary>The logical type, or what the older converted type says where there is none.</summary>
    public Annotation Annotation;

    public readonly bool IsGroup => PhysicalType < 0;
}
