using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Refuses queries inside the lambdas of a query.</summary>
internal sealed class NestedQueryFinder : ExpressionVisitor
{
    private static readonly NestedQueryFinder Instance = new();

    /// <summary>Looks through an argument of an operator.</summary>
    public static void Check(Expression argument) => Instance.Visit(argument);

    /// <inheritdoc/>
    protected override Expression VisitMethodCall(MethodCallExpression node) =>
        node.Method.DeclaringType == typeof(Queryable) ? throw QueryErrors.NestedQuery(node) : base.VisitMethodCall(node);
}
