using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Runs an update: checks it, writes its rows into files, and commits. Used once.</summary>
internal sealed class UpdateRun
{
    private readonly Dataset _dataset;
    private readonly DatasetUpdate _update;
    private readonly UpdateOptions _options;
    private readonly Schema _columns;

    /// <summary>Checks what can be checked without requests.</summary>
    /// <exception cref="KartothekException">Nothing was asked for, or a column doesn't fit.</exception>
    public UpdateRun(Dataset dataset, DatasetUpdate update, UpdateOptions options)
    {
        (_dataset, _update, _options) = (dataset, update, options);
        if (dataset.Options.AsOf is { } version)
        {
            throw CoreErrors.VersionIsReadOnly(dataset.Uuid, version);
        }
        if (update.IsEmpty)
        {
            throw CoreErrors.UpdateIsEmpty(dataset.Uuid);
        }
        _columns = UpdateCheck.Columns(dataset, update);
        UpdateCheck.Indices(dataset, update, _columns);
        foreach (var written in update.Written)
        {
            UpdateCheck.Written(dataset, written);
        }
    }

    /// <summary>Writes and commits.</summary>
    public async ValueTask<CommitReport> RunAsync(CancellationToken cancellationToken)
    {
        var files = ImmutableArray.CreateBuilder<WrittenPartition>();
        var own = new List<string>();
        var isCommitting = false;
        try
        {
            foreach (var source in _update.Sources)
            {
                var written = await WriteAsync(_dataset, source, _columns, IndexColumns(), _options, cancellationToken).ConfigureAwait(false);
                files.AddRange(written);
                own.AddRange(written.Select(w => w.Key));
            }
            await UpdateCheck.FilesAsync(_dataset, _update, cancellationToken).ConfigureAwait(false);
            files.AddRange(_update.Written.SelectMany(w => w.Files));
            isCommitting = true;
            var keys = files.Select(f => f.Key).ToHashSet(StringComparer.Ordinal);
            var plan = new UpdatePlan(_update, files.DrainToImmutable(), _options.AddsColumns, _options.PythonTarget);
            var commit = _options.Commit with { Labels = _options.Labels, Open = _dataset.Options with { Table = _dataset.Table }, Snapshot = _dataset.Header, NewKeys = keys };
            return await Committer.CommitAsync(_dataset.Store, _dataset.Uuid, plan.PlanAsync, commit, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!isCommitting || IsUndone(e))
        {
            await PartitionWriter.DiscardAsync(_dataset.Store, own).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Writes the rows of a source into files of a dataset.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="source">The rows.</param>
    /// <param name="columns">The columns that the dataset has or will have.</param>
    /// <param name="indices">The columns of which index parts are collected.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends the writing; nothing stays then.</param>
    public static ValueTask<ImmutableArray<WrittenPartition>> WriteAsync(
        Dataset dataset, BlockSource source, Schema columns, ImmutableArray<string> indices, UpdateOptions options, CancellationToken cancellationToken)
    {
        var writer = new PartitionWriter(
            new PartitionWriteOptions
            {
                Store = dataset.Store,
                Uuid = dataset.Uuid,
                Table = dataset.Table,
                PartitionOn = dataset.PartitionColumns,
                IndexColumns = indices,
                Stored = columns,
                Files = options.Files,
                Labels = options.Labels,
                MaxParallelism = options.MaxParallelism ?? dataset.Options.MaxParallelism,
                Progress = options.Progress,
            },
            source.Schema);
        // A violation is found before anything is written; the commit looks again, at what others have made of the schema by then.
        SchemaMerge.Merge(columns, writer.Rows, dataset.PartitionColumns, UpdatePlan.MergeContext(dataset.Uuid, options.AddsColumns));
        return writer.WriteAsync(source.Blocks, cancellationToken);
    }

    /// <summary>Whether an error says that nothing was committed, so that new files are garbage. Others leave that open, and files that a header may name must stay.</summary>
    public static bool IsUndone(Exception error) =>
        error is CommitConflictException or OperationCanceledException or KartothekException { Kind: ErrorKind.Invalid or ErrorKind.NotFound or ErrorKind.NotSupported or ErrorKind.Corrupt };

    private ImmutableArray<string> IndexColumns() =>
        [.. _dataset.Header.Indices.Select(i => i.Column).Concat(_update.IndexBuilds).Where(c => !_update.IndexDrops.Contains(c) && _columns.Contains(c)).Distinct(StringComparer.Ordinal)];
}
