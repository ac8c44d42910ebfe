using System.Collections.Immutable;

namespace Kartothek.Linq;

/// <summary>Slice, Sort or Filter over Project → Project over Slice, Sort or Filter, where keys and condition read no more of the projection than members of the row.</summary>
/// <remarks>
/// Fewer rows are projected, projections meet and merge, and the scan below sees which columns are used: <c>let</c> makes an object of each row with what it adds,
/// which would need the whole record. What a projection computes isn't computed a second time for a key, nor an object made twice.
/// </remarks>
internal sealed class RaiseProjections : NodeRule
{
    /// <inheritdoc/>
    protected override LogicalPlan ApplyToNode(LogicalPlan node)
    {
        switch (node)
        {
            case Slice { Input: Project project } slice:
                return project.Update(slice.Update(project.Input));
            case Sort { Input: Project project } sort:
                var keys = sort.Keys.Select(k => LambdaComposition.ComposeFree(k.Selector, project.Selector) is { } selector ? k with { Selector = selector } : null).ToImmutableArray();
                return keys.Contains(null) ? node : project.Update(new Sort(project.Input, keys!));
            case Filter { Input: Project project } filter:
                return LambdaComposition.ComposeFree(filter.Predicate, project.Selector) is { } predicate
                    ? project.Update(new Filter(project.Input, predicate, filter.Reason))
                    : node;
            default:
                return node;
        }
    }
}
