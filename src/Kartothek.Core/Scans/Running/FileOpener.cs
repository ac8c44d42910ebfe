using System.Collections.Immutable;

namespace Kartothek.Core;

/// <summary>Opens the files of a run when their turn comes, and the next ones ahead where the store takes time to answer.</summary>
internal sealed class FileOpener(ScanPlan plan, ScanOptions options, CancellationToken stop) : IAsyncDisposable
{
    /// <summary>Files that are opened ahead.</summary>
    private const int Ahead = 8;

    private readonly ImmutableArray<PlannedFile> _files = [.. plan.Files.Where(f => f.IsKept)];
    private readonly Dictionary<int, Task<OpenedFile>> _opening = [];
    private bool _isSlow;

    // Files up to here were opened ahead already, and may have been taken.
    private int _lastAhead = -1;

    /// <summary>The number of files.</summary>
    public int Count => _files.Length;

    /// <summary>The files in order.</summary>
    public PlannedFile this[int index] => _files[index];

    /// <summary>Opens a file, and cuts it into tasks. One request where the plan or the dataset doesn't know its footer; further ones where it has a large row group (<see cref="TaskSplitting"/>).</summary>
    /// <returns>None where no row group is left.</returns>
    public async ValueTask<ScanTask[]> TasksAsync(int index, CancellationToken cancellationToken)
    {
        var file = _files[index];
        if (!file.IsOpened && file.Partition.Format == FileFormat.Parquet)
        {
            var opened = await OpenAsync(index, cancellationToken).ConfigureAwait(false);
            file = new RowGroupPruning(plan, file, opened).Plan(countsBytes: false);
        }
        var tasks = TaskCutter.Cut(file, plan.Request);
        return await TaskSplitting.SplitAsync(tasks, plan.Request, options.RowsPerTask, options.Figures, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits for what is being opened, so that no request outlives the run.</summary>
    public async ValueTask DisposeAsync()
    {
        Task<OpenedFile>[] opening;
        lock (_opening)
        {
            opening = [.. _opening.Values];
            _opening.Clear();
        }
        foreach (var task in opening)
        {
            // Nobody asks for these files any more, so nobody is told of their errors.
            await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async ValueTask<OpenedFile> OpenAsync(int index, CancellationToken cancellationToken)
    {
        Task<OpenedFile>? started = null;
        lock (_opening)
        {
            if (_opening.Remove(index, out var found))
            {
                started = found;
            }
            if (_isSlow)
            {
                OpenAhead(index);
            }
        }
        if (started is not null)
        {
            return await started.ConfigureAwait(false);
        }
        var open = plan.Request.Dataset.OpenFileAsync(_files[index].Partition.Key, options.Figures, _files[index].UseFor(plan.Request), cancellationToken);
        if (!open.IsCompleted)
        {
            lock (_opening)
            {
                _isSlow = true;
                OpenAhead(index);
            }
        }
        return await open.ConfigureAwait(false);
    }

    private void OpenAhead(int index)
    {
        var end = Math.Min(_files.Length, index + 1 + Ahead);
        for (var next = index + 1; next < end; next++)
        {
            var file = _files[next];
            if (!file.IsOpened && file.Partition.Format == FileFormat.Parquet && !_opening.ContainsKey(next) && next > _lastAhead)
            {
                _lastAhead = next;
                _opening.Add(next, plan.Request.Dataset.OpenFileAsync(file.Partition.Key, options.Figures, file.UseFor(plan.Request), stop).AsTask());
            }
        }
    }
}
