using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Kartothek.Columns;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>Runs the scans of one run of a query.</summary>
/// <param name="options">How the query is run.</param>
/// <param name="figures">Receives what is read.</param>
internal sealed partial class ScanExecution(QueryOptions options, RunFigures figures)
{
    /// <summary>How many rows of a stream are made at a time: what nobody has looked at yet when a collection comes survives it, and is copied.</summary>
    private const int StreamedRows = 256;

    /// <summary>Whether a scan runs on more than one thread.</summary>
    public bool IsParallel(DatasetScan scan) => (options.Parallelism ?? ((IDatasetSource)scan.Source).Dataset.Options.MaxParallelism) > 1;

    /// <summary>The rows of a scan behind its filters and projections. Nothing is read before the first chunk is asked for.</summary>
    /// <param name="fused">What to run.</param>
    /// <param name="limit">How many rows will be taken at most, or null.</param>
    /// <param name="cancellationToken">Stops requests and tasks.</param>
    public async IAsyncEnumerable<RowChunk<T>> Rows<T>(FusedScan fused, long? limit, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var map = fused.Scan.Source.Map;
        var program = RowProgram<T>.For(map, fused.Stages, Required(fused.Scan), out var captures);
        var request = ScanRequests.Of(fused.Scan, program.Makers.Select(m => m.Target.Column)) with
        {
            LimitHint = fused.IsFiltered ? null : limit,
            Layers = options.Layers,
        };
        var plan = await PlanAsync(request, cancellationToken).ConfigureAwait(false);
        var chunks = ScanRunner.RunAsync(
            plan, task => new RowSink<T>(program, captures, request.Columns, task.FileKey, limit, cancellationToken), RowOptions(request), cancellationToken);
        await foreach (var chunk in chunks.ConfigureAwait(false))
        {
            yield return chunk;
        }
    }

    /// <summary>
    /// The rows of a scan for a caller that looks at each and lets it go: read by one thread or several, and made records on the thread of the caller, few at a time.
    /// </summary>
    /// <param name="fused">What to run; where there are several threads, without filters, which may be slow and belong into the tasks.</param>
    /// <param name="cancellationToken">Stops requests and tasks.</param>
    public async IAsyncEnumerable<RowChunk<T>> Stream<T>(FusedScan fused, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var program = RowProgram<T>.For(fused.Scan.Source.Map, fused.Stages, Required(fused.Scan), out var captures);
        var request = ScanRequests.Of(fused.Scan, program.Makers.Select(m => m.Target.Column)) with { Layers = options.Layers };
        var plan = await PlanAsync(request, cancellationToken).ConfigureAwait(false);
        RowSink<T>? sink = null;
        var file = "";
        await foreach (var block in ScanRunner.BlocksAsync(plan, RowOptions(request), cancellationToken).ConfigureAwait(false))
        {
            if (sink is null || file != block.FileKey)
            {
                file = block.FileKey;
                sink = new RowSink<T>(program, captures, request.Columns, file, null, cancellationToken) { MaxChunk = StreamedRows };
            }
            sink.Load(block.Block);
            while (sink.Next() is { } chunk)
            {
                yield return chunk;
                if (chunk.Failure is not null)
                {
                    yield break;
                }
            }
        }
    }

    /// <summary>Rows of a scan among which are its first ones in some order, which each task picks from its own. Nothing is read before the first chunk is asked for.</summary>
    /// <param name="fused">What to run.</param>
    /// <param name="keys">The order, and how many rows are wanted.</param>
    /// <param name="cancellationToken">Stops requests and tasks.</param>
    public async IAsyncEnumerable<RowChunk<T>> Top<T>(FusedScan fused, TopKeys<T> keys, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var program = RowProgram<T>.For(fused.Scan.Source.Map, fused.Stages, Required(fused.Scan), out var captures);
        var request = ScanRequests.Of(fused.Scan, program.Makers.Select(m => m.Target.Column)) with { Layers = options.Layers };
        var plan = await PlanAsync(request, cancellationToken).ConfigureAwait(false);
        var bound = options.Layers == PruningLayers.None ? null : TopBound<T>.Of(fused, keys);
        var runner = bound is null ? null : new BoundedTaskRunner(new LocalTaskRunner(request.Dataset, figures), () => bound.Condition);
        var chunks = ScanRunner.RunAsync(
            plan,
            task => new TopSink<T>(new RowSink<T>(program, captures, request.Columns, task.FileKey, null, cancellationToken), keys, bound),
            ScanOptions() with { TaskRunner = runner },
            cancellationToken);
        await foreach (var chunk in chunks.ConfigureAwait(false))
        {
            yield return chunk;
        }
    }

