using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Puts something else where a lambda reads the members of its row.</summary>
/// <param name="row">The lambda's parameter.</param>
/// <param name="map">The record.</param>
/// <param name="read">What stands for a member.</param>
internal sealed class MemberSubstitution(ParameterExpression row, RecordMap map, Func<MemberMap, Expression> read) : ExpressionVisitor
{
    /// <summary>The members that lambdas read.</summary>
    public static IReadOnlyList<MemberMap> MembersOf(IEnumerable<LambdaExpression> lambdas, RecordMap map)
    {
        var members = new List<MemberMap>();
        foreach (var lambda in lambdas)
        {
            new MemberSubstitution(lambda.Parameters[0], map, Note).Visit(lambda.Body);
        }
        return members;

        Expression Note(MemberMap member)
        {
            if (!members.Contains(member))
            {
                members.Add(member);
            }
            return Expression.Default(member.Type);
        }
    }

    /// <inheritdoc/>
    protected override Expression VisitMember(MemberExpression node)
    {
        if (RecordUse.MemberOf(node, row, map) is not { } member)
        {
            return base.VisitMember(node);
        }
        var value = read(member);
        return value.Type == node.Type ? value : Expression.Convert(value, node.Type);
    }
}
