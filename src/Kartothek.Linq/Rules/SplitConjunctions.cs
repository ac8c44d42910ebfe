using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Filter(p &amp;&amp; q) → Filter(q) over Filter(p), so that each conjunct finds its own way. q still sees only rows that p let pass.</summary>
/// <remarks>Filter(!(p || q)) likewise: !p &amp;&amp; !q.</remarks>
internal sealed class SplitConjunctions : NodeRule
{
    /// <inheritdoc/>
    protected override LogicalPlan ApplyToNode(LogicalPlan node) => node is not Filter { Predicate: var predicate } filter ? node : predicate.Body switch
    {
        BinaryExpression { NodeType: ExpressionType.AndAlso, Method: null } both => Split(filter, both.Left, both.Right),
        UnaryExpression { NodeType: ExpressionType.Not, Operand: BinaryExpression { NodeType: ExpressionType.OrElse, Method: null } either } =>
            Split(filter, LogicFolder.Fold(Expression.Not(either.Left)), LogicFolder.Fold(Expression.Not(either.Right))),
        _ => node,
    };

    private static Filter Split(Filter filter, Expression first, Expression second)
    {
        var rows = filter.Predicate.Parameters;
        return new Filter(new Filter(filter.Input, Expression.Lambda(first, rows)), Expression.Lambda(second, rows));
    }
}
