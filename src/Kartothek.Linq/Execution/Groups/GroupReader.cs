using System.Collections.Concurrent;
using System.Linq.Expressions;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Makes carriers of groups: keys and extremes are read like columns, sums and counts lie in arrays of their C# types.</summary>
/// <typeparam name="TCarrier">The tuple.</typeparam>
internal sealed class GroupReader<TCarrier>
{
    private const int MaxCached = 256;
    private static readonly ConcurrentDictionary<ProgramKey, Func<ColumnReader[], Array[], int, TCarrier>> Cache = [];

    private readonly ColumnReader[] _readers;
    private readonly Array[] _values;
    private readonly Func<ColumnReader[], Array[], int, TCarrier> _make;
    private readonly Func<TCarrier, object?>? _key;
    private readonly HashSet<object> _seen = [];
    private bool _hasSeenNull;

    private GroupReader(ColumnReader[] readers, Array[] values, Func<ColumnReader[], Array[], int, TCarrier> make, Func<TCarrier, object?>? key) =>
        (_readers, _values, _make, _key) = (readers, values, make, key);

    /// <summary>A reader of groups.</summary>
    /// <exception cref="GroupsNeedRowsException">A value isn't LINQ's for certain.</exception>
    public static GroupReader<TCarrier> Of(GroupCarriers plan, GroupedRows rows)
    {
        var (targets, vectors, values) = (new List<ReadTarget>(), new List<Vector>(), new List<Array>());
        foreach (var part in plan.Keys)
        {
            targets.Add(TargetOf(part.Type, part.Scalar.Type, $"{part}"));
            vectors.Add(rows.Key(vectors.Count));
        }
        for (var i = 0; i < plan.Values.Length; i++)
        {
            var (value, state) = (plan.Values[i], rows.Aggregate(i));
            if (value.Aggregate.Kind is not (GroupAggregateKind.Min or GroupAggregateKind.Max))
            {
                values.Add(GroupNumbers.Of(value, state, rows.Count));
                continue;
            }
            var target = TargetOf(value.ResultType, value.Aggregate.Argument!.Type, $"{value}");
            if (!target.AcceptsNull && state.Counts[..rows.Count].Contains(0)) throw new GroupsNeedRowsException();
            targets.Add(target);
            vectors.Add(state.Values(rows.Count));
        }
        var position = new RowPosition { File = plan.Scan.Source.Name };
        var readers = targets.Select(t => ReaderMaker.Of(t).Make(position)).ToArray();
        for (var i = 0; i < readers.Length; i++) readers[i].Load(vectors[i]);
        var shape = new ProgramKey([.. targets, plan.Keys.Length, .. plan.Values.Select(v => v.Aggregate.Kind), .. values.Select(v => v.GetType())]);
        if (Cache.Count >= MaxCached) Cache.Clear();
        var make = Cache.GetOrAdd(shape, static (_, p) => Compile(p.plan, p.targets, p.values), (plan, targets, values));
        return new(readers, [.. values], make, plan.Key is { } key ? KeyOf(key) : null);
    }

    /// <summary>Looks whether groups have different keys, where that isn't certain.</summary>
    /// <exception cref="GroupsNeedRowsException">Two groups have equal keys.</exception>
    public void CheckKeys(int count)
    {
        for (var group = 0; _key is not null && group < count; group++)
        {
            if (!IsNew(_key(_make(_readers, _values, group)))) throw new GroupsNeedRowsException();
        }
    }

    /// <summary>Makes the carriers of consecutive groups.</summary>
    public void Read(int first, TCarrier[] items)
    {
        for (var i = 0; i < items.Length; i++) items[i] = _make(_readers, _values, first + i);
    }

    private bool IsNew(object? key) => key is null ? !_hasSeenNull && (_hasSeenNull = true) : _seen.Add(key);

    private static Func<TCarrier, object?> KeyOf(LambdaExpression key) =>
        CompiledLambda<TCarrier, object?>.Of(Expression.Lambda(Expression.Convert(key.Body, typeof(object)), key.Parameters));

    private static ReadTarget TargetOf(Type type, ColumnType column, string name) =>
        new(type, name, column, !type.IsValueType || Nullable.GetUnderlyingType(type) is not null, name);

    private static Func<ColumnReader[], Array[], int, TCarrier> Compile(GroupCarriers plan, List<ReadTarget> targets, List<Array> values)
    {
        var readers = Expression.Parameter(typeof(ColumnReader[]), "readers");
        var numbers = Expression.Parameter(typeof(Array[]), "numbers");
        var group = Expression.Parameter(typeof(int), "group");
        var set = new ReaderSet(readers, isChecked: true);
        var read = targets.Select(t => set.Read(t, group)).ToList();
        var items = read.Take(plan.Keys.Length).ToList();
        var (nextRead, nextNumber) = (plan.Keys.Length, 0);
        foreach (var value in plan.Values)
        {
            items.Add(value.Aggregate.Kind is GroupAggregateKind.Min or GroupAggregateKind.Max
                ? read[nextRead++]
                : Expression.ArrayIndex(Expression.Convert(Expression.ArrayIndex(numbers, Expression.Constant(nextNumber)), values[nextNumber++].GetType()), group));
        }
        var shape = new TupleShape([.. items.Select(i => i.Type)]);
        var body = Expression.Block(set.Locals, [.. set.Prologue, shape.Make([.. items])]);
        return Expression.Lambda<Func<ColumnReader[], Array[], int, TCarrier>>(body, readers, numbers, group).Compile();
    }
}
