using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Replaces what depends on no row by constants: captured variables of any depth, calls and operators on them.</summary>
/// <remarks>
/// What makes an object (<c>new List&lt;int&gt;()</c>, a call that returns one) stays, so that each row of a projection has its own; it
/// is evaluated where nothing keeps it: in a collection's <c>Contains</c>, and as an argument of an operator.
/// </remarks>
internal sealed class CaptureEvaluator : ExpressionVisitor
{
    private readonly HashSet<Expression> _evaluable;
    private bool _mayMakeObjects;

    private CaptureEvaluator(HashSet<Expression> evaluable) => _evaluable = evaluable;

    /// <summary>The expression with constants; parts whose evaluation throws stay.</summary>
    public static Expression Evaluate(Expression expression) => new CaptureEvaluator(EvaluableFinder.Find(expression)).Visit(expression)!;

    /// <inheritdoc/>
    public override Expression? Visit(Expression? node)
    {
        var mayMakeObjects = _mayMakeObjects;
        _mayMakeObjects = false;
        if (node is null or ConstantExpression || !_evaluable.Contains(node) || (!mayMakeObjects && MakesObject(node))) return base.Visit(node);
        try
        {
            return Expression.Constant(ReflectionEvaluator.Evaluate(node), node.Type);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException and not StackOverflowException)
        {
            // The part that throws may never be reached: x.HasLimit && x.Amount < limit.Value. Its own parts may be constants.
            return base.Visit(node);
        }
    }

    /// <inheritdoc/>
    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        if (node.Method.DeclaringType != typeof(Queryable) && node.Method.Name is not ("Contains" or "ContainsKey" or "SequenceEqual"))
            return base.VisitMethodCall(node);
        var instance = VisitArgument(node.Object);
        return node.Update(instance, [.. node.Arguments.Select(a => VisitArgument(a)!)]);
    }

    /// <inheritdoc/>
    protected override Expression VisitMemberInit(MemberInitExpression node) =>

        // The creation itself must stay a creation; only what goes into it may become a constant.
        node.Update((NewExpression)VisitNew(node.NewExpression), Visit(node.Bindings, VisitMemberBinding));

    /// <inheritdoc/>
    protected override Expression VisitListInit(ListInitExpression node) =>
        node.Update((NewExpression)VisitNew(node.NewExpression), Visit(node.Initializers, VisitElementInit));

    private Expression? VisitArgument(Expression? argument)
    {
        _mayMakeObjects = argument is not MethodCallExpression { Method.DeclaringType: var declaring } || declaring != typeof(Queryable);
        return Visit(argument);
    }

    private static bool MakesObject(Expression node)
    {
        if (node.Type.IsValueType || node.Type == typeof(string) || typeof(Type).IsAssignableFrom(node.Type)) return false;
        return node is not MemberExpression && (node is not UnaryExpression { NodeType: ExpressionType.Convert } convert || convert.Operand.Type.IsValueType || MakesObject(convert.Operand));
    }
}
