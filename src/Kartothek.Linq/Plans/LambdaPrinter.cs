using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Kartothek.Linq;

/// <summary>Writes one expression as C#. Parentheses stand where precedence asks for them.</summary>
internal sealed class LambdaPrinter : ExpressionVisitor
{
    private const int Primary = 100;
    private readonly StringBuilder _text = new();

    /// <summary>The text of an expression.</summary>
    public string Print(Expression expression)
    {
        Visit(expression);
        return _text.ToString();
    }

    /// <inheritdoc/>
    protected override Expression VisitBinary(BinaryExpression node)
    {
        if (node.NodeType == ExpressionType.ArrayIndex)
        {
            Operand(node.Left, Primary);
            _text.Append('[');
            Visit(node.Right);
            _text.Append(']');
            return node;
        }

        var precedence = Precedence(node.NodeType);
        var (left, right) = WithTypes(node.Left, node.Right);
        Operand(left, precedence);
        _text.Append(' ').Append(Symbol(node.NodeType)).Append(' ');
        Operand(right, precedence + 1);
        return node;
    }

    /// <inheritdoc/>
    protected override Expression VisitUnary(UnaryExpression node)
    {
        switch (node.NodeType)
        {
            case ExpressionType.Convert or ExpressionType.ConvertChecked when !IsWritten(node):
                Visit(node.Operand);
                break;
            case ExpressionType.Convert or ExpressionType.ConvertChecked:
                _text.Append('(').Append(ConstantText.TypeName(node.Type)).Append(')');
                Operand(node.Operand, Primary - 1);
                break;
            case ExpressionType.TypeAs:
                Operand(node.Operand, Primary - 1);
                _text.Append(" as ").Append(ConstantText.TypeName(node.Type));
                break;
            case ExpressionType.ArrayLength:
                Operand(node.Operand, Primary);
                _text.Append(".Length");
                break;
            case ExpressionType.Quote:
                Visit(node.Operand);
                break;
            default:
                _text.Append(node.NodeType switch
                {
                    ExpressionType.Not => node.Type == typeof(bool) || node.Type == typeof(bool?) ? "!" : "~",
                    ExpressionType.OnesComplement => "~",
                    ExpressionType.Negate or ExpressionType.NegateChecked => "-",
                    ExpressionType.UnaryPlus => "+",
                    _ => node.NodeType + " ",
                });
                Operand(node.Operand, Primary - 1);
                break;
        }

        return node;
    }

    /// <inheritdoc/>
    protected override Expression VisitMember(MemberExpression node)
    {
        if (node.Expression is { } instance) Operand(instance, Primary);
        else _text.Append(ConstantText.TypeName(node.Member.DeclaringType!));
        _text.Append('.').Append(node.Member.Name);
        return node;
    }

    /// <inheritdoc/>
    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        if (node.Method.Name is "get_Item" or "get_Chars" && node.Object is { } indexed)
        {
            Operand(indexed, Primary);
            _text.Append('[');
            Join(node.Arguments);
            _text.Append(']');
            return node;
        }

        IEnumerable<Expression> arguments = node.Arguments;
        if (node.Object is { } instance)
        {
            Operand(instance, Primary);
        }
        else if (node.Method.IsDefined(typeof(ExtensionAttribute), false))
        {
            Operand(node.Arguments[0], Primary);
            arguments = node.Arguments.Skip(1);
        }
        else
        {
            _text.Append(ConstantText.TypeName(node.Method.DeclaringType!));
        }

