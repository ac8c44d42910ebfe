using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Count, Any, Contains, and Min and Max in the default order, don't ask for the order of their rows, nor the first two for more than their number.</summary>
/// <remarks>Sums are left alone: the order of floating additions shows in the last digits.</remarks>
internal sealed class DropUnusedOrder : NodeRule
{
    /// <inheritdoc/>
    protected override LogicalPlan ApplyToNode(LogicalPlan node) => node switch
    {
        CountResult count => count.Update(WithoutRows(count.Input)),
        AnyResult any => any.Update(WithoutRows(any.Input)),
        ContainsResult or AggregateResult { Kind: AggregateKind.Min or AggregateKind.Max, Comparer: null } => Unordered((ResultPlan)node),
        _ => node,
    };

    private static ResultPlan Unordered(ResultPlan result) => result.Update(WithoutOrder(result.Input));

    private static SequencePlan WithoutOrder(SequencePlan plan) => plan switch
    {
        Sort sort => WithoutOrder(sort.Input),
        Reverse reverse => WithoutOrder(reverse.Input),
        Filter filter => filter.Update(WithoutOrder(filter.Input)),
        Project project => project.Update(WithoutOrder(project.Input)),
        _ => plan,
    };

    // A row counts whatever a projection makes of it.
    private static SequencePlan WithoutRows(SequencePlan plan) => plan switch
    {
        Sort sort => WithoutRows(sort.Input),
        Reverse reverse => WithoutRows(reverse.Input),
        Project project => WithoutRows(project.Input),
        Filter filter => filter.Update(WithoutOrder(filter.Input)),
        Slice slice => slice.Update(SameNumber(slice.Input)),
        _ => plan,
    };

    // How many rows a slice leaves doesn't depend on which.
    private static SequencePlan SameNumber(SequencePlan plan) => plan switch
    {
        Sort sort => SameNumber(sort.Input),
        Reverse reverse => SameNumber(reverse.Input),
        Project project => SameNumber(project.Input),
        _ => plan,
    };
}
