using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Whether each row is null.</summary>
internal sealed class IsNullPredicate(ValueKernel operand) : PredicateKernel
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Evaluate(Frame frame, Span<bool> mask)
    {
        switch (operand.Evaluate(frame))
        {
            case NullVector:
                mask.Fill(true);
                break;
            case ConstantVector constant:
                mask.Fill(constant.Value.IsNull(0));
                break;
            case NestedVector nested:
                for (var i = 0; i < mask.Length; i++) mask[i] = nested.IsNull(i);
                break;
            case { Valid: { } valid }:
                Masks.Not(valid.AsSpan(0, mask.Length), mask);
                break;
            default:
                mask.Clear();
                break;
        }
    }
}
