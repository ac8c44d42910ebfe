using System.Linq.Expressions;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <content>Logical operators, comparisons and arithmetic.</content>
internal sealed partial class ScalarTranslator
{
    private Operand? Binary(BinaryExpression node)
    {
        switch (node.NodeType)
        {
            case ExpressionType.AndAlso or ExpressionType.OrElse or ExpressionType.And or ExpressionType.Or when node.Type == typeof(bool):
                if (Boolean(node.Left) is not { } left || Boolean(node.Right) is not { } right) return null;
                return Condition(node.NodeType is ExpressionType.AndAlso or ExpressionType.And ? Scalar.And(left, right) : Scalar.Or(left, right));
            case ExpressionType.ExclusiveOr when node.Type == typeof(bool):
                return Comparison(ComparisonOperator.NotEqual, node.Left, node.Right, node);
            case ExpressionType.Coalesce:
                return Coalesce(node);
            case ExpressionType.Add or ExpressionType.AddChecked:
                return Arithmetic(ArithmeticOperator.Add, node);
            case ExpressionType.Subtract or ExpressionType.SubtractChecked:
                return Arithmetic(ArithmeticOperator.Subtract, node);
            case ExpressionType.Multiply or ExpressionType.MultiplyChecked:
                return Arithmetic(ArithmeticOperator.Multiply, node);
            case ExpressionType.Divide:
                return Arithmetic(ArithmeticOperator.Divide, node);
            case ExpressionType.Modulo:
                return Arithmetic(ArithmeticOperator.Remainder, node);
            default:
                return ComparisonOf(node.NodeType) is { } comparison
                    ? Comparison(comparison, node.Left, node.Right, node)
                    : Fail(Reasons.NotEvaluated(node));
        }
    }

    private static ComparisonOperator? ComparisonOf(ExpressionType type) => type switch
    {
        ExpressionType.Equal => ComparisonOperator.Equal,
        ExpressionType.NotEqual => ComparisonOperator.NotEqual,
        ExpressionType.LessThan => ComparisonOperator.Less,
        ExpressionType.LessThanOrEqual => ComparisonOperator.LessOrEqual,
        ExpressionType.GreaterThan => ComparisonOperator.Greater,
        ExpressionType.GreaterThanOrEqual => ComparisonOperator.GreaterOrEqual,
        _ => null,
    };

    /// <summary>a op b → b op' a</summary>
    private static ComparisonOperator Mirror(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Less => ComparisonOperator.Greater,
        ComparisonOperator.LessOrEqual => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.Greater => ComparisonOperator.Less,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.LessOrEqual,
        _ => comparison,
    };

    private Operand? Comparison(ComparisonOperator comparison, Expression left, Expression right, Expression whole)
    {
        if (right is ConstantExpression { Value: 0 } && left is MethodCallExpression call && IsOrdering(call)) return Ordering(comparison, call);
        if (left is ConstantExpression { Value: 0 } && right is MethodCallExpression mirrored && IsOrdering(mirrored))
            return Ordering(Mirror(comparison), mirrored);
        if (Visit(left) is not { } l || Visit(right) is not { } r) return null;
        return Comparison(comparison, l, r, whole);
    }

    private Operand? Comparison(ComparisonOperator comparison, Operand left, Operand right, Expression whole)
    {
        if (left is Operand.Constant && right is not Operand.Constant) (comparison, left, right) = (Mirror(comparison), right, left);
        switch (left, right)
        {
            // A row is never null.
            case (Operand.Row, Operand.Constant { Value: null }) when comparison is ComparisonOperator.Equal or ComparisonOperator.NotEqual:
                return new Operand.Constant(comparison == ComparisonOperator.NotEqual, typeof(bool));
            case (Operand.Column column, Operand.Constant { Value: null }):
                return Condition(comparison switch
                {
                    ComparisonOperator.Equal => Scalar.IsNull(column.Scalar),
                    ComparisonOperator.NotEqual => Scalar.IsNotNull(column.Scalar),
                    _ => Scalar.False,
                });
            case (Operand.Column { Type: var type }, _) when type == typeof(byte[]) || type == typeof(ReadOnlyMemory<byte>):
                return Fail(Reasons.BytesByReference(whole));
            case (Operand.Column { Type: var type }, _) when type == typeof(object):
                return Fail(Reasons.NotEvaluated(whole));
            case (Operand.Column column, Operand.Constant { Value: { } value }):
                return ScalarComparison.WithConstant(comparison, column, value) is { } scalar ? Condition(scalar) : Fail(Reasons.NotEvaluated(whole));
            case (Operand.Column l, Operand.Column r):
                return ScalarComparison.OfColumns(comparison, l, r) is { } both ? Condition(both) : Fail(Reasons.NotEvaluated(whole));
            default:
                return Fail(Reasons.NotEvaluated(whole));
        }
    }

    private Operand? Arithmetic(ArithmeticOperator arithmetic, BinaryExpression node)
    {
        if (ScalarConversion.NumberOf(Nullable.GetUnderlyingType(node.Type) ?? node.Type) is not { } type || node.Method is not null)
            return Fail(Reasons.Arithmetic(node));
        if (Visit(node.Left) is not { } left || Visit(node.Right) is not { } right) return null;
        if (ScalarConversion.Exact(left, type) is not { } l || ScalarConversion.Exact(right, type) is not { } r) return Fail(Reasons.NotEvaluated(node));
        var isChecked = node.NodeType is ExpressionType.AddChecked or ExpressionType.SubtractChecked or ExpressionType.MultiplyChecked;
        return new Operand.Column(Scalar.Arithmetic(arithmetic, l, r, isChecked), node.Type);
    }
}
