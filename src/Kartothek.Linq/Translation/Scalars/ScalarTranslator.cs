using System.Linq.Expressions;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Translates a lambda over a mapped record into a scalar with exactly its results, or says why it can't.</summary>
/// <remarks>
/// <para>It expects what the <see cref="Preprocessor"/> leaves. Null, NaN, overflow and order are C#'s, with these rules where C# has an
/// error and a column a value: <c>Value</c> of a nullable member that is null is null, and so is a member of a null text (<c>x.Name.Length</c>),
/// so that a comparison of it fails and only its negation holds; a text test on null fails. A member that isn't nullable compares
/// by the column's value, null included; that such a row raises when it counts is the matter of <see cref="DatasetScan.Required"/>.</para>
/// <para>Widening conversions vanish in comparisons (the number stays the same), and narrowing ones aren't translated.</para>
/// </remarks>
internal sealed partial class ScalarTranslator
{
    private readonly RecordMap _map;
    private readonly ParameterExpression _row;
    private readonly List<MemberMap> _members = [];
    private string? _reason;

    private ScalarTranslator(RecordMap map, ParameterExpression row)
    {
        _map = map;
        _row = row;
    }

    /// <summary>A condition, two-valued but for a boolean column by itself.</summary>
    public static Translated Condition(LambdaExpression predicate, RecordMap map)
    {
        var translator = new ScalarTranslator(map, predicate.Parameters[0]);
        return translator.Result(translator.Boolean(predicate.Body));
    }

    /// <summary>A value, in a type of its kind that holds it; for a member its column, for a floating one exactly the member's width.</summary>
    public static Translated Value(LambdaExpression selector, RecordMap map)
    {
        var translator = new ScalarTranslator(map, selector.Parameters[0]);
        var scalar = translator.Visit(selector.Body) switch
        {
            Operand.Column { NamedEnum: null, ValueType: var type } column when NumericTypes.IsFloating(type) && type != typeof(Half) =>
                ScalarConversion.Exact(column, ScalarConversion.NumberOf(type)!),
            Operand.Column { NamedEnum: null } column when column.ValueType != typeof(decimal) || column.Scalar.Type.Kind == ColumnKind.Decimal => column.Scalar,
            null => null,
            _ => translator.FailScalar(Reasons.NotAColumn(selector.Body)),
        };
        return translator.Result(scalar);
    }

    private Translated Result(Scalar? scalar) => new(scalar, scalar is null ? _reason : null, [.. _members]);

    private Operand? Visit(Expression node) => node switch
    {
        ConstantExpression constant => new Operand.Constant(constant.Value, constant.Type),
        DefaultExpression none => new Operand.Constant(none.Type.IsValueType ? Activator.CreateInstance(none.Type) : null, none.Type),
        ParameterExpression parameter => parameter == _row ? new Operand.Row(parameter.Type) : Fail(Reasons.NotEvaluated(node)),
        MemberExpression member => Member(member),
        UnaryExpression unary => Unary(unary),
        BinaryExpression binary => Binary(binary),
        ConditionalExpression conditional => Conditional(conditional),
        MethodCallExpression call => Call(call),
        _ => Fail(Reasons.NotEvaluated(node)),
    };

    /// <summary>A part that must be a condition.</summary>
    private Scalar? Boolean(Expression node) => Visit(node) switch
    {
        null => null,
        Operand.Constant { Value: bool value } => value ? Scalar.True : Scalar.False,
        Operand.Column { Scalar: { Type.Kind: ColumnKind.Boolean } scalar } => scalar,
        _ => FailScalar(Reasons.NotEvaluated(node)),
    };

    private static Operand.Column Condition(Scalar scalar) => new(scalar, typeof(bool));

    private Operand? Unary(UnaryExpression node)
    {
        switch (node.NodeType)
        {
            case ExpressionType.Convert or ExpressionType.ConvertChecked:
                return Conversion(node);
            case ExpressionType.Not when node.Type == typeof(bool):
                return Boolean(node.Operand) is { } operand ? Condition(Scalar.Not(operand)) : null;
            case ExpressionType.UnaryPlus:
                return Visit(node.Operand);
            case ExpressionType.Negate or ExpressionType.NegateChecked:
                return Negation(node);
            default:

                // The operand's own reason tells more.
                return Visit(node.Operand) is null ? null : Fail(Reasons.NotEvaluated(node));
        }
    }

