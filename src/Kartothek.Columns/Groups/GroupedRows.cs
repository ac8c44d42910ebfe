using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Groups of rows, and aggregates of each group. Not thread-safe; parallel tasks each have their own, merged in the order of tasks.</summary>
public sealed class GroupedRows
{
    private readonly GroupTable _table;
    private readonly GroupState[] _states;

    /// <summary>No groups.</summary>
    /// <param name="keys">What groups agree in, as in <see cref="GroupTable"/>.</param>
    /// <param name="aggregates">What is computed of each group.</param>
    /// <param name="schema">The columns of the blocks.</param>
    public GroupedRows(ImmutableArray<Scalar> keys, ImmutableArray<GroupAggregate> aggregates, Schema schema)
    {
        _table = new(keys, schema);
        _states = [.. aggregates.Select(a => GroupState.Create(a, schema))];
    }

    /// <summary>The number of groups; they are numbered in the order of their first rows.</summary>
    public int Count => _table.Count;

    /// <summary>Adds the rows of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        var groups = _table.Find(block);
        foreach (var state in _states) state.Accumulate(block, groups, _table.Count);
    }

    /// <summary>Adds other groups of the same keys and aggregates, whose rows come later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Merge(GroupedRows later)
    {
        ArgumentNullException.ThrowIfNull(later);
        var groups = _table.Find(later._table);
        for (var i = 0; i < _states.Length; i++) _states[i].Merge(later._states[i], groups, _table.Count);
    }

    /// <summary>The values of a key, one per group.</summary>
    public Vector Key(int key) => _table.Key(key);

    /// <summary>The states of an aggregate, by the groups' numbers.</summary>
    public GroupState Aggregate(int aggregate) => _states[aggregate];
}
