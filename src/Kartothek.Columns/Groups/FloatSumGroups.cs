using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Sums floats as doubles in the order of rows, as LINQ does.</summary>
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
    private protected override void Add(Vector values, ReadOnlySpan<int> groups)
    {
        var operand = Operand<T>.Read(values, ref _scratch);
        var counts = OwnCounts;
        var sums = _sums;
        if (operand.IsConstant)
        {
            if (operand.IsNull) return;
            var constant = double.CreateTruncating(operand.Constant);
            foreach (var group in groups)
            {
                sums[group] += constant;
                counts[group]++;
            }
            return;
        }
        if (!operand.HasNulls)
        {
            var all = operand.Values[..groups.Length];
            for (var i = 0; i < groups.Length; i++)
            {
                var group = groups[i];
                sums[group] += double.CreateTruncating(all[i]);
                counts[group]++;
            }
            return;
        }
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
