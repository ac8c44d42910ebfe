using System.Linq.Expressions;
using System.Reflection;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>The members that lambdas like <c>s => s.Country</c> and <c>s => new { s.Country, s.Day }</c> name.</summary>
internal static class MemberColumns
{
    /// <summary>The members in order.</summary>
    /// <exception cref="KartothekException">The lambda is something else (<see cref="ErrorKind.Invalid"/>).</exception>
    public static IEnumerable<MemberInfo> MembersOf(LambdaExpression selector)
    {
        var body = Strip(selector.Body);
        return body is NewExpression { Members: not null } anonymous
            ? anonymous.Arguments.Select(a => MemberOf(Strip(a), selector))
            : [MemberOf(body, selector)];
    }

    private static Expression Strip(Expression node)
    {
        while (node is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.TypeAs, Method: null } convert) node = convert.Operand;
        return node;
    }

    private static MemberInfo MemberOf(Expression node, LambdaExpression selector) =>
        node is MemberExpression member && member.Expression is { } owner && Strip(owner) == selector.Parameters[0]
            ? member.Member
            : throw RowWriteErrors.NotAMember(selector);
}
