using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kartothek.Columns;

/// <summary>Sums floats as doubles, those of few groups not in the order of rows.</summary>
internal sealed class FloatSumGroups<T>(GroupAggregate aggregate, Schema schema) : GroupState(aggregate, schema)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private FlatVector<T>? _scratch;
    private double[] _sums = [];

    public override Vector Values(int count)
    {
        var values = new FlatVector<double>(ColumnType.Double);
        _sums.AsSpan(0, count).CopyTo(values.Reset(count));
        return values;
    }

    private protected override void Reserve(int count)
    {
        base.Reserve(count);
        Grow(ref _sums, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Add(Vector values, GroupRows rows)
    {
        var operand = Operand<T>.Read(values, ref _scratch);
        var groups = rows.Groups;
        var sums = _sums.AsSpan(0, rows.Count);
        if (operand.IsConstant)
        {
            if (operand.IsNull) return;
            var constant = double.CreateTruncating(operand.Constant);
            foreach (var group in groups) sums[group] += constant;
            rows.AddTo(OwnCounts);
            return;
        }
        if (!operand.HasNulls)
        {
            rows.AddTo(OwnCounts);
            if (typeof(T) == typeof(double))
            {
                GroupLoops.Sum(groups, MemoryMarshal.Cast<T, double>(operand.Values), sums);
                return;
            }
            var all = operand.Values[..groups.Length];
            for (var i = 0; i < groups.Length; i++) sums[groups[i]] += double.CreateTruncating(all[i]);
            return;
        }
        var counts = OwnCounts;
        for (var i = 0; i < groups.Length; i++)
        {
            if (!operand.Valid[i]) continue;
            sums[groups[i]] += double.CreateTruncating(operand.Values[i]);
            counts[groups[i]]++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void MergeGroups(GroupState later, ReadOnlySpan<int> groups)
    {
        MergeCounts(later, groups);
        var other = ((FloatSumGroups<T>)later)._sums;
        for (var i = 0; i < groups.Length; i++) _sums[groups[i]] += other[i];
    }
}
