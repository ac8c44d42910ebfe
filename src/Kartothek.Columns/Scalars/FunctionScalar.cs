namespace Kartothek.Columns;

/// <summary>A function of one operand; null of null.</summary>
/// <param name="Function">Which.</param>
/// <param name="Operand">Its operand.</param>
public sealed record FunctionScalar(ScalarFunction Function, Scalar Operand) : Scalar
{
    /// <inheritdoc/>
    public override ColumnType Type => Function switch
    {
        ScalarFunction.Date => ColumnType.Date,
        ScalarFunction.Negate => Operand.Type,
        _ => ColumnType.Int32,
    };

    /// <inheritdoc/>
    public override IReadOnlyList<Scalar> Operands => [Operand];

    internal override Scalar WithOperands(Scalar[] operands) => Apply(Function, operands[0]);
}
