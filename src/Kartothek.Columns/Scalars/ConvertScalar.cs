namespace Kartothek.Columns;

/// <summary>A conversion between numeric types, between units of time, or from decimal to decimal; null stays null.</summary>
/// <remarks>
/// Between integers and floats as C#'s conversions. Units of time become coarser by rounding towards the past; a timestamp of UTC becomes one
/// without zone, and back, by its number. A decimal loses digits behind the point by cutting them off. The checked conversion of a time or a
/// decimal throws where anything would be lost; that of a float to an integer drops the fraction, as C#'s does. Floats don't become decimals.
/// </remarks>
/// <param name="Operand">What is converted.</param>
/// <param name="Type">The type wanted.</param>
/// <param name="IsChecked">Whether a value that doesn't fit throws; with <see cref="OverflowException"/>; otherwise it wraps as C#'s unchecked conversion does.</param>
public sealed record ConvertScalar(Scalar Operand, ColumnType Type, bool IsChecked = false) : Scalar
{
    /// <inheritdoc/>
    public override ColumnType Type { get; } = Type;

    /// <inheritdoc/>
    public override IReadOnlyList<Scalar> Operands => [Operand];

    /// <inheritdoc/>
    public override bool CanThrow => base.CanThrow || (IsChecked && !ConversionRule.NeverThrows(Operand.Type, Type));

    internal override Scalar WithOperands(Scalar[] operands) => Convert(operands[0], Type, IsChecked);
}
