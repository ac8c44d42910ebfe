using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Whether a condition holds for every row; true of no rows.</summary>
internal sealed class AllResult(SequencePlan input, LambdaExpression predicate) : ResultPlan(input, typeof(bool))
{
    /// <summary>The condition.</summary>
    public LambdaExpression Predicate { get; } = predicate;

    /// <inheritdoc/>
    public override string Line => $"All {LambdaText.Print(Predicate)}";

    /// <inheritdoc/>
    protected override ResultPlan Over(SequencePlan input) => new AllResult(input, Predicate);
}
