using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Counts distinct values, null among them.</summary>
internal sealed class DistinctGroups(GroupAggregate aggregate, Schema schema) : GroupState(aggregate, schema)
{
    private readonly KeyEncoder _values = KeyEncoder.Create(aggregate.Argument!.Type);
    private readonly PairTable _pairs = new();
    private int[] _codes = [];
    private int[] _numbers = [];

    private protected override void Add(Vector values, GroupRows rows)
    {
        var groups = rows.Groups;
        Grow(ref _codes, groups.Length);
        var codes = _codes.AsSpan(0, groups.Length);
        _values.Encode(values, codes);
        Add(groups, codes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void MergeGroups(GroupState later, ReadOnlySpan<int> groups)
    {
        var other = (DistinctGroups)later;
        var entries = other._values.Entries();
        var codeOf = new int[entries.Length];
        _values.Encode(entries, codeOf);
        var firsts = other._pairs.Firsts;
        var seconds = other._pairs.Seconds;
        var mapped = new int[firsts.Length];
        var codes = new int[firsts.Length];
        for (var i = 0; i < mapped.Length; i++)
        {
            mapped[i] = groups[firsts[i]];
            codes[i] = codeOf[seconds[i]];
        }
        Add(mapped, codes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(ReadOnlySpan<int> groups, ReadOnlySpan<int> codes)
    {
        var before = _pairs.Count;
        Grow(ref _numbers, groups.Length);
        var numbers = _numbers.AsSpan(0, groups.Length);
        groups.CopyTo(numbers);
        // Room for all groups that counts have room for, so that the index is made anew as seldom as those are.
        _pairs.Number(numbers, codes, Counts.Length, _values.Count);
        var counts = OwnCounts;
        foreach (var group in _pairs.Firsts[before..]) counts[group]++;
    }
}
