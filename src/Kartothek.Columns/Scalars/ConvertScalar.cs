namespace Kartothek.Columns;

/// <summary>A conversion between numeric types, between units of time, or from decimal to decimal; null stays null.</summary>
/// <param name="Operand">What is converted.</param>
/// <param name="Type">The type wanted.</param>
/// <param name="IsChecked">Whether a value that doesn't fit throws; otherwise it wraps as C#'s unchecked conversion does.</param>
public sealed record ConvertScalar(Scalar Operand, ColumnType Type, bool IsChecked = false) : Scalar
{
    /// <inheritdoc/>
    public override ColumnType Type { get; } = Type;

    /// <inheritdoc/>
    public override IReadOnlyList<Scalar> Operands => [Operand];

    /// <inheritdoc/>
    public override bool CanThrow => base.CanThrow || (IsChecked && !ConversionRule.NeverThrows(Operand.Type, Type));

    private protected override Scalar WithOperands(Scalar[] operands) => Convert(operands[0], Type, IsChecked);
}
