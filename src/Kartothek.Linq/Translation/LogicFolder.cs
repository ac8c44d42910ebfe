using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Decides logical operators whose outcome a constant fixes, so that optional filters vanish.</summary>
internal sealed class LogicFolder : ExpressionVisitor
{
    private static readonly LogicFolder Instance = new();

    /// <summary>The expression with decided parts folded.</summary>
    public static Expression Fold(Expression expression) => Instance.Visit(expression);

    /// <inheritdoc/>
    protected override Expression VisitBinary(BinaryExpression node)
    {
        if (base.VisitBinary(node) is not BinaryExpression visited) return node;
        return (visited.NodeType, Constant(visited.Left), Constant(visited.Right)) switch
        {
            // true && p → p, false && p → false, p && true → p. p && false stays: p may throw.
            (ExpressionType.AndAlso, true, _) => visited.Right,
            (ExpressionType.AndAlso, false, _) => visited.Left,
            (ExpressionType.AndAlso, _, true) => visited.Left,

            // false || p → p, true || p → true, p || false → p. p || true stays: p may throw.
            (ExpressionType.OrElse, false, _) => visited.Right,
            (ExpressionType.OrElse, true, _) => visited.Left,
            (ExpressionType.OrElse, _, false) => visited.Left,

            // a ?? b → a where a is a constant that isn't null and has the result's type.
            (ExpressionType.Coalesce, _, _) when visited.Left is ConstantExpression { Value: not null } && visited.Left.Type == visited.Type => visited.Left,
            _ => visited,
        };
    }

    /// <inheritdoc/>
    protected override Expression VisitUnary(UnaryExpression node)
    {
        if (base.VisitUnary(node) is not UnaryExpression visited) return node;

        // !true → false
        return visited.NodeType == ExpressionType.Not && Constant(visited.Operand) is { } value ? Expression.Constant(!value) : visited;
    }

    /// <inheritdoc/>
    protected override Expression VisitConditional(ConditionalExpression node)
    {
        if (base.VisitConditional(node) is not ConditionalExpression visited) return node;

        // true ? a : b → a, false ? a : b → b
        return Constant(visited.Test) is { } test ? (test ? visited.IfTrue : visited.IfFalse) : visited;
    }

    private static bool? Constant(Expression expression) =>
        expression is ConstantExpression { Value: bool value } && expression.Type == typeof(bool) ? value : null;
}
