namespace Kartothek.Linq;

/// <summary>Slice over Slice → one Slice.</summary>
internal sealed class MergeSlices : NodeRule
{
    /// <inheritdoc/>
    protected override LogicalPlan ApplyToNode(LogicalPlan node)
    {
        switch (node)
        {
            // Skip(0) → nothing
            case Slice { Skip: 0, Take: null } all:
                return all.Input;

            // Of at most inner.Take rows, outer.Skip are left out; skipping more rows than an int counts leaves this alone.
            case Slice { Input: Slice inner } outer when (long)inner.Skip + outer.Skip <= int.MaxValue:
                var left = inner.Take is { } rows ? Math.Max(0, rows - outer.Skip) : (int?)null;
                var take = left is { } most && outer.Take is { } wanted ? Math.Min(most, wanted) : left ?? outer.Take;
                return new Slice(inner.Input, inner.Skip + outer.Skip, take);
            default:
                return node;
        }
    }
}
