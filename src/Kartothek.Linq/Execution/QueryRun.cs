using System.Diagnostics;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Kartothek.Core;
using Microsoft.Extensions.Logging;

namespace Kartothek.Linq;

/// <summary>One run of a query: its plan, and what it costs.</summary>
internal sealed class QueryRun
{
    private readonly Expression _query;
    private readonly QueryOptions _options;
    private readonly RunFigures _figures = new();
    private readonly PlanExecution _execution;
    private readonly long _started = Stopwatch.GetTimestamp();
    private long _rows;

    private readonly IDatasetSource? _source;

    private QueryRun(Expression query, LogicalPlan plan, QueryOptions options, IDatasetSource? source)
    {
        _query = query;
        Plan = plan;
        _source = source;
        _options = options;
        _execution = new PlanExecution(new ScanExecution(options, _figures));
    }

    /// <summary>The rewritten plan.</summary>
    public LogicalPlan Plan { get; }

    /// <summary>Opens the datasets of a query where they aren't, and plans it. Costs no request otherwise.</summary>
    public static async ValueTask<QueryRun> StartAsync(Expression query, QueryOptions options, CancellationToken cancellationToken)
    {
        var source = await QueryPlanning.OpenAsync(query, cancellationToken).ConfigureAwait(false);
        var run = new QueryRun(query, QueryPlanning.Plan(query, options), options, source);
        run.LogResiduals(run.Plan);
        return run;
    }

    /// <summary>The rows of a query that gives rows.</summary>
    public async IAsyncEnumerable<RowChunk<T>> RowsAsync<T>([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var activity = Telemetry.Start(Plan);
        RowChunk<T>? last = null;
        try
        {
            await foreach (var chunk in Rows<T>().WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                // What the caller took of a chunk is known when it comes back, for the next one or to stop.
                last = chunk;
                yield return chunk;
                _rows += chunk.Taken;
                last = null;
            }
        }
        finally
        {
            _rows += last?.Taken ?? 0;
            Complete(activity);
        }
    }

    /// <summary>The value of a query that gives one.</summary>
    public async ValueTask<TResult> ResultAsync<TResult>(CancellationToken cancellationToken)
    {
        using var activity = Telemetry.Start(Plan);
        try
        {
            TResult result;
            try
            {
                result = await _execution.ResultAsync<TResult>((ResultPlan)Runnable(Plan), cancellationToken).ConfigureAwait(false);
            }
            catch (GroupsNeedRowsException)
            {
                result = await _execution.ResultAsync<TResult>((ResultPlan)Runnable(InMemory()), cancellationToken).ConfigureAwait(false);
            }
            _rows = 1;
            return result;
        }
        finally
        {
            Complete(activity);
        }
    }

    /// <summary>What is run of a rewritten plan.</summary>
    internal static LogicalPlan Runnable(LogicalPlan plan) => CarryMembers.Apply(CarryGroups.Apply(plan));

    private async IAsyncEnumerable<RowChunk<T>> Rows<T>([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var plan = (SequencePlan)Runnable(Plan);
        var rows = (_options.KeepsRows ? _execution.Rows<T>(plan, null) : _execution.Stream<T>(plan)).GetAsyncEnumerator(cancellationToken);
        try
        {
            bool hasNext;
            try
            {
                hasNext = await rows.MoveNextAsync().ConfigureAwait(false);
            }
            catch (GroupsNeedRowsException)
            {
                // Groups come behind all rows of the scan, so nothing has been given yet.
                await rows.DisposeAsync().ConfigureAwait(false);
                rows = _execution.Rows<T>((SequencePlan)Runnable(InMemory()), null).GetAsyncEnumerator(cancellationToken);
                hasNext = await rows.MoveNextAsync().ConfigureAwait(false);
            }
            for (; hasNext; hasNext = await rows.MoveNextAsync().ConfigureAwait(false))
            {
                yield return rows.Current;
            }
        }
        finally
        {
            await rows.DisposeAsync().ConfigureAwait(false);
        }
    }

    // The same query with its groups in memory, whatever the plan says.
    private LogicalPlan InMemory() => QueryPlanning.Plan(_query, _options with { RulesOff = [.. _options.RulesOff, nameof(AggregateGroupsInScan)] });

    private void LogResiduals(LogicalPlan plan)
    {
        if (plan is Filter { Reason: { } reason } filter && _source is { } source && source.Dataset.Options.Logger.IsEnabled(LogLevel.Information))
        {
            QueryLog.Residual(source.Dataset.Options.Logger, source.Name, LambdaText.Print(filter.Predicate), reason);
        }
        foreach (var input in plan.Inputs)
        {
            LogResiduals(input);
        }
    }

    private void Complete(Activity? activity)
    {
        var elapsed = Stopwatch.GetElapsedTime(_started);
        Telemetry.Complete(activity, _figures, _rows, elapsed);
        if (_source is { } source)
        {
            QueryLog.Completed(source.Dataset.Options.Logger, source.Name, _rows, _figures.Requests, _figures.BytesRead, elapsed.TotalMilliseconds);
        }
        if (_options.Observers.IsEmpty)
        {
            return;
        }
        var figures = new QueryFigures(
            Plan.ToString(), _rows, _figures.Requests, _figures.BytesRead, _figures.Files, _figures.RowGroups, _figures.RowsScanned, _figures.RowsKept, elapsed)
        {
            Skipped = _figures.Skipped,
        };
        foreach (var observer in _options.Observers)
        {
            observer.OnCompleted(figures);
        }
    }
}
