using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>A negation.</summary>
internal sealed class NegatedTerm(Scalar scalar, PredicateTerm operand) : PredicateTerm(scalar)
{
    /// <inheritdoc/>
    public override IEnumerable<LeafTerm> Leaves => operand.Leaves;

    /// <inheritdoc/>
    public override Verdict[]? Judge()
    {
        if (operand.Judge() is not { } verdicts)
        {
            return null;
        }
        var negated = new Verdict[verdicts.Length];
        for (var i = 0; i < negated.Length; i++)
        {
            negated[i] = (Verdict)(Verdict.All - verdicts[i]);
        }
        return negated;
    }

    /// <inheritdoc/>
    public override Scalar Simplify(Func<LeafTerm, Verdict> verdictOf)
    {
        var simple = operand.Simplify(verdictOf);
        return ReferenceEquals(simple, operand.Scalar) ? Scalar : Scalar.Not(simple);
    }
}
