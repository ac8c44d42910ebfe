using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Sums integers in 64 bits, and knows for which groups no sum on the way can have left them.</summary>
internal sealed class IntegerSumGroups<T>(GroupAggregate aggregate, Schema schema) : GroupState(aggregate, schema)
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    private FlatVector<T>? _scratch;
    private long[] _sums = [];
    private T _least = T.MaxValue;
    private T _greatest = T.MinValue;

    public override Vector Values(int count)
    {
        var values = new FlatVector<long>(ColumnType.Int64);
        _sums.AsSpan(0, count).CopyTo(values.Reset(count));
        return values;
    }

    // Where all values have one sign, no sum on the way is farther from zero than the last one, and that is at most as many times the farthest value.
    public override bool IsWithin(int group, long min, long max)
    {
        if (Counts[group] == 0) return true;
        var (least, greatest) = (Int128.CreateTruncating(_least), Int128.CreateTruncating(_greatest));
        var lowest = Counts[group] * Int128.Min(least, 0);
        var highest = Counts[group] * Int128.Max(greatest, 0);
        if (lowest >= min && highest <= max) return true;
        var isExact = lowest >= long.MinValue && highest <= long.MaxValue;
        return isExact && (least >= 0 || greatest <= 0) && _sums[group] >= min && _sums[group] <= max;
    }

    private protected override void Reserve(int count)
    {
        base.Reserve(count);
        Grow(ref _sums, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Add(Vector values, GroupRows rows)
    {
        var groups = rows.Groups;
        var operand = Operand<T>.Read(values, ref _scratch);
        var counts = OwnCounts;
        var sums = _sums;
        if (operand.IsConstant)
        {
            if (operand.IsNull || groups.IsEmpty) return;
            Bound(operand.Constant);
            var constant = long.CreateTruncating(operand.Constant);
            foreach (var group in groups)
            {
                sums[group] += constant;
                counts[group]++;
            }
            return;
        }
        for (var i = 0; i < groups.Length; i++)
        {
            if (operand.HasNulls && !operand.Valid[i]) continue;
            var value = operand.Values[i];
            Bound(value);
            sums[groups[i]] += long.CreateTruncating(value);
            counts[groups[i]]++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void MergeGroups(GroupState later, ReadOnlySpan<int> groups)
    {
        var other = (IntegerSumGroups<T>)later;
        MergeCounts(later, groups);
        for (var i = 0; i < groups.Length; i++) _sums[groups[i]] += other._sums[i];
        if (other._least < _least) _least = other._least;
        if (other._greatest > _greatest) _greatest = other._greatest;
    }

    private void Bound(T value)
    {
        if (value < _least) _least = value;
        if (value > _greatest) _greatest = value;
    }
}
