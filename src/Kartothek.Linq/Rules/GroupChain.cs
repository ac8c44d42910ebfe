using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Nodes over groups, down from one that makes something else of them.</summary>
/// <param name="Nodes">From the top: a projection, a count, Any or All, and then filters, sorts and the like.</param>
/// <param name="Bottom">The groups: a <see cref="Group"/> or <see cref="ScanGroups"/>.</param>
internal sealed record GroupChain(IReadOnlyList<LogicalPlan> Nodes, SequencePlan Bottom)
{
    /// <summary>All lambdas over groups.</summary>
    public IEnumerable<LambdaExpression> Lambdas => Nodes.SelectMany(LambdasOf);

    /// <summary>The chain whose top is a plan; null where it is none.</summary>
    public static GroupChain? Of(LogicalPlan plan)
    {
        if (plan is not (Project or CountResult or AnyResult or AllResult)) return null;
        var nodes = new List<LogicalPlan> { plan };
        var next = (SequencePlan)plan.Inputs[0];
        while (next is Filter or Sort or Slice or Reverse)
        {
            nodes.Add(next);
            next = (SequencePlan)next.Inputs[0];
        }
        return next is Group or ScanGroups { Selector: null } ? new(nodes, next) : null;
    }

    /// <summary>The same nodes over another bottom of the same element type.</summary>
    public LogicalPlan Over(SequencePlan bottom) => Nodes.Reverse().Aggregate((LogicalPlan)bottom, (input, node) => node.WithInputs([input]));

    /// <summary>The same nodes over what carries groups, with rewritten lambdas.</summary>
    public LogicalPlan Over(SequencePlan bottom, Func<LambdaExpression, LambdaExpression> rewrite) => Nodes.Reverse().Aggregate((LogicalPlan)bottom, (input, node) =>
    {
        var rows = (SequencePlan)input;
        return node switch
        {
            Project project => new Project(rows, rewrite(project.Selector)),
            AllResult all => new AllResult(rows, rewrite(all.Predicate)),
            Filter filter => new Filter(rows, rewrite(filter.Predicate), filter.Reason),
            Sort sort => new Sort(rows, [.. sort.Keys.Select(k => k with { Selector = rewrite(k.Selector) })]),
            _ => node.WithInputs([input]),
        };
    });

    private static IEnumerable<LambdaExpression> LambdasOf(LogicalPlan node) => node switch
    {
        Project project => [project.Selector],
        AllResult all => [all.Predicate],
        Filter filter => [filter.Predicate],
        Sort sort => sort.Keys.Select(k => k.Selector),
        _ => [],
    };
}
