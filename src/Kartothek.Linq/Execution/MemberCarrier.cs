using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>A value that carries some members of a record: what is sorted and sliced where nobody needs the record itself.</summary>
internal sealed class MemberCarrier
{
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);
    private readonly TupleShape _shape;

    /// <summary>A carrier of members: nothing, the one member's value, or a tuple.</summary>
    public MemberCarrier(Type record, IReadOnlyList<MemberMap> members)
    {
        for (var i = 0; i < members.Count; i++)
        {
            _positions.Add(members[i].Name, i);
        }
        var row = Expression.Parameter(record, "row");
        Expression[] values = [.. members.Select(m => Expression.MakeMemberAccess(row, m.Member))];
        _shape = new([.. values.Select(v => v.Type)]);
        Selector = Expression.Lambda(_shape.Make(values), row);
    }

    /// <summary>Makes the carrier of a record.</summary>
    public LambdaExpression Selector { get; }

    /// <summary>A lambda over a record as the same lambda over its carrier.</summary>
    public LambdaExpression Rewrite(LambdaExpression lambda, RecordMap map)
    {
        var carrier = Expression.Parameter(Selector.ReturnType, lambda.Parameters[0].Name);
        var body = new MemberSubstitution(lambda.Parameters[0], map, m => _shape.Item(carrier, _positions[m.Name])).Visit(lambda.Body);
        return Expression.Lambda(body, carrier);
    }
}
