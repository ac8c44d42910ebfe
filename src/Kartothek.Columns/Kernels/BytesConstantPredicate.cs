using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Texts or binary values against a constant that isn't null.</summary>
/// <param name="comparison">The comparison.</param>
/// <param name="operand">Left.</param>
/// <param name="constant">Right; text as UTF-8.</param>
/// <param name="isText">Whether the order is that of UTF-16 code units.</param>
/// <param name="answerForNull">The answer for a row that is null.</param>
internal sealed class BytesConstantPredicate(ComparisonOperator comparison, ValueKernel operand, byte[] constant, bool isText, bool answerForNull) : PredicateKernel
{
    private BytesVector? _scratch;

    internal override void Evaluate(Frame frame, Span<bool> mask)
    {
        var values = BytesOperand.Read(operand.Evaluate(frame), ref _scratch);
        if (values.IsConstant)
        {
            mask.Fill(values.IsNull ? answerForNull : BytesOrder.Test(comparison, values[0], constant, isText));
            return;
        }

        if (comparison is ComparisonOperator.Equal or ComparisonOperator.NotEqual) TestEquality(values, mask);
        else TestOrder(values, mask);
        if (values.HasNulls) Masks.Settle(mask, values.Valid, answerForNull);
    }

    // A null row's view may show anything, even beyond the data, so it isn't followed.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TestEquality(BytesOperand values, Span<bool> mask)
    {
        var views = values.Views;
        ReadOnlySpan<byte> right = constant;
        var whenEqual = comparison == ComparisonOperator.Equal;
        for (var i = 0; i < views.Length; i++)
        {
            var view = views[i];
            mask[i] = (view.Length == right.Length && !values.IsNullAt(i) && values.At(view).SequenceEqual(right)) == whenEqual;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TestOrder(BytesOperand values, Span<bool> mask)
    {
        var views = values.Views;
        for (var i = 0; i < views.Length; i++)
        {
            mask[i] = !values.IsNullAt(i) && Comparisons.Holds(comparison, BytesOrder.Compare(values.At(views[i]), constant, isText));
        }
    }
}
