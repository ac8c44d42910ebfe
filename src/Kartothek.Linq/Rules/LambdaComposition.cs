using System.Linq.Expressions;
using System.Reflection;

namespace Kartothek.Linq;

/// <summary>Puts one lambda into another: x => outer(inner(x)).</summary>
/// <remarks>
/// A member of an object that the inner lambda makes (<c>new { s.Id }.Id</c>) becomes what was assigned to it, as long as the compiler says
/// which member that is: anonymous types and initialisers, not constructors of other types.
/// </remarks>
internal sealed class LambdaComposition : ExpressionVisitor
{
    private readonly ParameterExpression _row;
    private readonly Expression _made;
    private int _uses;

    private LambdaComposition(ParameterExpression row, Expression made) => (_row, _made) = (row, made);

    /// <summary>The composition.</summary>
    public static LambdaExpression Compose(LambdaExpression outer, LambdaExpression inner) => Compose(outer, inner, out _);

    /// <summary>The composition, if nothing in it runs more than once for a row and no object is made that was one before.</summary>
    public static LambdaExpression? ComposeOnce(LambdaExpression outer, LambdaExpression inner)
    {
        var composed = Compose(outer, inner, out var uses);
        return uses <= 1 || IsFree(inner.Body) ? composed : null;
    }

    /// <summary>The composition, if it reads of the inner lambda nothing but members of the row: running it beside the inner lambda repeats no work.</summary>
    public static LambdaExpression? ComposeFree(LambdaExpression outer, LambdaExpression inner)
    {
        var composed = Compose(outer, inner, out var uses);
        return uses == 0 || IsFree(inner.Body) ? composed : null;
    }

    /// <inheritdoc/>
    public override Expression? Visit(Expression? node)
    {
        if (node == _row)
        {
            _uses++;
            return _made;
        }

        return base.Visit(node);
    }

    /// <inheritdoc/>
    protected override Expression VisitMember(MemberExpression node)
    {
        if (node.Expression != _row || AssignedTo(node.Member) is not { } value) return base.VisitMember(node);
        if (!IsFree(value)) _uses++;
        return value.Type == node.Type ? value : Expression.Convert(value, node.Type);
    }

    private static LambdaExpression Compose(LambdaExpression outer, LambdaExpression inner, out int uses)
    {
        var visitor = new LambdaComposition(outer.Parameters[0], inner.Body);
        var body = visitor.Visit(outer.Body)!;
        uses = visitor._uses;
        return Expression.Lambda(body, inner.Parameters);
    }

    private Expression? AssignedTo(MemberInfo member)
    {
        switch (_made)
        {
            case NewExpression { Members: { } members } creation:
                for (var i = 0; i < members.Count; i++)
                {
                    if (members[i].Name == member.Name) return creation.Arguments[i];
                }

                return null;
            case MemberInitExpression init:
                return init.Bindings.OfType<MemberAssignment>().LastOrDefault(b => b.Member.Name == member.Name && b.Member.DeclaringType == member.DeclaringType)?.Expression;
            default:
                return null;
        }
    }

    /// <summary>Whether reading it twice is the same as once: a row, a constant, a member of one.</summary>
    private static bool IsFree(Expression node) => node switch
    {
        ParameterExpression or ConstantExpression => true,
        MemberExpression { Expression: { } instance } => IsFree(instance),
        UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert => IsFree(convert.Operand),
        _ => false,
    };
}
