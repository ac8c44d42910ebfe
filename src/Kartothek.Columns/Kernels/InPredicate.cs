using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Whether values of 1, 4 or 8 bytes are in a set.</summary>
/// <param name="operand">What is looked up.</param>
/// <param name="values">The set, without null.</param>
/// <param name="hasNull">Whether null is in the set.</param>
internal sealed class InPredicate<T>(ValueKernel operand, T[] values, bool hasNull) : PredicateKernel
    where T : unmanaged
{
    private readonly ValueSet<T> _set = new(values);
    private FlatVector<T>? _scratch;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Evaluate(Frame frame, Span<bool> mask)
    {
        var rows = Operand<T>.Read(operand.Evaluate(frame), ref _scratch);
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
