using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Aggregates over the rows of a plan.</summary>
public static class ScanAggregates
{
    /// <summary>Runs a plan into aggregates: each task makes partial results, which are merged in the order of the tasks.</summary>
    /// <param name="plan">The plan; its columns are those that the aggregates read.</param>
    /// <param name="calls">The aggregates.</param>
    /// <param name="options">Parallelism and figures.</param>
    /// <param name="cancellationToken">Stops requests and tasks.</param>
    /// <returns>The results in the order of <paramref name="calls"/>; floating-point sums don't depend on the parallelism.</returns>
    public static async ValueTask<ImmutableArray<AggregatePartial>> RunAsync(
        ScanPlan plan, ImmutableArray<AggregateCall> calls, ScanOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var columns = plan.Request.Columns;
        var states = calls.Select(c => AggregateState.Create(c, columns)).ToArray();
        var chunks = ScanRunner.RunAsync(plan, _ => new AggregateSink(calls, columns), options, cancellationToken);
        await foreach (var partials in chunks.ConfigureAwait(false))
        {
            for (var i = 0; i < states.Length; i++)
            {
                states[i].Merge(partials[i]);
            }
        }
        return [.. states.Select(s => s.Partial())];
    }
}
