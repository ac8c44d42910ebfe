using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Kartothek.Core;

/// <summary>A row-level operation over one or more attempts to commit it: what became of each file is kept from one attempt to the next. Used by one caller.</summary>
/// <remarks>
/// Each attempt plans the state that it would commit onto. Files that were worked on already keep their outcome, since a data file never changes; those that vanished give theirs up,
/// and new ones are worked on, so that the operation is the same as if it had begun after the other writers' commits.
/// </remarks>
internal abstract class RowOperation(RewriteOptions options)
{
    private readonly ConcurrentDictionary<string, FileOutcome> _outcomes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _discarded = new(StringComparer.Ordinal);
    private readonly RunFigures _figures = new();
    private int _filesDone;
    private long _rowsWritten;

    /// <summary>How it runs.</summary>
    protected RewriteOptions Options => options;

    /// <summary>What was read.</summary>
    protected RunFigures Figures => _figures;

    /// <summary>Works on the files of a state.</summary>
    /// <returns>The outcomes of all files that rows were looked for in, in the order of the header; no other file has rows in question.</returns>
    protected async ValueTask<ImmutableArray<FileOutcome>> WorkAsync(Dataset dataset, ScanPlan plan, CancellationToken cancellationToken)
    {
        GiveUpVanished(dataset);
        var pending = plan.Files.Where(f => !_outcomes.ContainsKey(f.Partition.Key)).ToList();
        var total = _filesDone + pending.Count;
        var limit = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.MaxParallelism ?? dataset.Options.MaxParallelism,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(pending, limit, async (file, token) =>
        {
            RequireOneTable(dataset, file.Partition);
            var outcome = await WorkAsync(dataset, plan, file, token).ConfigureAwait(false);
            _outcomes[file.Partition.Key] = outcome;
            Interlocked.Add(ref _rowsWritten, outcome.Written.Sum(w => w.RowCount));
            options.Progress?.Report(new(Interlocked.Increment(ref _filesDone), total, _figures.RowsScanned, Volatile.Read(ref _rowsWritten)));
        }).ConfigureAwait(false);
        return [.. plan.Files.Select(f => _outcomes[f.Partition.Key])];
    }

    /// <summary>Works on one file.</summary>
    protected abstract ValueTask<FileOutcome> WorkAsync(Dataset dataset, ScanPlan plan, PlannedFile file, CancellationToken cancellationToken);

    /// <summary>Notes files that were written in vain.</summary>
    protected void GiveUp(IEnumerable<WrittenPartition> written)
    {
        foreach (var file in written)
        {
            _discarded[file.Key] = 0;
        }
    }

    /// <summary>The files that were written, those in vain apart.</summary>
    protected virtual IEnumerable<WrittenPartition> Written => _outcomes.Values.SelectMany(o => o.Written);

    /// <summary>The files among these that a commit doesn't name.</summary>
    protected virtual IEnumerable<WrittenPartition> Intermediate => [];

    /// <summary>Deletes what was written in vain: all of it where there is no commit.</summary>
    public ValueTask CleanAsync(IObjectStore store, bool isCommitted) =>
        PartitionWriter.DiscardAsync(store, [.. _discarded.Keys, .. (isCommitted ? Intermediate : Written).Select(w => w.Key)]);

    private void GiveUpVanished(Dataset dataset)
    {
        var present = dataset.Partitions.Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var key in _outcomes.Keys)
        {
            if (!present.Contains(key) && _outcomes.TryRemove(key, out var outcome))
            {
                GiveUp(outcome.Written);
            }
        }
    }

    private static void RequireOneTable(Dataset dataset, DatasetPartition partition)
    {
        if (dataset.FilesOf(partition) > 1)
        {
            throw CoreErrors.RewriteOfTables(dataset.Uuid, partition.Label, dataset.Table);
        }
    }
}
