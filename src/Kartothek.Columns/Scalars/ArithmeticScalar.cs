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
    public override bool CanThrow =>
        base.CanThrow || (!Type.IsFloating && (IsChecked || Operator is ArithmeticOperator.Divide or ArithmeticOperator.Remainder));
}
