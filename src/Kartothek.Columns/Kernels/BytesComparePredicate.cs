using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Texts or binary values against each other.</summary>
internal sealed class BytesComparePredicate(ComparisonOperator comparison, ValueKernel left, ValueKernel right, bool isText) : PredicateKernel
{
    private BytesVector? _left;
    private BytesVector? _right;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Evaluate(Frame frame, Span<bool> mask)
    {
        var l = BytesOperand.Read(left.Evaluate(frame), ref _left);
        var r = BytesOperand.Read(right.Evaluate(frame), ref _right);
        for (var i = 0; i < mask.Length; i++)
        {
            bool isLeftNull = l.IsNullAt(i), isRightNull = r.IsNullAt(i);
            mask[i] = isLeftNull | isRightNull
                ? Comparisons.HoldsOfNull(comparison, isLeftNull & isRightNull)
                : BytesOrder.Test(comparison, l[i], r[i], isText);
        }
    }
}
