namespace Kartothek.Columns;

/// <summary>Whether the operand is null (NaN isn't).</summary>
/// <param name="Operand">What is tested.</param>
public sealed record IsNullScalar(Scalar Operand) : Scalar
{
    /// <inheritdoc/>
    public override ColumnType Type => ColumnType.Boolean;

    /// <inheritdoc/>
    public override IReadOnlyList<Scalar> Operands => [Operand];

    internal override Scalar WithOperands(Scalar[] operands) => IsNull(operands[0]);
}
