using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Groups of rows, and aggregates of each group. Not thread-safe; parallel tasks each have their own, merged in the order of tasks.</summary>
public sealed class GroupedRows
{
    private readonly GroupTable _table;
    private readonly SharedExpressions _shared;
    private readonly GroupState[] _states;
    private readonly int[] _stateOf;

    /// <summary>No groups.</summary>
    /// <param name="keys">What groups agree in, as in <see cref="GroupTable"/>.</param>
    /// <param name="aggregates">What is computed of each group.</param>
    /// <param name="schema">The columns of the blocks.</param>
    public GroupedRows(ImmutableArray<Scalar> keys, ImmutableArray<GroupAggregate> aggregates, Schema schema)
    {
        _table = new(keys, schema);
        // An average and a sum of one argument are one state.
        ImmutableArray<GroupAggregate> distinct = [.. aggregates.Distinct()];
        _stateOf = [.. aggregates.Select(distinct.IndexOf)];
        _shared = new SharedExpressions([.. distinct.Select(a => a.Argument)], schema);
        _states = [.. distinct.Select((a, i) => GroupState.Create(a.Argument is null ? a : new GroupAggregate(a.Kind, _shared.Rewritten[i]), _shared.Schema))];
    }

    /// <summary>The number of groups; they are numbered in the order of their first rows.</summary>
    public int Count => _table.Count;

    /// <summary>Adds the rows of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        var rows = _table.Find(block);
        var extended = _shared.Extend(block);
        foreach (var state in _states) state.Accumulate(extended, rows);
    }

    /// <summary>Adds other groups of the same keys and aggregates, whose rows come later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Merge(GroupedRows later)
    {
        ArgumentNullException.ThrowIfNull(later);
        var groups = _table.Find(later._table).Groups;
        for (var i = 0; i < _states.Length; i++) _states[i].Merge(later._states[i], groups, _table.Count);
    }

    /// <summary>The values of a key, one per group.</summary>
    public Vector Key(int key) => _table.Key(key);

    /// <summary>The states of an aggregate, by the groups' numbers.</summary>
    public GroupState Aggregate(int aggregate) => _states[_stateOf[aggregate]];
}
