using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Sorts and slices only the members that are used, where a projection or a count above needs no record.</summary>
/// <remarks>
/// <c>Project p (Sort k (Scan))</c> becomes <c>Project p' (Sort k' (Project members (Scan)))</c>: the same rows in the same order, and lambdas that run on as many of
/// them, in the same order; but the columns that only the record would need aren't read, and no record is built. It is part of the execution, not
/// a rule: which columns a scan reads the plan has decided already.
/// </remarks>
internal static class CarryMembers
{
    /// <summary>The plan that is run.</summary>
    public static LogicalPlan Apply(LogicalPlan plan) => plan switch
    {
        Project project when Carry(project.Input, project.Selector, out var input, out var selector) => new Project(input, selector!),
        AllResult all when Carry(all.Input, all.Predicate, out var input, out var predicate) => new AllResult(input, predicate!),
        CountResult count when Carry(count.Input, null, out var input, out _) => count.Update(input),
        AnyResult any when Carry(any.Input, null, out var input, out _) => any.Update(input),
        DatasetScan => plan,
        _ => plan.WithInputs([.. plan.Inputs.Select(Apply)]),
    };

    private static bool Carry(SequencePlan top, LambdaExpression? lambda, out SequencePlan input, out LambdaExpression? rewritten)
    {
        (input, rewritten) = (top, lambda);
        var above = new Stack<SequencePlan>();
        var plan = top;
        while (plan is Sort or Slice or Reverse or Filter)
        {
            above.Push(plan);
            plan = (SequencePlan)plan.Inputs[0];
        }
        // Filters right above the scan run with it anyway.
        while (above.TryPeek(out var lowest) && lowest is Filter)
        {
            plan = above.Pop();
        }
        if (above.Count == 0 || !FusedScan.TryFuse(plan, out var fused) || fused.IsProjected)
        {
            return false;
        }
        var map = fused.Scan.Source.Map;
        var lambdas = above.SelectMany(LambdasOf).Concat(lambda is null ? [] : [lambda]).ToList();
        if (lambdas.Any(l => RecordUse.NeedsRecord(l, map)))
        {
            return false;
        }
        var carrier = new MemberCarrier(map.RecordType, MemberSubstitution.MembersOf(lambdas, map));
        input = new Project(plan, carrier.Selector);
        while (above.TryPop(out var node))
        {
            input = Over(node, input, carrier, map);
        }
        rewritten = lambda is null ? null : carrier.Rewrite(lambda, map);
        return true;
    }

    private static IEnumerable<LambdaExpression> LambdasOf(SequencePlan node) => node switch
    {
        Sort sort => sort.Keys.Select(k => k.Selector),
        Filter filter => [filter.Predicate],
        _ => [],
    };

    private static SequencePlan Over(SequencePlan node, SequencePlan input, MemberCarrier carrier, RecordMap map) => node switch
    {
        Sort sort => new Sort(input, [.. sort.Keys.Select(k => k with { Selector = carrier.Rewrite(k.Selector, map) })]),
        Filter filter => new Filter(input, carrier.Rewrite(filter.Predicate, map), filter.Reason),
        Slice slice => slice.Update(input),
        _ => ((Reverse)node).Update(input),
    };
}
