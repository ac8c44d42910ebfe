using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Replaces the constants of lambdas by variables, so that one compiled loop serves all values of a query.</summary>
internal sealed class ConstantLifter : ExpressionVisitor
{
    private readonly Dictionary<ConstantExpression, ParameterExpression> _lifted = new(ReferenceEqualityComparer.Instance);
    private readonly List<ParameterExpression> _variables = [];
    private readonly List<object?> _values = [];

    /// <summary>The variables, in the order of <see cref="Values"/>.</summary>
    public IReadOnlyList<ParameterExpression> Variables => _variables;

    /// <summary>The constants' values.</summary>
    public object?[] Values => [.. _values];

    /// <summary>A lambda without constants, nulls apart.</summary>
    public LambdaExpression Lift(LambdaExpression lambda) => Expression.Lambda(Visit(lambda.Body), lambda.Parameters);

    /// <inheritdoc/>
    protected override Expression VisitConstant(ConstantExpression node)
    {
        if (node.Value is null)
        {
            return node;
        }
        if (!_lifted.TryGetValue(node, out var variable))
        {
            variable = Expression.Variable(node.Type, $"constant{_variables.Count}");
            _lifted.Add(node, variable);
            _variables.Add(variable);
            _values.Add(node.Value);
        }
        return variable;
    }
}