    private Operand.Column? Negation(UnaryExpression node)
    {
        var type = ScalarConversion.NumberOf(Nullable.GetUnderlyingType(node.Type) ?? node.Type);
        if (type is null || type.IsUnsigned) return Fail(Reasons.Arithmetic(node));
        if (Visit(node.Operand) is not { } operand) return null;
        if (ScalarConversion.Exact(operand, type) is not { } exact) return Fail(Reasons.NotEvaluated(node));

        // checked(-x) is 0 - x; for floating numbers that would lose the sign of zero, and they don't overflow.
        var negated = node.NodeType == ExpressionType.NegateChecked && !type.IsFloating
            ? Scalar.Arithmetic(ArithmeticOperator.Subtract, ScalarConversion.ConstantOf(0, type)!, exact, isChecked: true)
            : Scalar.Apply(ScalarFunction.Negate, exact);
        return new(negated, node.Type);
    }

    private Operand? Conditional(ConditionalExpression node)
    {
        if (Boolean(node.Test) is not { } test || Visit(node.IfTrue) is not { } whenTrue || Visit(node.IfFalse) is not { } whenFalse) return null;
        return Together(whenTrue, whenFalse) is var (left, right)
            ? new Operand.Column(Scalar.Conditional(test, left, right), node.Type)
            : Fail(Reasons.NotEvaluated(node));
    }

    private Operand? Coalesce(BinaryExpression node)
    {
        if (node.Conversion is not null) return Fail(Reasons.NotEvaluated(node));
        if (Visit(node.Left) is not { } left || Visit(node.Right) is not { } right) return null;
        return Together(left, right) is var (operand, fallback)
            ? new Operand.Column(Scalar.Coalesce(operand, fallback), node.Type)
            : Fail(Reasons.NotEvaluated(node));
    }

    /// <summary>Two alternatives in one type; null where there is none.</summary>
    private static (Scalar Left, Scalar Right)? Together(Operand left, Operand right)
    {
        if (left is Operand.Column { NamedEnum: not null } || right is Operand.Column { NamedEnum: not null }) return null;
        if (left is Operand.Column { Scalar.Type.IsNested: true } || right is Operand.Column { Scalar.Type.IsNested: true }) return null;
        switch (left, right)
        {
            case (Operand.Column l, Operand.Column r):
                return ScalarConversion.Unify(l.Scalar, r.Scalar, l.ValueType);
            case (Operand.Column l, Operand.Constant r):
                return With(l, r);
            case (Operand.Constant l, Operand.Column r):
                return With(r, l) is var (column, constant) ? (constant, column) : null;
            case (Operand.Constant, Operand.Constant) when ScalarConversion.NumberOf(left.ValueType) is { } number:
                return (ScalarConversion.Exact(left, number)!, ScalarConversion.Exact(right, number)!);
            case (Operand.Constant { Value: bool a }, Operand.Constant { Value: bool b }):
                return (a ? Scalar.True : Scalar.False, b ? Scalar.True : Scalar.False);
            default:
                return null;
        }
    }

    private static (Scalar Column, Scalar Constant)? With(Operand.Column column, Operand.Constant constant)
    {
        var scalar = column.Scalar;
        if (constant.Value is null) return (scalar, Scalar.Null(scalar.Type));
        if (ScalarConversion.ConstantOf(constant.Value, scalar.Type) is { } same) return (scalar, same);
        var wide = scalar.Type.IsFloating ? ColumnType.Double : scalar.Type.IsInteger && !scalar.Type.IsUnsigned ? ColumnType.Int64 : null;
        return wide is not null && ScalarConversion.ConstantOf(constant.Value, wide) is { } widened
            ? (ScalarConversion.Convert(scalar, wide, isChecked: true), widened)
            : null;
    }

    private Operand.Column? Fail(string reason)
    {
        _reason ??= reason;
        return null;
    }

    private Scalar? FailScalar(string reason)
    {
        _reason ??= reason;
        return null;
    }
}
