using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Apache.Arrow;
using Kartothek.Columns;
using Field = Kartothek.Columns.Field;
using Schema = Kartothek.Columns.Schema;

namespace Kartothek.Core;

/// <content>Rows as Arrow record batches.</content>
public sealed partial class Dataset
{
    /// <summary>Reads rows as Arrow record batches, in the order of the header.</summary>
    /// <param name="columns">The columns wanted, in order; null for all in the order of <see cref="Schema"/>. None at all still gives the number of rows.</param>
    /// <param name="predicate">A two-valued condition on any columns, wanted or not; null for all rows.</param>
    /// <param name="options">Rows per batch, parallelism, layers, figures.</param>
    /// <param name="cancellationToken">Stops the requests. The token of the enumerator does the same.</param>
    /// <returns>
    /// Batches of one schema: that of the dataset, reduced to the columns wanted. A column that a file lacks is null in its rows, and one of
    /// another width there is converted, each value checked. Each batch belongs to the caller, who disposes it. No batch is empty, so that no rows are no batch.
    /// </returns>
    /// <remarks>One request for each index that the predicate uses, and one for each file that it leaves, beside those for the columns' bytes.</remarks>
    /// <exception cref="KartothekException">The dataset lacks a column (<see cref="ErrorKind.NotFound"/>), one is asked for twice, or the predicate isn't one (<see cref="ErrorKind.Invalid"/>).</exception>
    public IAsyncEnumerable<RecordBatch> ReadBatchesAsync(
        IEnumerable<string>? columns = null, Scalar? predicate = null, BatchOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        var request = Request(columns, predicate, options);
        return ReadAsync(token => ScanPlanner.PlanFilesAsync(request, token), options, cancellationToken);
    }

    /// <summary>Reads rows in groups: one for each distinct tuple of values of some indexed columns, ascending.</summary>
    /// <param name="dispatchBy">
    /// Partition columns and columns with a secondary index. None gives one group of all rows. Text is ordered by code points, <c>false</c> before <c>true</c>.
    /// </param>
    /// <param name="columns">The columns wanted in the batches, as in <see cref="ReadBatchesAsync"/>.</param>
    /// <param name="predicate">A condition, as there.</param>
    /// <param name="options">Rows per batch, parallelism, layers, figures.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <returns>
    /// The groups of the files that keys and indices leave; each gives only its own rows, and reads only the files that may hold them. Rows with a null (or NaN)
    /// in one of the columns belong to no group, since an index doesn't list them.
    /// </returns>
    /// <remarks>One request for each index among the columns and in the predicate; nothing else is read before a group's batches are asked for.</remarks>
    /// <exception cref="KartothekException">A column has no index (<see cref="ErrorKind.Invalid"/>), or its index can't be read.</exception>
    public IAsyncEnumerable<BatchGroup> ReadGroupsAsync(
        IEnumerable<string> dispatchBy,
        IEnumerable<string>? columns = null,
        Scalar? predicate = null,
        BatchOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dispatchBy);
        options ??= new();
        ImmutableArray<string> by = [.. dispatchBy];
        ImmutableArray<string> available = [.. PartitionColumns, .. IndexColumns];
        if (by.FirstOrDefault(c => !Schema.Contains(c)) is { } unknown)
        {
            throw CoreErrors.ColumnNotFound(this, unknown);
        }
        if (by.Any(c => !available.Contains(c)))
        {
            throw CoreErrors.DispatchColumnNotIndexed(this, by, available);
        }
        if (by.GroupBy(c => c).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw CoreErrors.ColumnTwice(twice.Key);
        }
        return GroupsAsync(by, Request(columns, predicate, options), options, cancellationToken);
    }

    private ScanRequest Request(IEnumerable<string>? columns, Scalar? predicate, BatchOptions options)
    {
        var schema = columns is null ? Schema : new Schema(Fields([.. columns]));
        var request = new ScanRequest(this, schema, predicate) { Layers = options.Layers, LimitHint = options.LimitHint };
        RequestCheck.Check(request);
        return request;
    }

    private IEnumerable<Field> Fields(string[] columns)
    {
        foreach (var (index, column) in columns.Index())
        {
            if (!Schema.TryGet(column, out var field))
            {
                throw CoreErrors.ColumnNotFound(this, column);
            }
            if (System.Array.IndexOf(columns, column) < index)
            {
                throw CoreErrors.ColumnTwice(column);
            }
            yield return field;
        }
    }

    private static async IAsyncEnumerable<RecordBatch> ReadAsync(
        Func<CancellationToken, ValueTask<ScanPlan>> makePlan,
        BatchOptions options,
        CancellationToken first,
        [EnumeratorCancellation] CancellationToken second = default)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(first, second);
        var plan = await makePlan(both.Token).ConfigureAwait(false);
        var run = new ScanOptions
        {
            MaxParallelism = options.MaxParallelism,
            Figures = options.Figures,
            // Batches are large: a few of them ahead keep the workers busy.
            ChunksAhead = 8,
        };
        var batches = ScanRunner.RunAsync(plan, _ => new BatchSink(plan.Request.Columns, options.BatchRows), run, both.Token);
        await foreach (var batch in batches.ConfigureAwait(false))
        {
            yield return batch;
        }
    }

    private async IAsyncEnumerable<BatchGroup> GroupsAsync(
        ImmutableArray<string> by, ScanRequest request, BatchOptions options, CancellationToken first, [EnumeratorCancellation] CancellationToken second = default)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(first, second);
        var plan = await ScanPlanner.PlanFilesAsync(request, both.Token).ConfigureAwait(false);
        var values = new List<ILookup<int, ConstantScalar>>();
        foreach (var column in by)
        {
            values.Add(await ValuesByFileAsync(column, both.Token).ConfigureAwait(false));
        }
        foreach (var (tuple, files) in new DispatchGroups(plan, values).Of(request.Predicate, by))
        {
            var conditions = by.Zip(tuple, (column, value) => Scalar.Equal(Scalar.Column(Schema[column]), value));
            var group = plan.OfGroup(files, [.. conditions.Where((_, i) => !PartitionColumns.Contains(by[i]))]);
            yield return new BatchGroup(by, tuple, files.Count, token => ReadAsync(_ => new(group), options, token));
        }
    }

    private async ValueTask<ILookup<int, ConstantScalar>> ValuesByFileAsync(string column, CancellationToken cancellationToken)
    {
        if (PartitionColumns.IndexOf(column) is >= 0 and var key)
        {
            return Partitions.Select(p => (File: p.Ordinal, Value: p.Values[key])).Where(p => p.Value.Value is not null).ToLookup(p => p.File, p => p.Value);
        }
        await LoadIndexAsync(column, cancellationToken).ConfigureAwait(false);
        return TryGetIndex(column, out var index) && index is not null ? index.ValuesByFile() : throw CoreErrors.IndexNotReadable(this, column);
    }
}
