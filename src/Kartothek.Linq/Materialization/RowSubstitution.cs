using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Puts into a lambda's body what stands for its parameter: a variable, or the columns of the record's members.</summary>
/// <param name="row">The parameter.</param>
/// <param name="value">The variable; null where members are read from columns.</param>
/// <param name="map">The record.</param>
/// <param name="read">Reads a member.</param>
internal sealed class RowSubstitution(ParameterExpression row, ParameterExpression? value, RecordMap map, Func<MemberMap, Expression> read) : ExpressionVisitor
{
    private readonly Dictionary<MemberMap, ParameterExpression> _kept = [];
    private int _depth;

    /// <summary>
    /// The variables that inner lambdas read instead of columns, each with what it is assigned before the body: an inner lambda becomes a closure, which
    /// must hold this row's values, and not the arrays of the block.
    /// </summary>
    public IEnumerable<(ParameterExpression Variable, Expression Value)> Kept => _kept.Select(k => (k.Value, read(k.Key)));

    /// <inheritdoc/>
    protected override Expression VisitParameter(ParameterExpression node) => node == row && value is not null ? value : node;

    /// <inheritdoc/>
    protected override Expression VisitLambda<T>(Expression<T> node)
    {
        _depth++;
        var visited = base.VisitLambda(node);
        _depth--;
        return visited;
    }

    /// <inheritdoc/>
    protected override Expression VisitMember(MemberExpression node)
    {
        if (value is null && RecordUse.MemberOf(node, row, map) is { } member)
        {
            var column = _depth == 0 ? read(member) : Keep(member);
            return column.Type == node.Type ? column : Expression.Convert(column, node.Type);
        }
        return base.VisitMember(node);
    }

    private ParameterExpression Keep(MemberMap member)
    {
        if (!_kept.TryGetValue(member, out var variable))
        {
            _kept.Add(member, variable = Expression.Variable(member.Type, member.Name));
        }
        return variable;
    }
}
