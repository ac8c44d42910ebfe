namespace Kartothek.Columns;

/// <summary>A named column of a schema, or a child of a nested type.</summary>
/// <param name="Name">The name, exactly as stored.</param>
/// <param name="Type">The logical type.</param>
/// <param name="IsNullable">Whether nulls may occur.</param>
public sealed record Field(string Name, ColumnType Type, bool IsNullable = true)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Type}{(IsNullable ? "" : " not null")}";
}
