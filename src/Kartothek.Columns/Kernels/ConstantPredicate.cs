namespace Kartothek.Columns;

/// <summary>The same answer for each row.</summary>
internal sealed class ConstantPredicate(bool answer) : PredicateKernel
{
    internal override void Evaluate(Frame frame, Span<bool> mask) => mask.Fill(answer);
}
