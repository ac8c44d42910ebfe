using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Whether a lambda needs the record itself, or only members that can be read from columns.</summary>
internal sealed class RecordUse : ExpressionVisitor
{
    private readonly ParameterExpression _row;
    private readonly RecordMap _map;

    private RecordUse(ParameterExpression row, RecordMap map) => (_row, _map) = (row, map);

    private bool Escapes { get; set; }

    /// <summary>Whether the record is used other than by its mapped members.</summary>
    public static bool NeedsRecord(LambdaExpression lambda, RecordMap map)
    {
        var use = new RecordUse(lambda.Parameters[0], map);
        use.Visit(lambda.Body);
        return use.Escapes;
    }

    /// <summary>The member of the row that an expression reads, or null.</summary>
    public static MemberMap? MemberOf(MemberExpression node, ParameterExpression row, RecordMap map)
    {
        var owner = node.Expression;
        while (owner is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.TypeAs, Method: null } convert)
        {
            owner = convert.Operand;
        }
        return owner == row && map.TryGetMember(node.Member, out var member) ? member : null;
    }

    /// <inheritdoc/>
    protected override Expression VisitMember(MemberExpression node) =>
        MemberOf(node, _row, _map) is not null ? node : base.VisitMember(node);

    /// <inheritdoc/>
    protected override Expression VisitParameter(ParameterExpression node)
    {
        Escapes |= node == _row;
        return node;
    }
}
