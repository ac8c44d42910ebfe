using System.Linq.Expressions;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <content>Method calls.</content>
internal sealed partial class ScalarTranslator
{
    private Operand? Call(MethodCallExpression node)
    {
        var (declaring, name) = (node.Method.DeclaringType!, node.Method.Name);
        if (declaring == typeof(string)) return TextCall(node);
        if (IsOrdering(node)) return Fail(Reasons.CompareWithZero(node));
        if (Nullable.GetUnderlyingType(declaring) is not null && name == "GetValueOrDefault") return ValueOrDefault(node);
        if (declaring == typeof(DateOnly) && name == "FromDateTime") return DatePart(node);
        if (name == "IsNaN" && node.Object is null && NumericTypes.IsFloating(declaring)) return IsNaN(node);
        if (name == "Equals" && node.Object is { } self && node.Arguments is [var other] && self.Type == other.Type)
        {
            return NumericTypes.IsFloating(self.Type) ? Fail(Reasons.FloatingEquals(node)) : Comparison(ComparisonOperator.Equal, self, other, node);
        }

        if (declaring == typeof(Enumerable) && name == "SequenceEqual") return BytesEqual(node);
        return name is "Contains" or "ContainsKey" ? Membership(node) : Fail(Reasons.Method(node));
    }

    private Operand? ValueOrDefault(MethodCallExpression node)
    {
        if (Visit(node.Object!) is not { } operand) return null;
        var fallback = node.Arguments is [var given] ? Visit(given) : new Operand.Constant(Activator.CreateInstance(node.Type), node.Type);
        if (fallback is null) return null;
        return Together(operand, fallback) is var (left, right)
            ? new Operand.Column(Scalar.Coalesce(left, right), node.Type)
            : Fail(Reasons.NotEvaluated(node));
    }

    private Operand? DatePart(MethodCallExpression node) => Visit(node.Arguments[0]) switch
    {
        null => null,
        Operand.Column { Scalar.Type.Kind: ColumnKind.Timestamp } time => new Operand.Column(Scalar.Apply(ScalarFunction.Date, time.Scalar), node.Type),
        _ => Fail(Reasons.NotEvaluated(node)),
    };

    // x is NaN where x != x. A null that a member reads as NaN is one, too.
    private Operand? IsNaN(MethodCallExpression node) => Visit(node.Arguments[0]) switch
    {
        null => null,
        Operand.Column column => Condition(Scalar.NotEqual(column.Scalar, column.Scalar)),
        _ => Fail(Reasons.NotEvaluated(node)),
    };

    private Operand? BytesEqual(MethodCallExpression node)
    {
        var (first, second) = (node.Arguments[0], node.Arguments[1]);
        if (first is ConstantExpression) (first, second) = (second, first);
        if (node.Arguments.Count != 2 || second is not ConstantExpression { Value: byte[] bytes }) return Fail(Reasons.Method(node));

        // A span of a null array is empty: (x.Bytes ?? []).SequenceEqual(bytes).
        var orEmpty = first is BinaryExpression { NodeType: ExpressionType.Coalesce } coalesce ? coalesce.Left : first;
        if (Visit(orEmpty) is not { } operand) return null;
        if (operand is not Operand.Column column || column.Type != typeof(byte[])) return Fail(Reasons.Method(node));
        if (ScalarComparison.WithConstant(ComparisonOperator.Equal, column, bytes) is not { } equal) return Fail(Reasons.Method(node));
        return Condition(bytes.Length == 0 && orEmpty != first ? Scalar.Or(Scalar.IsNull(column.Scalar), equal) : equal);
    }

    private Operand? Membership(MethodCallExpression node)
    {
        var arguments = node.Object is { } self ? node.Arguments.Prepend(self).ToList() : [.. node.Arguments];
        if (arguments.Count < 2 || arguments[0] is not ConstantExpression { Value: { } collection })
            return Visit(arguments[0]) is null ? null : Fail(Reasons.Method(node));
        if (ConstantSet.Read(collection, out var reason) is not { } values) return Fail(reason!);
        if (arguments.Count > 3 || (arguments.Count == 3 && !IsDefaultEquality(arguments[2]))) return Fail(Reasons.Comparer(node));
        if (Visit(arguments[1]) is not { } operand) return null;
        if (operand is not Operand.Column column) return Fail(Reasons.NotEvaluated(node));
        if (column.Type == typeof(byte[]) || column.Scalar.Type.IsNested) return Fail(Reasons.BytesByReference(node));
        return ScalarComparison.IsOneOf(column, values) is { } isOneOf ? Condition(isOneOf) : Fail(Reasons.NotEvaluated(node));
    }

    private static bool IsDefaultEquality(Expression comparer) => comparer is ConstantExpression constant && ConstantSet.IsDefault(constant.Value);
}
