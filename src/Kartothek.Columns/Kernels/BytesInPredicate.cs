using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Whether texts or binary values are in a set.</summary>
/// <inheritdoc cref="InPredicate{T}"/>
internal sealed class BytesInPredicate(ValueKernel operand, byte[][] values, bool hasNull) : PredicateKernel
{
    private readonly BytesSet _set = new(values);
    private BytesVector? _scratch;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Evaluate(Frame frame, Span<bool> mask)
    {
        var rows = BytesOperand.Read(operand.Evaluate(frame), ref _scratch);
        if (rows.IsConstant)
        {
            mask.Fill(rows.IsNull ? hasNull : _set.Contains(rows[0]));
            return;
        }

        for (var i = 0; i < mask.Length; i++)
        {
            mask[i] = rows.IsNullAt(i) ? hasNull : _set.Contains(rows[i]);
        }
    }
}
