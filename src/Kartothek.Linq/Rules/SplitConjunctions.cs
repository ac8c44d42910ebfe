using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Filter(p &amp;&amp; q) → Filter(q) over Filter(p), so that each conjunct finds its own way. q still sees only rows that p let pass.</summary>
internal sealed class SplitConjunctions : NodeRule
{
    /// <inheritdoc/>
    protected override LogicalPlan ApplyToNode(LogicalPlan node)
    {
        if (node is not Filter { Predicate: { Body: BinaryExpression { NodeType: ExpressionType.AndAlso, Method: null } both } predicate } filter) return node;
        return new Filter(new Filter(filter.Input, Expression.Lambda(both.Left, predicate.Parameters)), Expression.Lambda(both.Right, predicate.Parameters));
    }
}
