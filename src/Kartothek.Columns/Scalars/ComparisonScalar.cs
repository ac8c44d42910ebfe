namespace Kartothek.Columns;

/// <summary>A comparison of two operands of the same type; two-valued (see <see cref="Scalar"/>).</summary>
/// <param name="Operator">The comparison.</param>
/// <param name="Left">Left operand.</param>
/// <param name="Right">Right operand.</param>
public sealed record ComparisonScalar(ComparisonOperator Operator, Scalar Left, Scalar Right) : Scalar
{
    /// <inheritdoc/>
    public override ColumnType Type => ColumnType.Boolean;

    /// <inheritdoc/>
    public override IReadOnlyList<Scalar> Operands => [Left, Right];

    internal override Scalar WithOperands(Scalar[] operands) => Compare(Operator, operands[0], operands[1]);
}
