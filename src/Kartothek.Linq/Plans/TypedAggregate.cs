using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>An aggregate that a scan computes.</summary>
/// <param name="Kind">The aggregate.</param>
/// <param name="Operand">What is aggregated: exactly the value that the member has, in its own type (NaN where a floating member that isn't nullable is null); null for a count of rows.</param>
/// <param name="OperandType">The C# type of the values, <see cref="Nullable{T}"/> included; null for a count.</param>
/// <param name="ResultType">The C# type of the result.</param>
internal sealed record TypedAggregate(AggregateKind Kind, Scalar? Operand, Type? OperandType, Type ResultType)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()}({Operand?.ToString() ?? ""})";
}
