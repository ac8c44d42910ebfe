using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>The least or greatest values, in the order of LINQ's Min and Max: NaN is less than any number. Of equal values (the zeros) the first counts.</summary>
internal sealed class ExtremeGroups<T>(GroupAggregate aggregate, Schema schema) : GroupState(aggregate, schema)
    where T : unmanaged, IComparable<T>
{
    private readonly bool _isMax = aggregate.Kind == GroupAggregateKind.Max;
    private FlatVector<T>? _scratch;
    private T[] _best = [];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override Vector Values(int count)
    {
        var values = new FlatVector<T>(Aggregate.Argument!.Type);
        _best.AsSpan(0, count).CopyTo(values.Reset(count));
        var valid = values.ResetValid(count);
        for (var group = 0; group < count; group++) valid[group] = Counts[group] > 0;
        return values;
    }

    private protected override void Reserve(int count)
    {
        base.Reserve(count);
        Grow(ref _best, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Add(Vector values, GroupRows rows)
    {
        var groups = rows.Groups;
        var operand = Operand<T>.Read(values, ref _scratch);
        if (operand.IsConstant)
        {
            if (operand.IsNull) return;
            foreach (var group in groups) Take(group, operand.Constant, 1);
            return;
        }
        for (var i = 0; i < groups.Length; i++)
        {
            if (!operand.HasNulls || operand.Valid[i]) Take(groups[i], operand.Values[i], 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void MergeGroups(GroupState later, ReadOnlySpan<int> groups)
    {
        var other = (ExtremeGroups<T>)later;
        for (var i = 0; i < groups.Length; i++)
        {
            if (other.Counts[i] > 0) Take(groups[i], other._best[i], other.Counts[i]);
        }
    }

    private void Take(int group, T value, long rows)
    {
        ref var count = ref OwnCounts[group];
        ref var best = ref _best[group];
        if (count == 0 || (_isMax ? value.CompareTo(best) > 0 : value.CompareTo(best) < 0)) best = value;
        count += rows;
    }
}
