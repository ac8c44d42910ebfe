using System.Linq.Expressions;
using System.Reflection;
using Kartothek.Columns;

namespace Kartothek.Testing;

/// <summary>
/// Recorded predicates as the lambdas that a C# program would hold over a record type: text is ordered by
/// <see cref="string.CompareOrdinal(string, string)"/> and booleans by <see cref="bool.CompareTo(bool)"/>, both behind a null test.
/// </summary>
/// <param name="record">The record type.</param>
/// <param name="listStyle">How <c>in</c> is written.</param>
/// <param name="captured">Whether constants are captured variables rather than literals.</param>
public sealed class GoldenLambdas(GoldenRecordType record, ListStyle listStyle = ListStyle.List, bool captured = false)
{
    private static readonly MethodInfo CompareOrdinal = typeof(string).GetMethod(nameof(string.CompareOrdinal), [typeof(string), typeof(string)])!;
    private static readonly MethodInfo CompareFlags = typeof(bool).GetMethod(nameof(bool.CompareTo), [typeof(bool)])!;

    private static readonly MethodInfo SequenceContains =
        typeof(Enumerable).GetMethods().Single(method => method.Name == nameof(Enumerable.Contains) && method.GetParameters().Length == 2);

    private static readonly MethodInfo SpanContains = typeof(MemoryExtensions).GetMethods().Single(method =>
        method.Name == nameof(MemoryExtensions.Contains) && method.IsGenericMethodDefinition
        && method.GetParameters() is [{ ParameterType.Name: "ReadOnlySpan`1" }, _, _]);

    /// <summary>The predicate as an <c>Expression&lt;Func&lt;T, bool&gt;&gt;</c>; null where C# can't say it: binary columns, columns without a property, literals that the member's type can't hold.</summary>
    public LambdaExpression? Predicate(GoldenDataset dataset, GoldenQuery query)
    {
        var row = Expression.Parameter(record.Type, "row");
        Expression? disjunction = null;
        foreach (var conjunction in query.Predicates)
        {
            Expression? conjuncts = null;
            foreach (var term in conjunction)
            {
                if (Term(row, dataset[term.Column], term) is not { } next)
                    return null;

                conjuncts = conjuncts is null ? next : Expression.AndAlso(conjuncts, next);
            }

            conjuncts ??= Expression.Constant(true);
            disjunction = disjunction is null ? conjuncts : Expression.OrElse(disjunction, conjuncts);
        }

        return Expression.Lambda(disjunction ?? Expression.Constant(false), row);
    }

    private Expression? Term(ParameterExpression row, GoldenColumn column, GoldenTerm term)
    {
        if (record.Member(column.Name) is not { } property || column.Type.Kind is ColumnKind.Binary or ColumnKind.FixedBinary)
            return null;

        var member = Expression.Property(row, property);
        if (term.Operator == "in")
            return Contains(member, term.Literal, column.Type);

        if (!TryConvert(term.Literal, column.Type, out var value))
            return null;

        if (term.IsOrdering && member.Type == typeof(string))
            return IfNotNull(member, Expression.Call(CompareOrdinal, member, Constant(value, typeof(string))), term.Operator);

        if (term.IsOrdering && member.Type == typeof(bool?))
            return IfNotNull(member, Expression.Call(Expression.Property(member, "Value"), CompareFlags, Constant(value ?? false, typeof(bool))), term.Operator);

        return Comparison(term.Operator, member, Constant(value, member.Type));
    }

    private static BinaryExpression IfNotNull(Expression member, Expression comparison, string sign) => Expression.AndAlso(
        Expression.NotEqual(member, Expression.Constant(null, member.Type)),
        Comparison(sign, comparison, Expression.Constant(0)));

    private static BinaryExpression Comparison(string sign, Expression left, Expression right) => sign switch
    {
        "==" => Expression.Equal(left, right),
        "!=" => Expression.NotEqual(left, right),
        "<" => Expression.LessThan(left, right),
        "<=" => Expression.LessThanOrEqual(left, right),
        ">" => Expression.GreaterThan(left, right),
        ">=" => Expression.GreaterThanOrEqual(left, right),
        _ => throw new FormatException($"The answers hold the unknown operator '{sign}'."),
    };

    private MethodCallExpression? Contains(Expression member, GoldenLiteral literal, ColumnType type)
    {
        var items = Array.CreateInstance(member.Type, literal.Items.Length);
        for (var i = 0; i < items.Length; i++)
        {
            if (!TryConvert(literal.Items[i], type, out var value))
                return null;

            items.SetValue(value, i);
        }

        var sequence = typeof(IEnumerable<>).MakeGenericType(member.Type);
        switch (listStyle)
        {
            case ListStyle.List:
                var list = Activator.CreateInstance(typeof(List<>).MakeGenericType(member.Type), items)!;
                return Expression.Call(Constant(list, list.GetType()), "Contains", null, member);
            case ListStyle.Set:
                var set = Activator.CreateInstance(typeof(HashSet<>).MakeGenericType(member.Type), items)!;
                return Expression.Call(Constant(set, set.GetType()), "Contains", null, member);
            case ListStyle.Sequence:
                return Expression.Call(SequenceContains.MakeGenericMethod(member.Type), Expression.Convert(Constant(items, items.GetType()), sequence), member);
            default:
                var span = typeof(ReadOnlySpan<>).MakeGenericType(member.Type);
                return Expression.Call(
                    SpanContains.MakeGenericMethod(member.Type),
                    Expression.Call(span.GetMethod("op_Implicit", [items.GetType()])!, Constant(items, items.GetType())),
                    member,
                    Expression.Constant(null, typeof(IEqualityComparer<>).MakeGenericType(member.Type)));
        }
    }

    private Expression Constant(object? value, Type type)
    {
        if (!captured)
            return Expression.Constant(value, type);

        var closure = Activator.CreateInstance(typeof(Captured<>).MakeGenericType(type))!;
        var field = closure.GetType().GetField(nameof(Captured<>.Value))!;
        field.SetValue(closure, value);
        return Expression.Field(Expression.Constant(closure), field);
    }

    private static bool TryConvert(GoldenLiteral literal, ColumnType type, out object? value)
    {
        // Record members are as wide as their kind.
        var wide = type.IsUnsigned ? ColumnType.UInt64 : type.IsInteger ? ColumnType.Int64 : type.IsFloating ? ColumnType.Double : type;
        if (!GoldenScalars.TryConvert(literal, wide, out value))
            return false;

        // A part of a tick has no .NET value.
        if (type is { Kind: ColumnKind.Timestamp, Unit: ColumnUnit.Nanosecond } && value is long nanoseconds && nanoseconds % 100 != 0)
            return false;

        value = GoldenClrValues.ToClr(value, type);
        return true;
    }

    /// <summary>What the compiler makes of captured variables.</summary>
    private sealed class Captured<T>
    {
        public T? Value = default;
    }
}
