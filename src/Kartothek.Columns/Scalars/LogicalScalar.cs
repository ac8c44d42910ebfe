using System.Collections.Immutable;

namespace Kartothek.Columns;

/// <summary>A conjunction or disjunction, evaluated from left to right: an operand is evaluated only for rows that earlier ones leave open where it can throw.</summary>
/// <param name="Operator">And, or.</param>
/// <param name="Terms">The operands; those of the same operator are flattened.</param>
public sealed record LogicalScalar(LogicalOperator Operator, ImmutableArray<Scalar> Terms) : Scalar
{
    /// <inheritdoc/>
    public override ColumnType Type => ColumnType.Boolean;

    /// <inheritdoc/>
    public override IReadOnlyList<Scalar> Operands => Terms;

    /// <inheritdoc/>
    public bool Equals(LogicalScalar? other) =>
        other is not null && Operator == other.Operator && Terms.AsSpan().SequenceEqual(other.Terms.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Operator);
        foreach (var term in Terms) hash.Add(term);
        return hash.ToHashCode();
    }

    internal override Scalar WithOperands(Scalar[] operands) => Operator == LogicalOperator.And ? And(operands) : Or(operands);
}
