using System.Linq.Expressions;
using System.Reflection;

namespace Kartothek.Linq;

/// <summary>
/// Turns the span methods that C# 14 chooses for arrays back into those of <see cref="Enumerable"/>: <c>array.Contains(x)</c> is
/// <c>MemoryExtensions.Contains((ReadOnlySpan&lt;T&gt;)array, x)</c> in the tree.
/// </summary>
/// <remarks>A null array is an empty span, but an error to Enumerable: it becomes an empty array.</remarks>
internal sealed class SpanRewriter : ExpressionVisitor
{
    private static readonly SpanRewriter Instance = new();
    private static readonly MethodInfo[] Enumerables = typeof(Enumerable).GetMethods(BindingFlags.Public | BindingFlags.Static);

    /// <summary>The expression without spans, as far as their methods have a counterpart.</summary>
    public static Expression Rewrite(Expression expression) => Instance.Visit(expression);

    /// <inheritdoc/>
    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        if (node.Method.DeclaringType != typeof(MemoryExtensions) || node.Method.Name is not ("Contains" or "SequenceEqual"))
            return base.VisitMethodCall(node);
        if (ArrayOf(node.Arguments[0]) is not { } source) return base.VisitMethodCall(node);

        var arguments = node.Arguments.Select(Visit).ToArray();
        arguments[0] = OrEmpty(Visit(source)!);
        if (node.Method.Name == "SequenceEqual")
        {
            if (ArrayOf(node.Arguments[1]) is not { } second) return base.VisitMethodCall(node);
            arguments[1] = OrEmpty(Visit(second)!);
        }

        var element = node.Method.GetGenericArguments()[0];
        var counterpart = Enumerables.Single(m => m.Name == node.Method.Name && m.GetParameters().Length == arguments.Length).MakeGenericMethod(element);
        return Expression.Call(counterpart, arguments!);
    }

    /// <summary>The array behind a span, or null where the span isn't made of a whole array.</summary>
    private static Expression? ArrayOf(Expression span) => span switch
    {
        { Type.IsArray: true } => span,
        UnaryExpression { NodeType: ExpressionType.Convert, Type.IsByRefLike: true } convert => ArrayOf(convert.Operand),
        MethodCallExpression { Object: null, Arguments: [var only], Method: { Name: "op_Implicit" or "AsSpan" or "CastUp" } } => ArrayOf(only),
        _ => null,
    };

    private static Expression OrEmpty(Expression array) => array is NewArrayExpression
        ? array
        : Expression.Coalesce(array, Expression.Constant(Array.CreateInstance(array.Type.GetElementType()!, 0), array.Type));
}
