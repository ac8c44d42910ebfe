namespace Kartothek.Columns;

/// <summary>The operand, or the fallback where it is null. A floating member that isn't nullable is its column with the fallback NaN.</summary>
/// <param name="Operand">The value wanted.</param>
/// <param name="Fallback">The value instead of null; of the same type.</param>
public sealed record CoalesceScalar(Scalar Operand, Scalar Fallback) : Scalar
{
    /// <inheritdoc/>
    public override ColumnType Type => Operand.Type;

    /// <inheritdoc/>
    public override IReadOnlyList<Scalar> Operands => [Operand, Fallback];

    internal override Scalar WithOperands(Scalar[] operands) => Coalesce(operands[0], operands[1]);
}
