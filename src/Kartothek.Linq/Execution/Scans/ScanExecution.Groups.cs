using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Kartothek.Columns;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <content>Groups.</content>
internal sealed partial class ScanExecution
{
    private const int GroupsPerChunk = 4096;

    /// <summary>The carriers of the groups of a scan, which its tasks aggregate; partial results are merged in the order of the rows.</summary>
    /// <exception cref="GroupsNeedRowsException">The result isn't LINQ's for certain.</exception>
    public async IAsyncEnumerable<RowChunk<TCarrier>> Groups<TCarrier>(GroupCarriers plan, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var rows = await GroupAsync(plan, cancellationToken).ConfigureAwait(false);
        var reader = GroupReader<TCarrier>.Of(plan, rows);
        reader.CheckKeys(rows.Count);
        for (var first = 0; first < rows.Count; first += GroupsPerChunk)
        {
            var items = new TCarrier[Math.Min(GroupsPerChunk, rows.Count - first)];
            reader.Read(first, items);
            yield return new(items, items.Length);
        }
    }

    private async ValueTask<GroupedRows> GroupAsync(GroupCarriers plan, CancellationToken cancellationToken)
    {
        ImmutableArray<Scalar> keys = [.. plan.Keys.Select(k => k.Scalar)];
        ImmutableArray<GroupAggregate> aggregates = [.. plan.Values.Select(v => v.Aggregate)];
        var required = Required(plan.Scan);
        var read = keys.Concat(aggregates.Select(a => a.Argument).OfType<Scalar>()).SelectMany(s => s.ColumnNames()).Concat(required.Select(m => m.Column.Name));
        var request = ScanRequests.Of(plan.Scan.WithColumns([]), read) with { Layers = options.Layers };
        var scan = await PlanAsync(request, cancellationToken).ConfigureAwait(false);
        GroupedRows? all = null;
        var partials = ScanRunner.RunAsync(
            scan,
            task => new GroupSink(new(keys, aggregates, request.Columns), new(required, request.Columns, task.FileKey)),
            ScanOptions(),
            cancellationToken);
        await foreach (var partial in partials.ConfigureAwait(false))
        {
            if (all is null) all = partial;
            else all.Merge(partial);
        }
        return all ?? new(keys, aggregates, request.Columns);
    }
}
