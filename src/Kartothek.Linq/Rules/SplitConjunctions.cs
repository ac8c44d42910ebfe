using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Filter(p &amp;&amp; q) → Filter(q) over Filter(p), so that each conjunct finds its own way. q still sees only rows that p let pass.</summary>
/// <remarks>Filter(!(p || q)) likewise: !p &amp;&amp; !q. A condition of very many terms stays one filter.</remarks>
internal sealed class SplitConjunctions : NodeRule
{
    // A filter for each of more conjuncts would make the plan deeper than a stack.
    private const int MostFilters = 200;

    /// <inheritdoc/>
    protected override LogicalPlan ApplyToNode(LogicalPlan node) => node is not Filter { Predicate: var predicate } filter || IsLong(predicate.Body) ? node : predicate.Body switch
    {
        BinaryExpression { NodeType: ExpressionType.AndAlso, Method: null } both => Split(filter, both.Left, both.Right),
        UnaryExpression { NodeType: ExpressionType.Not, Operand: BinaryExpression { NodeType: ExpressionType.OrElse, Method: null } either } =>
            Split(filter, LogicFolder.Fold(Expression.Not(either.Left)), LogicFolder.Fold(Expression.Not(either.Right))),
        _ => node,
    };

    private static bool IsLong(Expression body) => body is UnaryExpression { NodeType: ExpressionType.Not } not
        ? TermsOf(not.Operand, ExpressionType.OrElse) > MostFilters
        : TermsOf(body, ExpressionType.AndAlso) > MostFilters;

    private static int TermsOf(Expression body, ExpressionType type) =>
        body is BinaryExpression logic && logic.NodeType == type ? TermsOf(logic.Left, type) + TermsOf(logic.Right, type) : 1;

    private static Filter Split(Filter filter, Expression first, Expression second)
    {
        var rows = filter.Predicate.Parameters;
        return new Filter(new Filter(filter.Input, Expression.Lambda(first, rows)), Expression.Lambda(second, rows));
    }
}
