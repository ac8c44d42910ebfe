namespace Kartothek.Columns;

/// <summary>The opposite of a predicate.</summary>
internal sealed class NotPredicate(PredicateKernel operand) : PredicateKernel
{
    internal override void Evaluate(Frame frame, Span<bool> mask)
    {
        operand.Evaluate(frame, mask);
        Masks.Not(mask);
    }
}
