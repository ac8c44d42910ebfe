using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>Explains rewritten plans.</summary>
internal static class QueryExplainer
{
    /// <summary>Explains by what is in memory: partition keys and loaded indices. No I/O.</summary>
    /// <param name="plan">The plan behind all rules.</param>
    /// <param name="requestOf">What a scan asks of Core when the plan is run.</param>
    public static QueryExplanation Explain(LogicalPlan plan, Func<DatasetScan, ScanRequest> requestOf)
    {
        var scans = new Dictionary<DatasetScan, ScanPlan>();
        foreach (var (scan, extremes) in ScansOf(plan)) scans[scan] = ScanPlanner.PlanKeys(requestOf(scan) with { Extremes = extremes });
        return new(plan, scans);
    }

    /// <summary>Explains with the indices that the plan uses, and with the footers of the surviving files: a request each, unless the dataset has them.</summary>
    /// <inheritdoc cref="Explain"/>
    public static async ValueTask<QueryExplanation> ExplainAsync(
        LogicalPlan plan, Func<DatasetScan, ScanRequest> requestOf, RunFigures? figures = null, CancellationToken cancellationToken = default)
    {
        var scans = new Dictionary<DatasetScan, ScanPlan>();
        foreach (var (scan, extremes) in ScansOf(plan))
            scans[scan] = await ScanPlanner.PlanRowGroupsAsync(requestOf(scan) with { Extremes = extremes }, figures, cancellationToken).ConfigureAwait(false);
        return new(plan, scans);
    }

    private static IEnumerable<(DatasetScan Scan, ExtremesRequest? Extremes)> ScansOf(LogicalPlan plan) => plan switch
    {
        DatasetScan scan => [(scan, null)],
        ScanAggregate aggregate => [(aggregate.Scan, ScanRequests.ExtremesOf(aggregate))],
        _ => plan.Inputs.SelectMany(ScansOf),
    };
}
