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
            ResidualConditions.Forbid(plan);
        }
        return plan;
    }

    /// <summary>Opens the datasets of a query where they aren't.</summary>
    /// <returns>The first of them.</returns>
    public static async ValueTask<IDatasetSource?> OpenAsync(Expression query, CancellationToken cancellationToken)
    {
        var sources = SourceFinder.Find(LogicBalancer.Balance(query));
        foreach (var source in sources)
        {
            await source.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        return sources.Count > 0 ? sources[0] : null;
    }
}
