using System.Collections.Immutable;

namespace Kartothek.Columns;

/// <summary>Whether the operand equals one of the values; null is in the set where the set lists null. NaN is in the set where the set lists NaN, as <c>Contains</c> has it.</summary>
/// <param name="Operand">What is looked up.</param>
/// <param name="Values">The values, each as <see cref="ConstantScalar.Value"/> for the operand's type, or null; may be empty.</param>
public sealed record InScalar(Scalar Operand, ImmutableArray<object?> Values) : Scalar
{
    private const int HashedValues = 8;

    /// <inheritdoc/>
    public override ColumnType Type => ColumnType.Boolean;

    /// <inheritdoc/>
    public override IReadOnlyList<Scalar> Operands => [Operand];

    /// <inheritdoc/>
    public bool Equals(InScalar? other)
    {
        if (other is null || Values.Length != other.Values.Length || !Operand.Equals(other.Operand)) return false;
        if (Values == other.Values) return true;
        for (var i = 0; i < Values.Length; i++)
        {
            if (!ConstantValue.Same(Values[i], other.Values[i])) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Operand);
        hash.Add(Values.Length);

        // Plans look conditions up once per row group; sets have up to some hundred thousand values.
        for (var i = 0; i < Values.Length && i < HashedValues; i++) hash.Add(ConstantValue.HashOf(Values[i]));
        return hash.ToHashCode();
    }

    internal override Scalar WithOperands(Scalar[] operands) => In(operands[0], Values);
}
