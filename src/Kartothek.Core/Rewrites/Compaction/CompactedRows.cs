using System.Collections.Concurrent;
using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>A compaction over one or more attempts to commit it: what a job wrote is kept as long as all of its files are there. Used by one caller.</summary>
/// <remarks>Files that others appended meanwhile stay as they are, unless the partition columns change; those of a job of which one vanished are planned anew.</remarks>
internal sealed class CompactedRows(CompactOptions options)
{
    private readonly ConcurrentDictionary<CompactionJob, ImmutableArray<WrittenPartition>> _done = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentBag<string> _discarded = [];
    private readonly RunFigures _figures = new();
    private HashSet<string>? _known;
    private int _filesDone;
    private long _rowsWritten;

    /// <summary>The jobs that were done, with what each wrote, in the order of their first files.</summary>
    public IEnumerable<KeyValuePair<CompactionJob, ImmutableArray<WrittenPartition>>> Done => _done.OrderBy(d => d.Key.Inputs[0].Ordinal);

    /// <summary>The partition columns that the dataset has afterwards.</summary>
    /// <exception cref="KartothekException">The dataset has no such column (<see cref="ErrorKind.NotFound"/>), or one that rows are to be sorted by is missing or a partition column.</exception>
    public ImmutableArray<string> CheckedKeys(Dataset dataset)
    {
        foreach (var column in options.SortBy.Concat(options.PartitionOn.IsDefault ? [] : options.PartitionOn))
        {
            if (!dataset.Schema.TryGet(column, out var field))
            {
                throw CoreErrors.ColumnNotFound(dataset, column);
            }
            if (field.Type.IsNested)
            {
                throw CoreErrors.SortNested(dataset.Uuid, field);
            }
        }
        return options.PartitionOn.IsDefault ? dataset.PartitionColumns : options.PartitionOn;
    }

    /// <summary>Does what is left to do on a state.</summary>
    public async ValueTask WorkAsync(Dataset dataset, CancellationToken cancellationToken)
    {
        var partitionOn = CheckedKeys(dataset);
        var changesKeys = !partitionOn.SequenceEqual(dataset.PartitionColumns);
        var present = dataset.Partitions.ToDictionary(p => p.Key, StringComparer.Ordinal);
        foreach (var (job, written) in _done)
        {
            if (!job.Keys.All(present.ContainsKey) && _done.TryRemove(job, out _))
            {
                foreach (var file in written)
                {
                    _discarded.Add(file.Key);
                }
            }
        }
        // What is appended later is the next compaction's: planning it, too, might never end beside a busy writer.
        _known ??= [.. present.Keys];
        var taken = _done.Keys.SelectMany(j => j.Keys).ToHashSet(StringComparer.Ordinal);
        var files = dataset.Partitions.Where(p => !taken.Contains(p.Key) && (changesKeys || _known.Contains(p.Key))).ToList();
        var jobs = CompactionPlan.Jobs(dataset, files, await SizesAsync(dataset, cancellationToken).ConfigureAwait(false), partitionOn, options).ToList();
        var work = new CompactionWork(dataset, partitionOn, options, _figures);
        var total = _filesDone + jobs.Sum(j => j.Inputs.Length);
        var limit = new ParallelOptions { MaxDegreeOfParallelism = options.MaxParallelism ?? dataset.Options.MaxParallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(jobs, limit, async (job, token) =>
        {
            var written = await work.RunAsync(job, token).ConfigureAwait(false);
            _done[job] = written;
            var rows = Interlocked.Add(ref _rowsWritten, written.Sum(w => w.RowCount));
            options.Progress?.Report(new(Interlocked.Add(ref _filesDone, job.Inputs.Length), total, rows, rows));
        }).ConfigureAwait(false);
    }

    /// <summary>Deletes what was written in vain: all of it where there is no commit.</summary>
    public ValueTask CleanAsync(IObjectStore store, bool isCommitted) =>
        PartitionWriter.DiscardAsync(store, isCommitted ? _discarded : [.. _discarded, .. _done.Values.SelectMany(w => w).Select(w => w.Key)]);

    private static async ValueTask<Dictionary<string, long>> SizesAsync(Dataset dataset, CancellationToken cancellationToken)
    {
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var entry in dataset.Store.ListAsync($"{dataset.Uuid}/{dataset.Table}/", null, cancellationToken).ConfigureAwait(false))
        {
            sizes[entry.Key] = entry.Size;
        }
        return sizes;
    }
}
