namespace Kartothek.Columns;

/// <summary>Nothing but nulls: a column that a file lacks, or a column of the null type.</summary>
public sealed class NullVector(ColumnType type) : Vector(type)
{
    /// <inheritdoc/>
    public override bool IsNull(int row) => true;
}
