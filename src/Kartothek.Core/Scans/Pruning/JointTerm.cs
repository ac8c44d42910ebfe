using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>A conjunction or disjunction of terms.</summary>
internal sealed class JointTerm(Scalar scalar, LogicalOperator @operator, ImmutableArray<PredicateTerm> terms) : PredicateTerm(scalar)
{
    /// <inheritdoc/>
    public override IEnumerable<LeafTerm> Leaves => terms.SelectMany(t => t.Leaves);

    /// <inheritdoc/>
    public override Verdict[]? Judge()
    {
        Verdict[]? joint = null;
        var isOpen = false;
        foreach (var term in terms)
        {
            if (term.Judge() is not { } next)
            {
                isOpen = true;
            }
            else if (joint is null)
            {
                joint = [.. next];
            }
            else
            {
                Join(joint, next);
            }
        }
        if (joint is not null && isOpen)
        {
            var decidedByOpenTerm = @operator == LogicalOperator.And ? Verdict.All : Verdict.None;
            joint.AsSpan().Replace(decidedByOpenTerm, Verdict.Some);
        }
        return joint;
    }

    /// <inheritdoc/>
    public override Scalar Simplify(Func<LeafTerm, Verdict> verdictOf)
    {
        // true && Q => Q, false && Q => false; false || Q => Q, true || Q => true: the builders know these laws.
        var left = new Scalar[terms.Length];
        var isChanged = false;
        for (var i = 0; i < left.Length; i++)
        {
            left[i] = terms[i].Simplify(verdictOf);
            isChanged |= !ReferenceEquals(left[i], terms[i].Scalar);
        }
        return !isChanged ? Scalar : @operator == LogicalOperator.And ? Scalar.And(left) : Scalar.Or(left);
    }

    // And is the least of the verdicts, or the greatest: the table at Verdict.
    private void Join(Verdict[] joint, Verdict[] next)
    {
        if (@operator == LogicalOperator.And)
        {
            for (var i = 0; i < joint.Length; i++)
            {
                joint[i] = joint[i] < next[i] ? joint[i] : next[i];
            }
        }
        else
        {
            for (var i = 0; i < joint.Length; i++)
            {
                joint[i] = joint[i] > next[i] ? joint[i] : next[i];
            }
        }
    }
}
