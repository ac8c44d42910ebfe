namespace Kartothek.Columns;

/// <summary><c>test ? whenTrue : whenFalse</c>; a branch that can throw is evaluated only for the rows that take it.</summary>
/// <param name="Test">A two-valued condition.</param>
/// <param name="WhenTrue">The value where it holds.</param>
/// <param name="WhenFalse">The value where it doesn't; of the same type.</param>
public sealed record ConditionalScalar(Scalar Test, Scalar WhenTrue, Scalar WhenFalse) : Scalar
{
    /// <inheritdoc/>
    public override ColumnType Type => WhenTrue.Type;

    /// <inheritdoc/>
    public override IReadOnlyList<Scalar> Operands => [Test, WhenTrue, WhenFalse];

    internal override Scalar WithOperands(Scalar[] operands) => Conditional(operands[0], operands[1], operands[2]);
}
