using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Commits row-level operations and compactions, and reports them.</summary>
internal static class RewriteCommit
{
    /// <summary>Deletes or updates rows.</summary>
    public static async ValueTask<RewriteReport> ChangeAsync(
        Dataset dataset, RowFilter filter, ImmutableArray<ColumnSetter> setters, RewriteOptions options, CancellationToken cancellationToken)
    {
        var operation = new FilteredRows(filter, setters, options);
        ImmutableArray<FileOutcome> outcomes = [];
        var files = 0;
        var report = await CommitAsync(dataset, options.Commit, options.Labels, async (state, token) =>
        {
            outcomes = await operation.WorkAsync(state, token).ConfigureAwait(false);
            files = state.Partitions.Length;
            return Change(state, ChangeKind.Rewrite, operation.SchemaAfter(state), outcomes, []);
        }, operation.CleanAsync, cancellationToken).ConfigureAwait(false);
        var rows = outcomes.Sum(o => o.Rows);
        return Describe(report, outcomes, files) with { RowsDeleted = setters.IsEmpty ? rows : 0, RowsUpdated = setters.IsEmpty ? 0 : rows };
    }

    /// <summary>Puts rows by key.</summary>
    public static async ValueTask<RewriteReport> UpsertAsync(
        Dataset dataset, BlockSource rows, ImmutableArray<string> keyColumns, RewriteOptions options, CancellationToken cancellationToken)
    {
        var operation = new UpsertedRows(rows, keyColumns, options);
        ImmutableArray<FileOutcome> outcomes = [];
        var files = 0;
        var report = await CommitAsync(dataset, options.Commit, options.Labels, async (state, token) =>
        {
            outcomes = await operation.WorkAsync(state, token).ConfigureAwait(false);
            files = state.Partitions.Length;
            return Change(state, ChangeKind.Rewrite, operation.SchemaAfter(state), outcomes, operation.NewFiles);
        }, operation.CleanAsync, cancellationToken).ConfigureAwait(false);
        return Describe(report, outcomes, files, operation.NewFiles) with { RowsUpdated = operation.RowsUpdated, RowsInserted = operation.RowsInserted };
    }

    /// <summary>Compacts.</summary>
    public static async ValueTask<RewriteReport> CompactAsync(Dataset dataset, CompactOptions options, CancellationToken cancellationToken)
    {
        var operation = new CompactedRows(options);
        var files = 0;
        var report = await CommitAsync(dataset, options.Commit, options.Labels, async (state, token) =>
        {
            var partitionOn = operation.CheckedKeys(state);
            await operation.WorkAsync(state, token).ConfigureAwait(false);
            files = state.Partitions.Length;
            var repartitions = !partitionOn.SequenceEqual(state.PartitionColumns);
            return new DatasetChange
            {
                Kind = ChangeKind.Compact,
                Table = state.Table,
                Schema = SchemaNormalization.Normalize(state.Schema, partitionOn),
                Added = [.. operation.Done.SelectMany(d => d.Value.Select(w => w with { Replaces = d.Key.Inputs[0].Label }))],
                RemovedLabels = [.. operation.Done.SelectMany(d => d.Key.Inputs).Select(f => f.Label)],
                Repartitions = repartitions,
                PartitionOn = partitionOn,
                // A partition column has no index: its values are in the keys.
                DroppedIndices = [.. state.Header.Indices.Select(i => i.Column).Where(partitionOn.Contains)],
            };
        }, operation.CleanAsync, cancellationToken).ConfigureAwait(false);
        var rewritten = operation.Done.Sum(d => d.Key.Inputs.Length);
        return report with
        {
            FilesRewritten = rewritten,
            FilesUntouched = files - rewritten,
            FilesWritten = operation.Done.Sum(d => d.Value.Length),
            BytesWritten = operation.Done.SelectMany(d => d.Value).Sum(w => w.ByteCount),
        };
    }

    private static DatasetChange Change(Dataset state, ChangeKind kind, Schema schema, ImmutableArray<FileOutcome> outcomes, ImmutableArray<WrittenPartition> added)
    {
        var touched = outcomes.Where(o => !o.IsUntouched).ToList();
        return new()
        {
            Kind = kind,
            Table = state.Table,
            Schema = SchemaNormalization.Normalize(schema, state.PartitionColumns),
            PartitionOn = state.PartitionColumns,
            Added = [
                .. touched.Where(o => o.Replacement is not null).Select(o => o.Replacement! with { Replaces = o.Label }),
                .. touched.SelectMany(o => o.Moved),
                .. added],
            RemovedLabels = [.. touched.Select(o => o.Label)],
        };
    }

    private static RewriteReport Describe(RewriteReport report, ImmutableArray<FileOutcome> outcomes, int files, ImmutableArray<WrittenPartition> added = default)
    {
        var touched = outcomes.Where(o => !o.IsUntouched).ToList();
        var written = touched.SelectMany(o => o.Written).Concat(added.IsDefault ? [] : added).ToList();
        return report with
        {
            FilesRewritten = touched.Count(o => o.Written.Any()),
            FilesRemoved = touched.Count(o => !o.Written.Any()),
            FilesUntouched = files - touched.Count,
            FilesWritten = written.Count,
            BytesWritten = written.Sum(w => w.ByteCount),
        };
    }

    private static async ValueTask<RewriteReport> CommitAsync(
        Dataset dataset,
        CommitOptions options,
        LabelSource labels,
        Func<Dataset, CancellationToken, ValueTask<DatasetChange>> plan,
        Func<IObjectStore, bool, ValueTask> clean,
        CancellationToken cancellationToken)
    {
        var isPlanning = false;
        var isVain = false;
        try
        {
            var commit = await Committer.CommitAsync(dataset.Store, dataset.Uuid, async (state, token) =>
            {
                isPlanning = true;
                var found = state.Dataset ?? throw state.Failure!;
                var change = await plan(found, token).ConfigureAwait(false);
                if (change.Added.IsEmpty && change.RemovedLabels.IsEmpty && !change.Repartitions)
                {
                    throw new NothingToCommitException(found);
                }
                isPlanning = false;
                return change;
            }, options with { Labels = labels, Open = dataset.Options with { Table = dataset.Table }, Snapshot = dataset.Header }, cancellationToken).ConfigureAwait(false);
            return new RewriteReport { Dataset = commit.Dataset, Commit = commit };
        }
        catch (NothingToCommitException e)
        {
            isVain = true;
            return new RewriteReport { Dataset = e.Dataset };
        }
        catch (Exception e)
        {
            // Where the commit itself failed, its header may be there nevertheless: then the files stay, and garbage collection decides.
            isVain = isPlanning || UpdateRun.IsUndone(e);
            throw;
        }
        finally
        {
            await clean(dataset.Store, !isVain).ConfigureAwait(false);
        }
    }
}
