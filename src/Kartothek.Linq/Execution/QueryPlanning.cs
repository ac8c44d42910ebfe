using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>From a query's expression to the plan that is run.</summary>
internal static class QueryPlanning
{
    /// <summary>Translates and rewrites a query whose datasets are open. Does no I/O.</summary>
    /// <exception cref="Columns.KartothekException">An operator isn't supported, or the query is strict and a condition isn't evaluated by the scan.</exception>
    public static LogicalPlan Plan(Expression query, QueryOptions options)
    {
        var plan = RuleList.Apply(QueryTranslator.Translate(query), options.RulesOff);
        if (options.IsStrict)
        {
            CheckStrict(plan);
        }
        return plan;
    }

    private static void CheckStrict(LogicalPlan plan)
    {
        if (plan is Filter filter)
        {
            throw QueryRunErrors.Residual(LambdaText.Print(filter.Predicate), filter.Reason);
        }
        foreach (var input in plan.Inputs)
        {
            CheckStrict(input);
        }
    }
}
