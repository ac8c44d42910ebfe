using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kartothek.Columns;

/// <summary>Values against values.</summary>
/// <inheritdoc cref="CompareConstantPredicate{T, TComparable}"/>
internal sealed class ComparePredicate<T, TComparable>(ComparisonOperator comparison, ValueKernel left, ValueKernel right) : PredicateKernel
    where T : unmanaged
    where TComparable : unmanaged, IComparisonOperators<TComparable, TComparable, bool>
{
    private FlatVector<T>? _left;
    private FlatVector<T>? _right;
    private bool[] _both = [];

    internal override void Evaluate(Frame frame, Span<bool> mask)
    {
        var l = Operand<T>.Read(left.Evaluate(frame), ref _left);
        var r = Operand<T>.Read(right.Evaluate(frame), ref _right);
        if (l.IsConstant && r.IsConstant)
        {
            mask.Fill(l.IsNull || r.IsNull
                ? Comparisons.HoldsOfNull(comparison, l.IsNull && r.IsNull)
                : Comparisons.Test(comparison, Unsafe.BitCast<T, TComparable>(l.Constant), Unsafe.BitCast<T, TComparable>(r.Constant)));
        }
        else if (r.IsConstant)
        {
            WithConstant(comparison, l, r, mask);
        }
        else if (l.IsConstant)
        {
            WithConstant(Comparisons.Mirror(comparison), r, l, mask);
        }
        else
        {
            Comparisons.Run(comparison, MemoryMarshal.Cast<T, TComparable>(l.Values), MemoryMarshal.Cast<T, TComparable>(r.Values), mask);
            NullRows.Settle(comparison, l.Valid, r.Valid, mask, ref _both);
        }
    }

    private static void WithConstant(ComparisonOperator comparison, Operand<T> values, Operand<T> constant, Span<bool> mask)
    {
        if (constant.IsNull)
        {
            NullRows.CompareWithNull(comparison, values.Valid, mask);
            return;
        }

        Comparisons.Run(comparison, MemoryMarshal.Cast<T, TComparable>(values.Values), Unsafe.BitCast<T, TComparable>(constant.Constant), mask);
        if (values.HasNulls) Masks.Settle(mask, values.Valid, Comparisons.HoldsOfNull(comparison, areBothNull: false));
    }
}
