using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>The tuple that carries a group's keys and values, in the order of their places.</summary>
/// <param name="places">The places.</param>
internal sealed class GroupCarrier(IReadOnlyList<ParameterExpression> places) : ExpressionVisitor
{
    private readonly TupleShape _shape = new([.. places.Select(p => p.Type)]);
    private Expression? _group;

    /// <summary>The tuple's type.</summary>
    public Type Type => _shape.Type;

    /// <summary>Puts the items of a tuple where their places are.</summary>
    public Expression Put(Expression body, Expression group)
    {
        _group = group;
        return Visit(body);
    }

    /// <inheritdoc/>
    protected override Expression VisitParameter(ParameterExpression node)
    {
        for (var i = 0; i < places.Count; i++)
        {
            if (places[i] == node) return _shape.Item(_group!, i);
        }
        return node;
    }
}
