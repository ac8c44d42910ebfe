using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>The shape of expressions as a list of tokens: equal lists are equal expressions but for the identity of their parameters.</summary>
internal sealed class ExpressionShape : ExpressionVisitor
{
    private readonly Dictionary<ParameterExpression, int> _parameters = [];
    private readonly List<object?> _tokens = [];

    /// <summary>Whether every node was one whose shape is known; otherwise the tokens say nothing.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>The tokens so far.</summary>
    public IReadOnlyList<object?> Tokens => _tokens;

    /// <summary>Adds something that belongs to the shape, compared by its own equality.</summary>
    public void Add(object? token) => _tokens.Add(token);

    /// <inheritdoc/>
    public override Expression? Visit(Expression? node)
    {
        if (node is null)
        {
            Add(null);
            return null;
        }
        Add(node.NodeType);
        Add(node.Type);
        IsComplete &= node is BinaryExpression or UnaryExpression or MemberExpression or MethodCallExpression or ConditionalExpression
            or ConstantExpression or ParameterExpression or LambdaExpression or NewExpression or NewArrayExpression or MemberInitExpression
            or ListInitExpression or TypeBinaryExpression or InvocationExpression or IndexExpression or DefaultExpression;
        return IsComplete ? base.Visit(node) : node;
    }

    /// <inheritdoc/>
    protected override Expression VisitParameter(ParameterExpression node)
    {
        if (!_parameters.TryGetValue(node, out var index))
        {
            index = _parameters.Count;
            _parameters.Add(node, index);
        }
        Add(index);
        return node;
    }

    /// <inheritdoc/>
    protected override Expression VisitConstant(ConstantExpression node)
    {
        Add(node.Value);
        return node;
    }

    /// <inheritdoc/>
    protected override Expression VisitLambda<T>(Expression<T> node)
    {
        Add(node.Parameters.Count);
        return base.VisitLambda(node);
    }

    /// <inheritdoc/>
    protected override Expression VisitBinary(BinaryExpression node)
    {
        Add(node.Method);
        Add(node.IsLiftedToNull);
        return base.VisitBinary(node);
    }

    /// <inheritdoc/>
    protected override Expression VisitUnary(UnaryExpression node)
    {
        Add(node.Method);
        return base.VisitUnary(node);
    }

    /// <inheritdoc/>
    protected override Expression VisitMember(MemberExpression node)
    {
        Add(node.Member);
        return base.VisitMember(node);
    }

    /// <inheritdoc/>
    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        Add(node.Method);
        return base.VisitMethodCall(node);
    }

    /// <inheritdoc/>
    protected override Expression VisitNew(NewExpression node)
    {
        Add(node.Constructor);
        return base.VisitNew(node);
    }

    /// <inheritdoc/>
    protected override Expression VisitNewArray(NewArrayExpression node)
    {
        Add(node.Expressions.Count);
        return base.VisitNewArray(node);
    }

    /// <inheritdoc/>
    protected override Expression VisitTypeBinary(TypeBinaryExpression node)
    {
        Add(node.TypeOperand);
        return base.VisitTypeBinary(node);
    }

    /// <inheritdoc/>
    protected override Expression VisitIndex(IndexExpression node)
    {
        Add(node.Indexer);
        Add(node.Arguments.Count);
        return base.VisitIndex(node);
    }

    /// <inheritdoc/>
    protected override Expression VisitInvocation(InvocationExpression node)
    {
        Add(node.Arguments.Count);
        return base.VisitInvocation(node);
    }

    /// <inheritdoc/>
    protected override Expression VisitMemberInit(MemberInitExpression node)
    {
        Add(node.Bindings.Count);
        return base.VisitMemberInit(node);
    }

    /// <inheritdoc/>
    protected override MemberBinding VisitMemberBinding(MemberBinding node)
    {
        Add(node.BindingType);
        Add(node.Member);
        return base.VisitMemberBinding(node);
    }

    /// <inheritdoc/>
    protected override MemberMemberBinding VisitMemberMemberBinding(MemberMemberBinding node)
    {
        Add(node.Bindings.Count);
        return base.VisitMemberMemberBinding(node);
    }

    /// <inheritdoc/>
    protected override MemberListBinding VisitMemberListBinding(MemberListBinding node)
    {
        Add(node.Initializers.Count);
        return base.VisitMemberListBinding(node);
    }

    /// <inheritdoc/>
    protected override Expression VisitListInit(ListInitExpression node)
    {
        Add(node.Initializers.Count);
        return base.VisitListInit(node);
    }

    /// <inheritdoc/>
    protected override ElementInit VisitElementInit(ElementInit node)
    {
        Add(node.AddMethod);
        return base.VisitElementInit(node);
    }
}
