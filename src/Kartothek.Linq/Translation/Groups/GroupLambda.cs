using System.Linq.Expressions;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Puts places of computed values where a lambda over a group reads its key or aggregates its rows.</summary>
/// <param name="group">The lambda's parameter.</param>
/// <param name="key">What stands for the key.</param>
/// <param name="element">What a group holds of a record.</param>
/// <param name="scalars">Translates arguments.</param>
/// <param name="place">Gives a value a place.</param>
internal sealed class GroupLambda(
    ParameterExpression group, Expression key, LambdaExpression element, GroupScalars scalars, Func<GroupValue, ParameterExpression> place) : ExpressionVisitor
{
    /// <summary>Why not everything could be replaced; null where it could.</summary>
    public string? Reason { get; private set; }

    /// <inheritdoc/>
    protected override Expression VisitParameter(ParameterExpression node)
    {
        if (node == group) Reason ??= "the rows of the groups are used";
        return node;
    }

    /// <inheritdoc/>
    protected override Expression VisitMember(MemberExpression node)
    {
        if (IsGroup(node.Expression) && node.Member.Name == "Key") return key;
        var owner = Visit(node.Expression);
        // new { x.A, x.B }.A is x.A.
        if (owner is NewExpression { Members: { } members } creation && members.IndexOf(members.FirstOrDefault(m => m.Name == node.Member.Name)!) is var i and >= 0)
            return creation.Arguments[i].Type == node.Type ? creation.Arguments[i] : Expression.Convert(creation.Arguments[i], node.Type);
        return node.Update(owner);
    }

    /// <inheritdoc/>
    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        if (node.Method.DeclaringType != typeof(Enumerable) || node.Arguments.Count == 0 || RowsOf(node.Arguments[0]) is not { } rows) return base.VisitMethodCall(node);
        return Aggregate(node, rows) is { } value ? value : Fail(node);
    }

    private bool IsGroup(Expression? node) => node switch
    {
        UnaryExpression { NodeType: ExpressionType.Convert } convert => IsGroup(convert.Operand),
        _ => node == group,
    };

    private Expression Fail(MethodCallExpression node)
    {
        Reason ??= scalars.Reason ?? $"scans don't aggregate by {node.Method.Name}: '{LambdaText.Print(node)}'";
        return node;
    }

    /// <summary>A group's rows, behind Where and Select.</summary>
    private GroupRows? RowsOf(Expression node)
    {
        if (IsGroup(node)) return new(element, null, IsDistinct: false);
        if (node is not MethodCallExpression { Method: { DeclaringType: var declaring, Name: var name } } call || declaring != typeof(Enumerable)) return null;
        if (call.Arguments.Count == 0 || RowsOf(call.Arguments[0]) is not { IsDistinct: false } rows) return null;
        return (name, call.Arguments.Count) switch
        {
            ("Select", 2) when call.Arguments[1] is LambdaExpression { Parameters.Count: 1 } selector => rows.Select(selector),
            ("Where", 2) when call.Arguments[1] is LambdaExpression { Parameters.Count: 1 } predicate => rows.Where(predicate),
            ("Distinct", 1) => rows with { IsDistinct = true },
            _ => null,
        };
    }

    private Expression? Aggregate(MethodCallExpression node, GroupRows rows)
    {
        var lambda = node.Arguments.Count == 2 ? node.Arguments[1] as LambdaExpression : null;
        if (node.Arguments.Count > (lambda is null ? 1 : 2)) return null;
        switch (node.Method.Name)
        {
            case "Count" or "LongCount" when rows.IsDistinct:
                return lambda is null ? Distinct(rows, node.Type) : null;
            case "Count" or "LongCount":
                return Count(lambda is null ? rows : rows.Where(lambda), node.Type);
            case "Any":
                rows = lambda is null ? rows : rows.Where(lambda);
                return rows.Predicate is null ? Expression.Constant(true) : Compare(ExpressionType.GreaterThan, Count(rows, typeof(long)));
            case "All" when lambda is not null && !rows.IsDistinct:
                return Compare(ExpressionType.Equal, Count(rows.Where(Expression.Lambda(Expression.Not(lambda.Body), lambda.Parameters)), typeof(long)));
            case "Sum" or "Average" or "Min" or "Max" when !rows.IsDistinct && (lambda is null || lambda.Parameters.Count == 1):
                return Number(node, lambda is null ? rows : rows.Select(lambda));
            default:
                return null;
        }
    }

    private static BinaryExpression? Compare(ExpressionType comparison, Expression? count) =>
        count is null ? null : Expression.MakeBinary(comparison, count, Expression.Constant(0L));

    private ParameterExpression? Count(GroupRows rows, Type type)
    {
        if (rows.Predicate is null) return place(new(new(GroupAggregateKind.Count), IsAverage: false, type));
        return scalars.Test(rows.Predicate) is { } test ? place(new(new(GroupAggregateKind.CountWhere, test), IsAverage: false, type)) : null;
    }

    private ParameterExpression? Distinct(GroupRows rows, Type type) =>
        rows.Predicate is null && scalars.Argument(rows.Value) is { } value && scalars.Key(rows.Value) is { IsFiner: false }
            ? place(new(new(GroupAggregateKind.CountDistinct, value), IsAverage: false, type))
            : null;

    private ParameterExpression? Number(MethodCallExpression node, GroupRows rows)
    {
        var kind = node.Method.Name switch
        {
            "Min" => GroupAggregateKind.Min,
            "Max" => GroupAggregateKind.Max,
            _ => GroupAggregateKind.Sum,
        };
        if (scalars.Argument(rows.Value) is not { } argument || !IsExact(kind, rows.Value.ReturnType, argument.Type)) return null;
        if (rows.Predicate is not null)
        {
            if (scalars.Test(rows.Predicate) is not { } test) return null;
            argument = Scalar.Conditional(test, argument, Scalar.Null(argument.Type));
        }
        return GroupAggregate.Takes(kind, argument.Type) ? place(new(new(kind, argument), node.Method.Name == "Average", node.Type)) : null;
    }

    /// <summary>Whether a scan's sum, least or greatest of a type is LINQ's. Text is ordered by culture there.</summary>
    private bool IsExact(GroupAggregateKind kind, Type type, ColumnType column)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) Reason ??= "text is ordered by culture";
        if (type == typeof(decimal)) return column.Kind == ColumnKind.Decimal;
        if (NumericTypes.IsInteger(type)) return column.IsInteger;
        if (NumericTypes.IsFloating(type)) return column.IsFloating && type != typeof(Half);
        return kind is GroupAggregateKind.Min or GroupAggregateKind.Max && column.Kind is ColumnKind.Date or ColumnKind.Timestamp or ColumnKind.Time && !type.IsEnum;
    }
}
