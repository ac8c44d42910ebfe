namespace Kartothek.Columns;

/// <summary>Whether text starts with, ends with or contains a constant, ordinally; false for null.</summary>
/// <param name="Match">Where to look.</param>
/// <param name="Operand">The text.</param>
/// <param name="Text">What to look for. Must be well-formed UTF-16 (no lone surrogates).</param>
public sealed record StringMatchScalar(StringMatch Match, Scalar Operand, string Text) : Scalar
{
    /// <inheritdoc/>
    public override ColumnType Type => ColumnType.Boolean;

    /// <inheritdoc/>
    public override IReadOnlyList<Scalar> Operands => [Operand];

    internal override Scalar WithOperands(Scalar[] operands) => TextMatch(Match, operands[0], Text);
}
