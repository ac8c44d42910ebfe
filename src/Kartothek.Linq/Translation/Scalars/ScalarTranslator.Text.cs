using System.Buffers;
using System.Linq.Expressions;
using System.Text;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <content>Methods of text, and the methods that order two values.</content>
internal sealed partial class ScalarTranslator
{
    private Operand? TextCall(MethodCallExpression node)
    {
        if (IsOrdering(node)) return Fail(IsOrdinal(node) ? Reasons.CompareWithZero(node) : Reasons.Culture(node));
        switch (node.Method.Name)
        {
            case "Equals":
                var pair = node.Object is { } self ? [self, .. node.Arguments] : node.Arguments.ToArray();
                if (pair.Length == 3 && !IsOrdinal(pair[2])) return Fail(Reasons.Culture(node));
                return pair[1].Type == typeof(string) ? Comparison(ComparisonOperator.Equal, pair[0], pair[1], node) : Fail(Reasons.Method(node));
            case "StartsWith":
                return TextMatch(StringMatch.StartsWith, node, isOrdinalByDefault: false);
            case "EndsWith":
                return TextMatch(StringMatch.EndsWith, node, isOrdinalByDefault: false);
            case "Contains":
                return TextMatch(StringMatch.Contains, node, isOrdinalByDefault: true);
            case "IsNullOrEmpty":
                return Visit(node.Arguments[0]) switch
                {
                    null => null,
                    Operand.Column column when column.Scalar.Type.Kind == ColumnKind.String && column.NamedEnum is null =>
                        Condition(Scalar.Or(Scalar.IsNull(column.Scalar), Scalar.Equal(column.Scalar, Scalar.Constant("", ColumnType.String)))),
                    _ => Fail(Reasons.Method(node)),
                };
            default:
                return Fail(Reasons.Method(node));
        }
    }

    private Operand? TextMatch(StringMatch match, MethodCallExpression node, bool isOrdinalByDefault)
    {
        var isOrdinal = node.Arguments.Count == 1 ? isOrdinalByDefault || node.Arguments[0].Type == typeof(char) : node.Arguments.Count == 2 && IsOrdinal(node.Arguments[1]);
        if (!isOrdinal) return Fail(Reasons.Culture(node));
        if (Visit(node.Object!) is not { } operand) return null;
        var text = node.Arguments[0] is ConstantExpression constant ? constant.Value as string ?? (constant.Value as char?)?.ToString() : null;
        if (text is null || operand is not Operand.Column { NamedEnum: null, Scalar: { Type.Kind: ColumnKind.String } scalar }) return Fail(Reasons.TextNeeded(node));

        // Half of a surrogate pair is found inside pairs, which UTF-8 doesn't know.
        return IsWellFormed(text) ? Condition(Scalar.TextMatch(match, scalar, text)) : Fail(Reasons.LoneSurrogate(node));
    }

    private static bool IsWellFormed(string text)
    {
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var used) != OperationStatus.Done) return false;
            rest = rest[used..];
        }

        return true;
    }

    private static bool IsOrdinal(Expression comparison) => comparison is ConstantExpression { Value: StringComparison.Ordinal };

    /// <summary>Whether a call orders two values by a negative, zero or positive number.</summary>
    private static bool IsOrdering(MethodCallExpression call) => call.Type == typeof(int) && call.Method.Name switch
    {
        "CompareTo" => call.Arguments.Count == 1,
        "CompareOrdinal" => call.Method.DeclaringType == typeof(string) && call.Arguments.Count == 2,
        "Compare" => call.Object is null && call.Arguments.Count >= 2,
        _ => false,
    };

    private static bool IsOrdinal(MethodCallExpression ordering) =>
        ordering.Method.Name == "CompareOrdinal" || (ordering.Arguments.Count == 3 && IsOrdinal(ordering.Arguments[2]));

    private Operand? Ordering(ComparisonOperator comparison, MethodCallExpression call)
    {
        var (left, right) = call.Object is { } self ? (self, call.Arguments[0]) : (call.Arguments[0], call.Arguments[1]);
        if (left.Type != right.Type) return Fail(Reasons.Method(call));
        if (left.Type == typeof(string)) return IsOrdinal(call) ? TextOrdering(comparison, left, right, call) : Fail(Reasons.Culture(call));
        if (NumericTypes.IsFloating(left.Type)) return Fail(Reasons.FloatingOrder(call));
        return left.Type.IsValueType && call.Arguments.Count <= 2 ? Comparison(comparison, left, right, call) : Fail(Reasons.Method(call));
    }

    /// <summary>Ordinal order of text, in which null comes first, unlike in comparisons.</summary>
    private Operand? TextOrdering(ComparisonOperator comparison, Expression left, Expression right, MethodCallExpression call)
    {
        if (Visit(left) is not { } l || Visit(right) is not { } r) return null;
        if (l is Operand.Constant && r is Operand.Column) (comparison, l, r) = (Mirror(comparison), r, l);
        if (l is not Operand.Column { NamedEnum: null, Scalar: { } first }) return Fail(Reasons.Method(call));
        switch (r)
        {
            case Operand.Constant { Value: string text }:
                var compared = Scalar.Compare(comparison, first, Scalar.Constant(text, ColumnType.String));
                return Condition(IsLess(comparison) ? Scalar.Or(Scalar.IsNull(first), compared) : compared);
            case Operand.Constant:
                return Condition(comparison switch
                {
                    ComparisonOperator.Less => Scalar.False,
                    ComparisonOperator.LessOrEqual or ComparisonOperator.Equal => Scalar.IsNull(first),
                    ComparisonOperator.GreaterOrEqual => Scalar.True,
                    _ => Scalar.IsNotNull(first),
                });
            case Operand.Column { NamedEnum: null, Scalar: { } second }:
                var both = Scalar.Compare(comparison, first, second);
                return Condition(comparison switch
                {
                    ComparisonOperator.Less => Scalar.Or(Scalar.And(Scalar.IsNull(first), Scalar.IsNotNull(second)), both),
                    ComparisonOperator.LessOrEqual => Scalar.Or(Scalar.IsNull(first), both),
                    ComparisonOperator.Greater => Scalar.Or(Scalar.And(Scalar.IsNotNull(first), Scalar.IsNull(second)), both),
                    ComparisonOperator.GreaterOrEqual => Scalar.Or(Scalar.IsNull(second), both),
                    _ => both,
                });
            default:
                return Fail(Reasons.Method(call));
        }
    }

    private static bool IsLess(ComparisonOperator comparison) => comparison is ComparisonOperator.Less or ComparisonOperator.LessOrEqual;
}
