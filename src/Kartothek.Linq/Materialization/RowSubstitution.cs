using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Puts into a lambda's body what stands for its parameter: a variable, or the columns of the record's members.</summary>
/// <param name="row">The parameter.</param>
/// <param name="value">The variable; null where members are read from columns.</param>
/// <param name="map">The record.</param>
/// <param name="read">Reads a member.</param>
internal sealed class RowSubstitution(ParameterExpression row, ParameterExpression? value, RecordMap map, Func<MemberMap, Expression> read) : ExpressionVisitor
{
    /// <inheritdoc/>
    protected override Expression VisitParameter(ParameterExpression node) => node == row && value is not null ? value : node;

    /// <inheritdoc/>
    protected override Expression VisitMember(MemberExpression node)
    {
        if (value is null && RecordUse.MemberOf(node, row, map) is { } member)
        {
            var column = read(member);
            return column.Type == node.Type ? column : Expression.Convert(column, node.Type);
        }
        return base.VisitMember(node);
    }
}
