namespace Kartothek.Columns;

/// <summary>Arithmetic on two operands of the same numeric type (int32, int64, uint32, uint64, float, double), with C#'s results; null if one is null.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Left">Left operand.</param>
/// <param name="Right">Right operand.</param>
/// <param name="IsChecked">Whether integer overflow throws (<c>checked</c>) or wraps (C#'s default).</param>
public sealed record ArithmeticScalar(ArithmeticOperator Operator, Scalar Left, Scalar Right, bool IsChecked = false) : Scalar
{
    /// <inheritdoc/>
    public override ColumnType Type => Left.Type;

    /// <inheritdoc/>
    public override IReadOnlyList<Scalar> Operands => [Left, Right];

    /// <inheritdoc/>
    public override bool CanThrow => base.CanThrow || OperationCanThrow;

    /// <summary>Whether this very operation can throw, its operands left aside.</summary>
    internal bool OperationCanThrow => !Type.IsFloating && (DivisionCanThrow() ?? IsChecked);

    // Division by a constant other than 0 and -1 neither divides by zero nor overflows (int.MinValue / -1 does, as in C#).
    private bool? DivisionCanThrow() => Operator is not (ArithmeticOperator.Divide or ArithmeticOperator.Remainder)
        ? null
        : Right is not ConstantScalar { Value: null or (not 0 and not -1 and not 0L and not -1L and not 0U and not 0UL) };

    internal override Scalar WithOperands(Scalar[] operands) => Arithmetic(Operator, operands[0], operands[1], IsChecked);
}
