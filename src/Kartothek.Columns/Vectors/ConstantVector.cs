namespace Kartothek.Columns;

/// <summary>The same value in every row: a partition column, or a constant of an expression.</summary>
/// <param name="type">The logical type.</param>
/// <param name="value">A vector of the type's storage with exactly one row; that row may be null.</param>
public sealed class ConstantVector(ColumnType type, Vector value) : Vector(type)
{
    /// <summary>A vector with exactly one row.</summary>
    public Vector Value { get; } = value;

    /// <inheritdoc/>
    public override bool IsNull(int row) => Value.IsNull(0);
}