        _text.Append('.').Append(node.Method.Name);
        if (node.Method.Name is "Cast" or "OfType" && node.Method.IsGenericMethod)
            _text.Append('<').Append(ConstantText.TypeName(node.Method.GetGenericArguments()[0])).Append('>');
        _text.Append('(');
        Join(arguments);
        _text.Append(')');
        return node;
    }

    /// <inheritdoc/>
    protected override Expression VisitConditional(ConditionalExpression node)
    {
        Operand(node.Test, 2);
        _text.Append(" ? ");
        Operand(node.IfTrue, 1);
        _text.Append(" : ");
        Operand(node.IfFalse, 1);
        return node;
    }

    /// <inheritdoc/>
    protected override Expression VisitNew(NewExpression node)
    {
        if (node.Members is { } members && node.Type.Name.Contains("AnonymousType", StringComparison.Ordinal))
        {
            _text.Append("new { ");
            for (var i = 0; i < members.Count; i++)
            {
                if (i > 0) _text.Append(", ");
                Member(members[i], node.Arguments[i]);
            }

            _text.Append(" }");
            return node;
        }

        _text.Append("new ").Append(ConstantText.TypeName(node.Type)).Append('(');
        Join(node.Arguments);
        _text.Append(')');
        return node;
    }

    /// <inheritdoc/>
    protected override Expression VisitMemberInit(MemberInitExpression node)
    {
        _text.Append("new ").Append(ConstantText.TypeName(node.Type));
        if (node.NewExpression.Arguments.Count > 0)
        {
            _text.Append('(');
            Join(node.NewExpression.Arguments);
            _text.Append(')');
        }

        _text.Append(" { ");
        for (var i = 0; i < node.Bindings.Count; i++)
        {
            if (i > 0) _text.Append(", ");
            _text.Append(node.Bindings[i].Member.Name).Append(" = ");
            if (node.Bindings[i] is MemberAssignment assignment) Visit(assignment.Expression);
            else _text.Append('…');
        }

        _text.Append(" }");
        return node;
    }

    /// <inheritdoc/>
    protected override Expression VisitNewArray(NewArrayExpression node)
    {
        _text.Append(node.NodeType == ExpressionType.NewArrayInit ? "[" : $"new {ConstantText.TypeName(node.Type.GetElementType()!)}[");
        Join(node.Expressions);
        _text.Append(']');
        return node;
    }

    /// <inheritdoc/>
    protected override Expression VisitListInit(ListInitExpression node)
    {
        _text.Append("new ").Append(ConstantText.TypeName(node.Type)).Append(" { ");
        Join(node.Initializers.SelectMany(i => i.Arguments));
        _text.Append(" }");
        return node;
    }

    /// <inheritdoc/>
    protected override Expression VisitInvocation(InvocationExpression node)
    {
        Operand(node.Expression, Primary);
        _text.Append('(');
        Join(node.Arguments);
        _text.Append(')');
        return node;
    }

    /// <inheritdoc/>
    protected override Expression VisitTypeBinary(TypeBinaryExpression node)
    {
        Operand(node.Expression, Primary - 1);
        _text.Append(" is ").Append(ConstantText.TypeName(node.TypeOperand));
        return node;
    }

    /// <inheritdoc/>
    protected override Expression VisitDefault(DefaultExpression node)
    {
        _text.Append("default(").Append(ConstantText.TypeName(node.Type)).Append(')');
        return node;
    }

    /// <inheritdoc/>
    protected override Expression VisitConstant(ConstantExpression node)
    {
        _text.Append(node.Value is IQueryable queryable ? $"query of {ConstantText.TypeName(queryable.ElementType)}" : ConstantText.Print(node.Value));
        return node;
    }

    /// <inheritdoc/>
    protected override Expression VisitParameter(ParameterExpression node)
    {
        _text.Append(LambdaText.Name(node));
        return node;
    }

    /// <inheritdoc/>
    protected override Expression VisitLambda<T>(Expression<T> node)
    {
        _text.Append(LambdaText.Print(node));
        return node;
    }

    /// <inheritdoc/>
    protected override Expression VisitExtension(Expression node)
    {
        _text.Append(node);
        return node;
    }

    private void Member(MemberInfo member, Expression value)
    {
        if (value is not MemberExpression { Member: var read } || read.Name != member.Name) _text.Append(member.Name).Append(" = ");
        Visit(value);
    }

    private void Join(IEnumerable<Expression> expressions)
    {
        var first = true;
        foreach (var expression in expressions)
        {
            if (!first) _text.Append(", ");
            first = false;
            Visit(expression);
        }
    }

    private void Operand(Expression operand, int precedence)
    {
        var shown = operand;
        while (shown is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } convert && !IsWritten(convert))
            shown = convert.Operand;
        var own = shown switch
        {
            BinaryExpression binary => Precedence(binary.NodeType),
            ConditionalExpression => 1,
            LambdaExpression => 0,
            UnaryExpression { NodeType: not ExpressionType.ArrayLength } => Primary - 1,
            TypeBinaryExpression => 8,
            _ => Primary,
        };
        if (own < precedence) _text.Append('(');
        Visit(shown);
        if (own < precedence) _text.Append(')');
    }

    /// <summary>A comparison of enums or characters is one of their numbers in the tree: shows the constant as what it was again.</summary>
    private static (Expression Left, Expression Right) WithTypes(Expression left, Expression right) => (AsTyped(left, right), AsTyped(right, left));

    private static Expression AsTyped(Expression constant, Expression other)
    {
        if (constant is not ConstantExpression { Value: { } value } || value is Enum) return constant;
        if (other is not UnaryExpression { NodeType: ExpressionType.Convert, Operand: var operand }) return constant;
        var type = Nullable.GetUnderlyingType(operand.Type) ?? operand.Type;
        if (type == typeof(char) && value is int and >= char.MinValue and <= char.MaxValue) return Expression.Constant((char)(int)value);
        return type.IsEnum && value.GetType().IsPrimitive ? Expression.Constant(Enum.ToObject(type, value)) : constant;
    }

    /// <summary>Whether a conversion is one that its writer had to write; the compiler adds widening ones, and those of enums and to nullable types.</summary>
    private static bool IsWritten(UnaryExpression convert)
    {
        var from = Nullable.GetUnderlyingType(convert.Operand.Type) ?? convert.Operand.Type;
        var to = Nullable.GetUnderlyingType(convert.Type) ?? convert.Type;
        if (to.IsAssignableFrom(from) || from.IsEnum || (from == typeof(char) && to == typeof(int)) || NumericTypes.Widens(from, to)) return false;
        return convert.Method is not { Name: "op_Implicit" };
    }

    private static int Precedence(ExpressionType type) => type switch
    {
        ExpressionType.Coalesce => 2,
        ExpressionType.OrElse => 3,
        ExpressionType.AndAlso => 4,
        ExpressionType.Or => 5,
        ExpressionType.ExclusiveOr => 6,
        ExpressionType.And => 7,
        ExpressionType.Equal or ExpressionType.NotEqual => 8,
        ExpressionType.LessThan or ExpressionType.LessThanOrEqual or ExpressionType.GreaterThan or ExpressionType.GreaterThanOrEqual => 9,
        ExpressionType.LeftShift or ExpressionType.RightShift => 10,
        ExpressionType.Add or ExpressionType.AddChecked or ExpressionType.Subtract or ExpressionType.SubtractChecked => 11,
        _ => 12,
    };

    private static string Symbol(ExpressionType type) => type switch
    {
        ExpressionType.Coalesce => "??",
        ExpressionType.OrElse => "||",
        ExpressionType.AndAlso => "&&",
        ExpressionType.Or => "|",
        ExpressionType.ExclusiveOr => "^",
        ExpressionType.And => "&",
        ExpressionType.Equal => "==",
        ExpressionType.NotEqual => "!=",
        ExpressionType.LessThan => "<",
        ExpressionType.LessThanOrEqual => "<=",
        ExpressionType.GreaterThan => ">",
        ExpressionType.GreaterThanOrEqual => ">=",
        ExpressionType.LeftShift => "<<",
        ExpressionType.RightShift => ">>",
        ExpressionType.Add or ExpressionType.AddChecked => "+",
        ExpressionType.Subtract or ExpressionType.SubtractChecked => "-",
        ExpressionType.Multiply or ExpressionType.MultiplyChecked => "*",
        ExpressionType.Divide => "/",
        ExpressionType.Modulo => "%",
        _ => type.ToString(),
    };
}
