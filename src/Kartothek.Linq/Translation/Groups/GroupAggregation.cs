using System.Collections.Immutable;
using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>What a scan groups by and computes of each group, for some lambdas over the groups.</summary>
/// <remarks>
/// Keys and values get places, parameters that stand for them in the rewritten lambdas. When the plan is run a tuple of all of them, the carrier of a group, takes the
/// place of the group itself.
/// </remarks>
internal sealed class GroupAggregation
{
    private readonly GroupSource _source;
    private readonly GroupScalars _scalars;
    private readonly List<GroupKeyPart> _keys = [];
    private readonly List<GroupValue> _values = [];
    private readonly Dictionary<object, ParameterExpression> _places = [];
    private readonly Expression? _key;
    private readonly bool _isFiner;

    private GroupAggregation(Group group, GroupSource source)
    {
        GroupType = group.ElementType;
        _source = source;
        _scalars = new(source.Scan);
        var key = new GroupKey(source.Key, _scalars, part => PlaceOf(part, _keys, part.Type));
        _key = key.Rebuild();
        // The zeros of several keys are told apart.
        _isFiner = key.IsFiner || (_keys.Count > 1 && _keys.Exists(k => k.Scalar.Type.IsFloating));
    }

    /// <summary>The type of a group.</summary>
    public Type GroupType { get; }

    /// <summary>The rows, with the columns whose nulls are errors.</summary>
    public DatasetScan Scan => _scalars.Scan;

    /// <summary>What is grouped by; nothing where all rows are one group.</summary>
    public ImmutableArray<GroupKeyPart> Keys => [.. _keys];

    /// <summary>What is computed of each group.</summary>
    public ImmutableArray<GroupValue> Values => [.. _values];

    /// <summary>The aggregation that some lambdas over groups need; null, and why, where a scan can't compute it exactly as LINQ does.</summary>
    public static GroupAggregation? Of(Group group, IEnumerable<LambdaExpression> lambdas, out string? reason)
    {
        if (!ConstantSet.IsDefault(group.Comparer))
        {
            reason = "it has a comparer of its own";
            return null;
        }
        if (GroupSource.Of(group, out reason) is not { } source) return null;
        var aggregation = new GroupAggregation(group, source);
        if (aggregation._key is null)
        {
            reason = aggregation._scalars.Reason;
            return null;
        }
        foreach (var lambda in lambdas)
        {
            aggregation.Rewrite(lambda, out reason);
            if (reason is not null) return null;
        }
        return aggregation;
    }

    /// <summary>What a selector makes of a group, as plans print it: <c>Revenue = sum(Amount)</c>. What is made of the key alone is left out.</summary>
    public string Print(LambdaExpression selector)
    {
        var body = Rewrite(selector, out _);
        IEnumerable<string> made = body switch
        {
            NewExpression { Members: { } members } creation => creation.Arguments.Zip(members).Where(m => Reads(m.First)).Select(m => $"{m.Second.Name} = {LambdaText.Print(m.First)}"),
            NewExpression { Constructor: { } constructor } creation =>
                creation.Arguments.Zip(constructor.GetParameters()).Where(m => Reads(m.First)).Select(m => $"{m.Second.Name} = {LambdaText.Print(m.First)}"),
            MemberInitExpression init => init.Bindings.OfType<MemberAssignment>().Where(b => Reads(b.Expression)).Select(b => $"{b.Member.Name} = {LambdaText.Print(b.Expression)}"),
            _ => Reads(body) ? [LambdaText.Print(body)] : [],
        };
        return string.Join(", ", made);
    }

    /// <summary>The node that is run over a scan.</summary>
    public GroupCarriers Carriers(DatasetScan scan)
    {
        var carrier = Carrier();
        var group = Expression.Parameter(carrier.Type, "g");
        var key = _isFiner ? Expression.Lambda(carrier.Put(_key!, group), group) : null;
        return new(scan, Keys, Values, carrier.Type, key);
    }

    /// <summary>A lambda over a group as the same lambda over its carrier.</summary>
    public LambdaExpression Carry(LambdaExpression lambda)
    {
        var carrier = Carrier();
        var group = Expression.Parameter(carrier.Type, lambda.Parameters[0].Name);
        return Expression.Lambda(carrier.Put(Rewrite(lambda, out _), group), group);
    }

    private GroupCarrier Carrier() => new([.. _keys.Select(k => _places[k]), .. _values.Select(v => _places[v])]);

    private Expression Rewrite(LambdaExpression lambda, out string? reason)
    {
        var rewriter = new GroupLambda(lambda.Parameters[0], _key!, _source.Element, _scalars, value => PlaceOf(value, _values, value.ResultType));
        var body = rewriter.Visit(lambda.Body);
        reason = rewriter.Reason;
        return body;
    }

    private bool Reads(Expression node)
    {
        var finder = new PlaceFinder([.. _values.Select(v => _places[v])]);
        finder.Visit(node);
        return finder.IsFound;
    }

    private ParameterExpression PlaceOf<T>(T item, List<T> items, Type type)
        where T : notnull
    {
        if (!_places.TryGetValue(item, out var place))
        {
            _places.Add(item, place = Expression.Parameter(type, item.ToString()));
            items.Add(item);
        }
        return place;
    }

    private sealed class PlaceFinder(HashSet<ParameterExpression> places) : ExpressionVisitor
    {
        public bool IsFound { get; private set; }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            IsFound |= places.Contains(node);
            return node;
        }
    }
}
