using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Numbers the groups of rows that agree in some keys, in the order of their first occurrence. Not thread-safe.</summary>
/// <remarks>
/// Keys are equal as C#'s default comparers have it: null equals null, NaN equals NaN, text ordinally, and a single key 0.0 equals -0.0 (the first one is the group's key). Of
/// several keys the zeros are told apart, because the first row of each group decides which one it has: who wants them equal puts such groups together.
/// Without keys all rows are one group.
/// </remarks>
internal sealed class GroupTable
{
    private readonly ScalarEvaluator[] _keys;
    private readonly KeyEncoder[] _encoders;
    private readonly PairTable[] _pairs;
    private readonly GroupRows _rows = new();
    private int[] _codes = [];

    /// <summary>A table without groups.</summary>
    /// <param name="keys">The keys; of types that <see cref="GroupAggregate.IsKey"/>.</param>
    /// <param name="schema">The columns of the blocks.</param>
    public GroupTable(ImmutableArray<Scalar> keys, Schema schema)
    {
        _keys = [.. keys.Select(k => new ScalarEvaluator(k, schema))];
        _encoders = [.. keys.Select(k => KeyEncoder.Create(k.Type, separatesZeros: keys.Length > 1))];
        _pairs = [.. keys.Skip(1).Select(_ => new PairTable())];
    }

    /// <summary>The number of groups.</summary>
    public int Count { get; private set; }

    /// <summary>The group of each row of a block; valid until the next call.</summary>
    public GroupRows Find(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return Find(i => _keys[i].Evaluate(block), block.Length);
    }

    /// <summary>The groups here of the groups of another table with the same keys, whose rows come later; valid until the next call.</summary>
    public GroupRows Find(GroupTable later)
    {
        ArgumentNullException.ThrowIfNull(later);
        return Find(later.Key, later.Count);
    }

    /// <summary>The values of a key, one per group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Vector Key(int key)
    {
        var codes = new int[Count];
        for (var group = 0; group < codes.Length; group++) codes[group] = group;
        // The last pair of a group has its last key as second half, and the number of the pair before as first.
        for (var pair = _pairs.Length - 1; pair >= Math.Max(0, key - 1); pair--)
        {
            var half = pair == key - 1 ? _pairs[pair].Seconds : _pairs[pair].Firsts;
            for (var group = 0; group < codes.Length; group++) codes[group] = half[codes[group]];
        }
        return VectorCopy.Gather(_encoders[key].Entries(), codes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private GroupRows Find(Func<int, Vector> key, int rows)
    {
        if (_codes.Length < rows) _codes = new int[rows];
        var groups = _rows.Reset(rows);
        if (_encoders.Length == 0)
        {
            groups.Clear();
            Count = Math.Max(Count, Math.Min(rows, 1));
            _rows.Finish(Count);
            return _rows;
        }
        _encoders[0].Encode(key(0), groups);
        Count = _encoders[0].Count;
        var codes = _codes.AsSpan(0, rows);
        for (var i = 1; i < _encoders.Length; i++)
        {
            _encoders[i].Encode(key(i), codes);
            _pairs[i - 1].Number(groups, codes, Count, _encoders[i].Count);
            Count = _pairs[i - 1].Count;
        }
        _rows.Finish(Count);
        return _rows;
    }
}
