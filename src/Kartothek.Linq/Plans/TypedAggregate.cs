using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>An aggregate that a scan computes.</summary>
/// <param name="Kind">The aggregate.</param>
/// <param name="Operand">What is aggregated: exactly the value that the member has, in its own type (NaN where a floating member that isn't nullable is null); null for a count of rows.</param>
/// <param name="OperandType">The C# type of the values, <see cref="Nullable{T}"/> included; null for a count.</param>
/// <param name="ResultType">The C# type of the result.</param>
/// <param name="Narrow">The member whose values are aggregated, where its column may hold integers that don't fit it: an error in a row that counts.</param>
internal sealed record TypedAggregate(AggregateKind Kind, Scalar? Operand, Type? OperandType, Type ResultType, MemberMap? Narrow = null)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()}({Operand?.ToString() ?? ""})";
}
