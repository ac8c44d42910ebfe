using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>All(p) → not Any(not p), which can be carried into a scan and ends at the first row that fails. True of no rows, as All is.</summary>
internal sealed class ReplaceAllByAny : NodeRule
{
    /// <inheritdoc/>
    protected override LogicalPlan ApplyToNode(LogicalPlan node) => node is AllResult { Predicate: var predicate } all
        ? new AnyResult(new Filter(all.Input, Expression.Lambda(LogicFolder.Fold(Expression.Not(predicate.Body)), predicate.Parameters)), isNegated: true)
        : node;
}
