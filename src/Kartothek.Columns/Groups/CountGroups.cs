using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Counts rows, or those for which a condition holds.</summary>
internal sealed class CountGroups(GroupAggregate aggregate, Schema schema) : GroupState(aggregate, schema)
{
    private FlatVector<bool>? _scratch;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Add(Vector values, GroupRows rows)
    {
        var groups = rows.Groups;
        var operand = Operand<bool>.Read(values, ref _scratch);
        if (operand.IsConstant)
        {
            if (!operand.IsNull && operand.Constant) rows.AddTo(OwnCounts);
            return;
        }
        var counts = OwnCounts;
        for (var i = 0; i < groups.Length; i++)
        {
            if (operand.Values[i] && (!operand.HasNulls || operand.Valid[i])) counts[groups[i]]++;
        }
    }

    private protected override void MergeGroups(GroupState later, ReadOnlySpan<int> groups) => MergeCounts(later, groups);
}
