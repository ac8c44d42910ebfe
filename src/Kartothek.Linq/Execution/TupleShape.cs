using System.Linq.Expressions;
using System.Reflection;

namespace Kartothek.Linq;

/// <summary>A value that carries items of any number and types: nothing, the one item itself, or a tuple, whose eighth item is a tuple of the rest.</summary>
internal sealed class TupleShape
{
    private const int ItemsPerTuple = 7;
    private readonly int _count;

    /// <summary>The shape for items of these types.</summary>
    public TupleShape(ReadOnlySpan<Type> items)
    {
        _count = items.Length;
        Type = items.Length switch
        {
            0 => typeof(byte),
            1 => items[0],
            _ => TupleOf(items),
        };
    }

    /// <summary>The type of the value.</summary>
    public Type Type { get; }

    /// <summary>The value of some items.</summary>
    public Expression Make(ReadOnlySpan<Expression> items) => items.Length switch
    {
        0 => Expression.Constant((byte)0),
        1 => items[0],
        _ => Tuple(Type, items),
    };

    /// <summary>An item of a value.</summary>
    public Expression Item(Expression value, int position)
    {
        if (_count == 1) return value;
        while (position >= ItemsPerTuple)
        {
            value = Expression.Field(value, "Rest");
            position -= ItemsPerTuple;
        }
        return Expression.Field(value, $"Item{position + 1}");
    }

    private static Type TupleOf(ReadOnlySpan<Type> items)
    {
        Type[] parts = items.Length <= ItemsPerTuple ? [.. items] : [.. items[..ItemsPerTuple], TupleOf(items[ItemsPerTuple..])];
        return Type.GetType($"System.ValueTuple`{parts.Length}")!.MakeGenericType(parts);
    }

    private static NewExpression Tuple(Type type, ReadOnlySpan<Expression> items)
    {
        Expression[] parts = items.Length <= ItemsPerTuple
            ? [.. items]
            : [.. items[..ItemsPerTuple], Tuple(type.GetGenericArguments()[ItemsPerTuple], items[ItemsPerTuple..])];
        // With its members named, whoever composes lambdas sees which item was made of what.
        var members = parts.Select((_, i) => (MemberInfo)type.GetField(i == ItemsPerTuple ? "Rest" : $"Item{i + 1}")!);
        return Expression.New(type.GetConstructors().Single(c => c.GetParameters().Length == parts.Length), parts, members);
    }
}
