using System.Linq.Expressions;
using System.Reflection;

namespace Kartothek.Linq;

/// <summary>Computes an expression without parameters by reflection; nothing is compiled for what captured variables are made of.</summary>
internal static class ReflectionEvaluator
{
    /// <summary>The value.</summary>
    /// <exception cref="Exception">Whatever the evaluation throws.</exception>
    public static object? Evaluate(Expression node) => node switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression member => Read(member),
        MethodCallExpression call when call.Arguments.All(a => !a.Type.IsByRef) => Call(call),
        NewExpression { Constructor: { } constructor } creation => constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, Evaluate(creation.Arguments), null),
        NewArrayExpression { NodeType: ExpressionType.NewArrayInit } array => NewArray(array),
        UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert when KeepsObject(convert) => Evaluate(convert.Operand),
        BinaryExpression { NodeType: ExpressionType.AndAlso, Method: null } both when both.Type == typeof(bool) => (bool)Evaluate(both.Left)! && (bool)Evaluate(both.Right)!,
        BinaryExpression { NodeType: ExpressionType.OrElse, Method: null } either when either.Type == typeof(bool) => (bool)Evaluate(either.Left)! || (bool)Evaluate(either.Right)!,
        ConditionalExpression conditional => Evaluate((bool)Evaluate(conditional.Test)! ? conditional.IfTrue : conditional.IfFalse),
        _ => Interpret(node),
    };

    private static object?[] Evaluate(IReadOnlyList<Expression> nodes)
    {
        var values = new object?[nodes.Count];
        for (var i = 0; i < values.Length; i++) values[i] = Evaluate(nodes[i]);
        return values;
    }

    private static object? Read(MemberExpression member)
    {
        var instance = member.Expression is { } target ? Evaluate(target) : null;

        // A boxed int? is an int or null: its members are those of Nullable<int>, which the box hasn't.
        if (Nullable.GetUnderlyingType(member.Member.DeclaringType!) is not null)
            return member.Member.Name == "HasValue" ? instance is not null : instance ?? throw new InvalidOperationException("Nullable object must have a value.");
        if (member.Expression is not null && instance is null) throw new NullReferenceException();
        return member.Member is FieldInfo field
            ? field.GetValue(instance)
            : ((PropertyInfo)member.Member).GetValue(instance, BindingFlags.DoNotWrapExceptions, null, null, null);
    }

    private static object? Call(MethodCallExpression call)
    {
        // Nullable<T>'s methods can't be invoked on a box.
        if (call.Object is { } target && Nullable.GetUnderlyingType(target.Type) is not null) return Interpret(call);
        var instance = call.Object is { } node ? Evaluate(node) ?? throw new NullReferenceException() : null;
        return call.Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, Evaluate(call.Arguments), null);
    }

    private static Array NewArray(NewArrayExpression node)
    {
        var array = Array.CreateInstance(node.Type.GetElementType()!, node.Expressions.Count);
        for (var i = 0; i < node.Expressions.Count; i++) array.SetValue(Evaluate(node.Expressions[i]), i);
        return array;
    }

    /// <summary>Whether a boxed value is the same before and after: upcasts, boxing, and the conversion to a nullable type.</summary>
    private static bool KeepsObject(UnaryExpression convert) =>
        convert.Type.IsAssignableFrom(convert.Operand.Type) || Nullable.GetUnderlyingType(convert.Type) == convert.Operand.Type;

    /// <summary>Arithmetic, comparisons and whatever is rarer: run by the interpreter, over operands that are constants by now where they could be.</summary>
    private static object? Interpret(Expression node) =>
        Expression.Lambda<Func<object?>>(Expression.Convert(node, typeof(object))).Compile(preferInterpretation: true)();
}
