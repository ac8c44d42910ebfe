namespace Kartothek.Linq;

/// <summary>Take, First, Single, ElementAt and Any tell the scan how many rows they will ask for, if every row of the scan is one of theirs.</summary>
internal sealed class LimitScan : NodeRule
{
    /// <inheritdoc/>
    protected override LogicalPlan ApplyToNode(LogicalPlan node) => node switch
    {
        Slice { Take: { } take } slice => slice.Update(Limit(slice.Input, (long)slice.Skip + take)),
        ElementResult { Kind: ElementKind.First } first => first.Update(Limit(first.Input, 1)),
        ElementResult { Kind: ElementKind.Single } single => single.Update(Limit(single.Input, 2)),
        ElementResult { Kind: ElementKind.ElementAt, Index.IsFromEnd: false } at => at.Update(Limit(at.Input, at.Index.Value + 1L)),
        AnyResult any => any.Update(Limit(any.Input, 1)),
        _ => node,
    };

    private static SequencePlan Limit(SequencePlan plan, long rows) => plan switch
    {
        DatasetScan scan => scan.WithLimit(Math.Min(rows, scan.Limit ?? long.MaxValue)),
        Project project => project.Update(Limit(project.Input, rows)),
        Slice slice => slice.Update(Limit(slice.Input, Math.Min(rows, slice.Take ?? long.MaxValue) + slice.Skip)),
        _ => plan,
    };
}
