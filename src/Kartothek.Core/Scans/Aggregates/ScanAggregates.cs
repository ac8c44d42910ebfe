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
    public static ValueTask<ImmutableArray<AggregatePartial>> RunAsync(
        ScanPlan plan, ImmutableArray<AggregateCall> calls, ScanOptions? options = null, CancellationToken cancellationToken = default) =>
        MergeAsync(plan, calls, _ => new AggregateSink(calls, plan.Request.Columns), options, cancellationToken);

    /// <summary>Runs a plan into aggregates by other sinks than <see cref="AggregateSink"/>: such as check the rows that they count.</summary>
    /// <inheritdoc cref="RunAsync"/>
    /// <param name="plan">The plan; its columns are those that the aggregates read.</param>
    /// <param name="calls">The aggregates.</param>
    /// <param name="sinkFactory">Makes the sink of a task, whose chunks have a partial result for each of the aggregates.</param>
    /// <param name="options">Parallelism and figures.</param>
    /// <param name="cancellationToken">Stops requests and tasks.</param>
    public static async ValueTask<ImmutableArray<AggregatePartial>> MergeAsync(
        ScanPlan plan,
        ImmutableArray<AggregateCall> calls,
        Func<ScanTask, ITaskSink<ImmutableArray<AggregatePartial>>> sinkFactory,
        ScanOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var states = calls.Select(c => AggregateState.Create(c, plan.Request.Columns)).ToArray();
        var chunks = ScanRunner.RunAsync(plan, sinkFactory, options, cancellationToken);
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
