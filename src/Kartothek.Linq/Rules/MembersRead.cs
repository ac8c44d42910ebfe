using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Which mapped members of its row a lambda reads.</summary>
internal sealed class MembersRead : ExpressionVisitor
{
    private readonly ParameterExpression _row;
    private readonly RecordMap _map;
    private readonly HashSet<string> _columns;
    private bool _needsRecord;

    private MembersRead(ParameterExpression row, RecordMap map, HashSet<string> columns) => (_row, _map, _columns) = (row, map, columns);

    /// <summary>Adds the columns of the members that a lambda reads; false where it needs the whole record.</summary>
    public static bool AddColumns(LambdaExpression lambda, RecordMap map, HashSet<string> columns)
    {
        var visitor = new MembersRead(lambda.Parameters[0], map, columns);
        visitor.Visit(lambda.Body);
        return !visitor._needsRecord;
    }

    /// <inheritdoc/>
    protected override Expression VisitMember(MemberExpression node)
    {
        var owner = node.Expression;
        while (owner is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.TypeAs, Method: null } convert) owner = convert.Operand;
        if (owner != _row || !_map.TryGetMember(node.Member, out var member)) return base.VisitMember(node);
        _columns.Add(member.Column.Name);
        return node;
    }

    /// <inheritdoc/>
    protected override Expression VisitParameter(ParameterExpression node)
    {
        _needsRecord |= node == _row;
        return node;
    }
}
