namespace Kartothek.Columns;

/// <summary>An aggregate over some of the rows: all that is needed to go on with others. Immutable and serialisable.</summary>
/// <param name="Count">Rows counted: all of them for <see cref="AggregateKind.Count"/>, else those in which the argument isn't null.</param>
/// <param name="Value">
/// Null where <paramref name="Count"/> is 0, and for counts. For sums and averages the exact sum of integers (<see cref="Int128"/>), the sum of floats in
/// the order of rows (<see cref="double"/>), or the exact unscaled sum of decimals (<see cref="System.Numerics.BigInteger"/>, at the argument's scale); whether that
/// fits the type asked for, and dividing it, is up to the caller. For Min and Max the value as in <see cref="ConstantScalar.Value"/>.
/// </param>
public sealed record AggregatePartial(long Count, object? Value)
{
    /// <inheritdoc/>
    public bool Equals(AggregatePartial? other) => other is not null && Count == other.Count && ConstantValue.Same(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, ConstantValue.HashOf(Value));
}
