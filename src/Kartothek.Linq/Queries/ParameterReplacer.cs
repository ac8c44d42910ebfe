using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Puts an expression where a parameter stands.</summary>
internal sealed class ParameterReplacer : ExpressionVisitor
{
    private readonly ParameterExpression _parameter;
    private readonly Expression _value;

    private ParameterReplacer(ParameterExpression parameter, Expression value) => (_parameter, _value) = (parameter, value);

    /// <summary>The body with the value in the parameter's place.</summary>
    public static Expression Replace(Expression body, ParameterExpression parameter, Expression value) => new ParameterReplacer(parameter, value).Visit(body);

    /// <inheritdoc/>
    protected override Expression VisitParameter(ParameterExpression node) => node == _parameter ? _value : node;
}
