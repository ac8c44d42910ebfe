using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Whether wide decimals are in a set.</summary>
/// <inheritdoc cref="InPredicate{T}"/>
internal sealed class Int128InPredicate(ValueKernel operand, Int128[] values, bool hasNull) : PredicateKernel
{
    private readonly HashSet<Int128> _set = [.. values];
    private FlatVector<Int128>? _scratch;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Evaluate(Frame frame, Span<bool> mask)
    {
        var rows = Operand<Int128>.Read(operand.Evaluate(frame), ref _scratch);
        if (rows.IsConstant)
        {
            mask.Fill(rows.IsNull ? hasNull : _set.Contains(rows.Constant));
            return;
        }

        var numbers = rows.Values;
        for (var i = 0; i < numbers.Length; i++) mask[i] = _set.Contains(numbers[i]);
        if (rows.HasNulls) Masks.Settle(mask, rows.Valid, hasNull);
    }
}