    /// <summary>The first aggregate of a scan, computed in its tasks; partial results are merged in the order of the rows.</summary>
    public async ValueTask<TResult> AggregateAsync<TResult>(ScanAggregate aggregate, CancellationToken cancellationToken)
    {
        var call = aggregate.Calls[0];
        var isIntegerSum = call.Kind is AggregateKind.Sum or AggregateKind.Average && call.Operand!.Type.IsInteger;
        // The extremes tell whether some sum on the way could have overflowed.
        ImmutableArray<AggregateKind> kinds = isIntegerSum ? [call.Kind, AggregateKind.Min, AggregateKind.Max] : [call.Kind];
        ImmutableArray<AggregateCall> calls = [.. kinds.Select(k => new AggregateCall(k, call.Operand))];
        var required = Required(aggregate.Scan);
        var read = (call.Operand?.ColumnNames() ?? []).Concat(required.Select(m => m.Column.Name));
        var request = ScanRequests.Of(aggregate.Scan.WithColumns([]), read) with { Layers = options.Layers, Extremes = ScanRequests.ExtremesOf(aggregate) };
        var plan = await PlanAsync(request, cancellationToken).ConfigureAwait(false);

        var results = await ScanAggregates.MergeAsync(
            plan, calls, task => new CheckedAggregateSink(calls, required, call.Narrow, request.Columns, task.FileKey), ScanOptions(), cancellationToken).ConfigureAwait(false);
        var result = results[0];
        if (isIntegerSum && result.Count > 0 && MayOverflow(call, result.Count, results[1].Value!, results[2].Value!))
        {
            await CheckSumsAsync(call, plan, cancellationToken).ConfigureAwait(false);
        }
        return (TResult)AggregateValue.Of(call, result)!;
    }

    private static (Int128 Min, Int128 Max) RangeOf(TypedAggregate call) =>
        (Nullable.GetUnderlyingType(call.ResultType) ?? call.ResultType) == typeof(int) ? (int.MinValue, int.MaxValue) : (long.MinValue, long.MaxValue);

    private static bool MayOverflow(TypedAggregate call, long count, object least, object greatest)
    {
        var (min, max) = RangeOf(call);
        return count * Int128.Min(ToInt128(least), 0) < min || count * Int128.Max(ToInt128(greatest), 0) > max;
    }

    private static Int128 ToInt128(object value) => value switch
    {
        int i => i,
        uint i => i,
        ulong i => i,
        _ => (long)value,
    };

    /// <summary>Reads the rows again, and looks at every sum on the way.</summary>
    private async ValueTask CheckSumsAsync(TypedAggregate call, ScanPlan plan, CancellationToken cancellationToken)
    {
        var sum = default(RunningSum);
        var sums = ScanRunner.RunAsync(plan, _ => new RunningSumSink(call.Operand!, plan.Request.Columns), ScanOptions(), cancellationToken);
        await foreach (var part in sums.ConfigureAwait(false))
        {
            sum = sum.Then(part);
        }
        var (min, max) = RangeOf(call);
        if (!sum.IsWithin(min, max))
        {
            throw new OverflowException("A sum on the way doesn't fit the result.");
        }
    }

    /// <summary>The members of a scan that mustn't be null in a row that passes.</summary>
    internal static ImmutableArray<MemberMap> Required(DatasetScan scan) => scan.Required.IsEmpty
        ? []
        : [.. scan.Source.Map.Members.Where(m => scan.Required.Contains(m.Column.Name) && !m.AcceptsNull && !m.ReadsNullAsNaN)];

    /// <summary>
    /// What waits for the consumer is memory, and records among it the garbage collector copies: little is made ahead, and tasks of large row groups are short, so that threads find work among
    /// that little. One thread needs no tasks to share, and rows are the same however they are shared.
    /// </summary>
    private ScanOptions RowOptions(ScanRequest request) => ScanOptions() with
    {
        ChunksAhead = 32,
        RowsPerTask = (options.Parallelism ?? request.Dataset.Options.MaxParallelism) == 1 ? int.MaxValue : 65_536,
    };

    private ScanOptions ScanOptions() => new() { MaxParallelism = options.Parallelism, Figures = figures };

    private async ValueTask<ScanPlan> PlanAsync(ScanRequest request, CancellationToken cancellationToken)
    {
        if (options.MaxBytes is not { } max)
        {
            return await ScanPlanner.PlanFilesAsync(request, cancellationToken).ConfigureAwait(false);
        }
        var plan = await ScanPlanner.PlanRowGroupsAsync(request, figures, cancellationToken).ConfigureAwait(false);
        return plan.BytesToRead <= max ? plan : throw QueryRunErrors.TooManyBytes(request.Dataset.Uuid, plan.BytesToRead, max);
    }
}
