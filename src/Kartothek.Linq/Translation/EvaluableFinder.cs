using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Finds the parts of an expression that depend on no row and can be computed before the query runs.</summary>
internal sealed class EvaluableFinder : ExpressionVisitor
{
    private readonly HashSet<Expression> _evaluable = new(ReferenceEqualityComparer.Instance);
    private bool _isEvaluable = true;

    private EvaluableFinder()
    {
    }

    /// <summary>All nodes that can be evaluated, whole trees and their parts alike.</summary>
    public static HashSet<Expression> Find(Expression expression)
    {
        var finder = new EvaluableFinder();
        finder.Visit(expression);
        return finder._evaluable;
    }

    /// <inheritdoc/>
    public override Expression? Visit(Expression? node)
    {
        if (node is null) return null;
        var outer = _isEvaluable;
        _isEvaluable = true;
        base.Visit(node);

        // A lambda's own parameters don't hinder: captured.Where(i => i > 3) depends on no row.
        _isEvaluable = node is LambdaExpression lambda ? ClosedLambda.Is(lambda) : _isEvaluable && IsEvaluable(node);
        if (_isEvaluable) _evaluable.Add(node);
        _isEvaluable &= outer;
        return node;
    }

    private static bool IsEvaluable(Expression node) => node switch
    {
        ParameterExpression => false,
        ConstantExpression { Value: IQueryable } => false,
        { NodeType: ExpressionType.Quote or ExpressionType.Extension or ExpressionType.Block or ExpressionType.Assign or ExpressionType.Throw } => false,
        { Type.IsByRefLike: true } => false,
        MethodCallExpression call => !IsQuery(call) && !VariesByCall(call),
        { Type: var type } => type != typeof(void),
    };

    private static bool IsQuery(MethodCallExpression call) => call.Method.DeclaringType == typeof(Queryable);

    /// <summary>What gives something else on each call is left to each row, as LINQ to Objects has it. The clock isn't: a query sees one time.</summary>
    private static bool VariesByCall(MethodCallExpression call) =>
        typeof(Random).IsAssignableFrom(call.Method.DeclaringType)
        || (call.Method.DeclaringType == typeof(Guid) && call.Method.Name is "NewGuid" or "CreateVersion7");
}
