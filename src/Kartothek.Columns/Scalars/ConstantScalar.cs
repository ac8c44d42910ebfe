using System.Text;

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

    /// <summary>The constant as a vector: a <see cref="ConstantVector"/>, or a <see cref="NullVector"/> where it is null.</summary>
    /// <param name="length">Rows.</param>
    public Vector ToVector(int length) => Value switch
    {
        null => new NullVector(Type) { Length = length },
        bool value => Repeat(value, length),
        int value => Repeat(value, length),
        uint value => Repeat(value, length),
        long value => Repeat(value, length),
        ulong value => Repeat(value, length),
        float value => Repeat(value, length),
        double value => Repeat(value, length),
        Int128 value => Repeat(value, length),
        string value => Repeat(Encoding.UTF8.GetBytes(value), length),
        byte[] value => Repeat(value, length),
        _ => throw ColumnsErrors.ConstantOfAnotherType(Value, Type),
    };

    /// <summary>The value of a row, as a constant of the vector's type.</summary>
    /// <param name="vector">A vector that isn't nested.</param>
    /// <param name="row">The row.</param>
    public static ConstantScalar Of(Vector vector, int row)
    {
        ArgumentNullException.ThrowIfNull(vector);
        return new(ConstantValue.Read(vector, row), vector.Type);
    }

    private ConstantVector Repeat<T>(T value, int length)
        where T : unmanaged => new(Type, new FlatVector<T>(Type) { Values = [value], Length = 1 }) { Length = length };

    private ConstantVector Repeat(byte[] value, int length) =>
        new(Type, new BytesVector(Type) { Data = value, Views = [new(0, value.Length)], Length = 1, IsAscii = Ascii.IsValid(value) }) { Length = length };

    internal override Scalar WithOperands(Scalar[] operands) => this;
}
