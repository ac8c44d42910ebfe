using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Tells lambdas that use nothing but their own parameters and what doesn't vary.</summary>
internal sealed class ClosedLambda : ExpressionVisitor
{
    private readonly HashSet<ParameterExpression> _own = [];
    private bool _isClosed = true;

    private ClosedLambda()
    {
    }

    /// <summary>Whether a lambda can be made into a delegate without a row.</summary>
    public static bool Is(LambdaExpression lambda)
    {
        var visitor = new ClosedLambda();
        visitor.Visit(lambda);
        return visitor._isClosed;
    }

    /// <inheritdoc/>
    public override Expression? Visit(Expression? node)
    {
        if (node is ConstantExpression { Value: IQueryable } || node?.NodeType == ExpressionType.Extension || node?.Type.IsByRefLike == true) _isClosed = false;
        return _isClosed ? base.Visit(node) : node;
    }

    /// <inheritdoc/>
    protected override Expression VisitLambda<T>(Expression<T> node)
    {
        _own.UnionWith(node.Parameters);
        return base.VisitLambda(node);
    }

    /// <inheritdoc/>
    protected override Expression VisitParameter(ParameterExpression node)
    {
        _isClosed &= _own.Contains(node);
        return node;
    }
}
