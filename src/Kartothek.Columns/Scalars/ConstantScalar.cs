namespace Kartothek.Columns;

/// <summary>A constant, or null.</summary>
/// <param name="Value">
/// Null, or the value in the storage of the type: <see cref="bool"/>, <see cref="int"/>, <see cref="uint"/>, <see cref="long"/>,
/// <see cref="ulong"/>, <see cref="float"/>, <see cref="double"/>, <see cref="Int128"/> (see <see cref="ColumnType.Storage"/>; a date is its days as an int,
/// a timestamp its units as a long, a decimal its unscaled value); <see cref="string"/> for String, <c>byte[]</c> for the other byte types.
/// </param>
/// <param name="Type">The type.</param>
public sealed record ConstantScalar(object? Value, ColumnType Type) : Scalar
{
    /// <inheritdoc/>
    public override ColumnType Type { get; } = Type;

    /// <inheritdoc/>
    public override IReadOnlyList<Scalar> Operands => [];

    /// <inheritdoc/>
    public bool Equals(ConstantScalar? other) => other is not null && Type == other.Type && ConstantValue.Same(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, ConstantValue.HashOf(Value));

    private protected override Scalar WithOperands(Scalar[] operands) => this;
}
