namespace Kartothek.Columns;

/// <summary>The value of a column; null in a file that lacks the column.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">The type that the expression reckons with. A file's column of another width is converted when read.</param>
public sealed record ColumnScalar(string Name, ColumnType Type) : Scalar
{
    /// <inheritdoc/>
    public override ColumnType Type { get; } = Type;

    /// <inheritdoc/>
    public override IReadOnlyList<Scalar> Operands => [];

    internal override Scalar WithOperands(Scalar[] operands) => this;
}
