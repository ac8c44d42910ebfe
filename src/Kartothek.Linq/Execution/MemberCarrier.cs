using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>A value that carries some members of a record: what is sorted and sliced where nobody needs the record itself.</summary>
internal sealed class MemberCarrier
{
    private const int ItemsPerTuple = 7;
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);

    /// <summary>A carrier of members: nothing, the one member's value, or a tuple.</summary>
    public MemberCarrier(Type record, IReadOnlyList<MemberMap> members)
    {
        for (var i = 0; i < members.Count; i++)
        {
            _positions.Add(members[i].Name, i);
        }
        var row = Expression.Parameter(record, "row");
        Expression[] values = [.. members.Select(m => Expression.MakeMemberAccess(row, m.Member))];
        Selector = Expression.Lambda(
            values.Length switch
            {
                0 => Expression.Constant((byte)0),
                1 => values[0],
                _ => Tuple(values),
            },
            row);
    }

    /// <summary>Makes the carrier of a record.</summary>
    public LambdaExpression Selector { get; }

    /// <summary>A lambda over a record as the same lambda over its carrier.</summary>
    public LambdaExpression Rewrite(LambdaExpression lambda, RecordMap map)
    {
        var carrier = Expression.Parameter(Selector.ReturnType, lambda.Parameters[0].Name);
        var body = new MemberSubstitution(lambda.Parameters[0], map, m => ItemOf(carrier, _positions[m.Name])).Visit(lambda.Body);
        return Expression.Lambda(body, carrier);
    }

    private static NewExpression Tuple(ReadOnlySpan<Expression> values)
    {
        Expression[] items = values.Length <= ItemsPerTuple
            ? [.. values]
            : [.. values[..ItemsPerTuple], Tuple(values[ItemsPerTuple..])];
        var definition = Type.GetType($"System.ValueTuple`{items.Length}")!;
        var type = definition.MakeGenericType([.. items.Select(i => i.Type)]);
        return Expression.New(type.GetConstructors().Single(c => c.GetParameters().Length == items.Length), items);
    }

    private Expression ItemOf(Expression carrier, int position)
    {
        if (_positions.Count == 1)
        {
            return carrier;
        }
        while (position >= ItemsPerTuple)
        {
            carrier = Expression.Field(carrier, "Rest");
            position -= ItemsPerTuple;
        }
        return Expression.Field(carrier, $"Item{position + 1}");
    }
}
