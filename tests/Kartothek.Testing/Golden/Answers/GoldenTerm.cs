namespace Kartothek.Testing;

/// <summary>One comparison of a recorded predicate.</summary>
/// <param name="Column">The column.</param>
/// <param name="Operator"><c>==</c>, <c>!=</c>, <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c>, <c>in</c>.</param>
/// <param name="Literal">What it is compared with; a list for <c>in</c>.</param>
public sealed record GoldenTerm(string Column, string Operator, GoldenLiteral Literal)
{
    /// <summary>Whether the operator asks for an order.</summary>
    public bool IsOrdering => Operator is "<" or "<=" or ">" or ">=";

    /// <inheritdoc/>
    public override string ToString() => $"{Column} {Operator} {Literal}";
}
