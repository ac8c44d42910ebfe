namespace Kartothek.Columns;

/// <summary>The negation of a two-valued operand; a null operand counts as false, so its negation is true.</summary>
/// <param name="Operand">What is negated.</param>
public sealed record NotScalar(Scalar Operand) : Scalar
{
    /// <inheritdoc/>
    public override ColumnType Type => ColumnType.Boolean;

    /// <inheritdoc/>
    public override IReadOnlyList<Scalar> Operands => [Operand];

    internal override Scalar WithOperands(Scalar[] operands) => Not(operands[0]);
}
