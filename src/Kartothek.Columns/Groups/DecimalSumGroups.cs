using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Sums decimals exactly, unscaled, in 128 bits; a group that left those is known.</summary>
internal sealed class DecimalSumGroups<T>(GroupAggregate aggregate, Schema schema) : GroupState(aggregate, schema)
    where T : unmanaged, IBinaryInteger<T>
{
    private FlatVector<T>? _scratch;
    private Int128[] _sums = [];
    private bool[] _overflows = [];

    public override Vector Values(int count)
    {
        var values = new FlatVector<Int128>(ColumnType.Decimal(38, Aggregate.Argument!.Type.Scale));
        _sums.AsSpan(0, count).CopyTo(values.Reset(count));
        return values;
    }

    public override bool IsWithin(int group, long min, long max) => !_overflows[group];

    private protected override void Reserve(int count)
    {
        base.Reserve(count);
        Grow(ref _sums, count);
        Grow(ref _overflows, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Add(Vector values, GroupRows rows)
    {
        var groups = rows.Groups;
        var operand = Operand<T>.Read(values, ref _scratch);
        var counts = OwnCounts;
        for (var i = 0; i < groups.Length; i++)
        {
            if (operand.IsConstant ? operand.IsNull : operand.HasNulls && !operand.Valid[i]) continue;
            Add(groups[i], Int128.CreateTruncating(operand.IsConstant ? operand.Constant : operand.Values[i]));
            counts[groups[i]]++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void MergeGroups(GroupState later, ReadOnlySpan<int> groups)
    {
        var other = (DecimalSumGroups<T>)later;
        MergeCounts(later, groups);
        for (var i = 0; i < groups.Length; i++)
        {
            Add(groups[i], other._sums[i]);
            _overflows[groups[i]] |= other._overflows[i];
        }
    }

    // A sum that leaves 128 bits has the sign of neither operand.
    private void Add(int group, Int128 value)
    {
        ref var total = ref _sums[group];
        var sum = unchecked(total + value);
        _overflows[group] |= ((total ^ sum) & (value ^ sum)) < 0;
        total = sum;
    }
}
