using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kartothek.Columns;

/// <summary>Values against a constant that isn't null.</summary>
/// <typeparam name="T">The storage.</typeparam>
/// <typeparam name="TComparable">The storage, or byte for bool, which has no order of its own.</typeparam>
/// <param name="comparison">The comparison.</param>
/// <param name="operand">Left.</param>
/// <param name="constant">Right.</param>
/// <param name="answerForNull">The answer for a row that is null.</param>
internal sealed class CompareConstantPredicate<T, TComparable>(ComparisonOperator comparison, ValueKernel operand, T constant, bool answerForNull) : PredicateKernel
    where T : unmanaged
    where TComparable : unmanaged, IComparisonOperators<TComparable, TComparable, bool>
{
    private FlatVector<T>? _scratch;

    internal override void Evaluate(Frame frame, Span<bool> mask)
    {
        var values = Operand<T>.Read(operand.Evaluate(frame), ref _scratch);
        var right = Unsafe.BitCast<T, TComparable>(constant);
        if (values.IsConstant)
        {
            mask.Fill(values.IsNull ? answerForNull : Comparisons.Test(comparison, Unsafe.BitCast<T, TComparable>(values.Constant), right));
            return;
        }

        Comparisons.Run(comparison, MemoryMarshal.Cast<T, TComparable>(values.Values), right, mask);
        if (values.HasNulls) Masks.Settle(mask, values.Valid, answerForNull);
    }
}
