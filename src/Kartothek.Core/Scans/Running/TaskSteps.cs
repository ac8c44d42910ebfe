namespace Kartothek.Core;

/// <summary>Runs one slot block by block, on a worker or on the consumer's thread.</summary>
internal sealed class TaskSteps<TChunk>(ScanRun<TChunk> run, TaskSlot<TChunk> slot) : IDisposable
{
    private IBlockReader? _reader;
    private ITaskSink<TChunk>? _sink;
    private long _kept;

    /// <summary>The slot.</summary>
    public TaskSlot<TChunk> Slot => slot;

    /// <summary>Opens the file or the task, or takes its next block.</summary>
    /// <returns>False where the slot is done.</returns>
    public async ValueTask<bool> StepAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_reader is null)
        {
            return await StartAsync(cancellationToken).ConfigureAwait(false);
        }
        var block = await _reader.NextAsync(cancellationToken).ConfigureAwait(false);
        if (block is not null)
        {
            _kept += block.Length;
            var wantsMore = _sink!.Accept(block);
            run.Take(slot, _sink);
            if (wantsMore)
            {
                return true;
            }
        }
        _sink!.Complete();
        run.Take(slot, _sink);
        return false;
    }

    /// <summary>Counts what was read, also where the caller stopped early, and gives the buffers back.</summary>
    public void Dispose()
    {
        if (_reader is not null)
        {
            run.Figures?.AddTask(_reader.RowGroups, _reader.RowsScanned, _kept, _reader.Skipped);
        }
        _reader?.Dispose();
        _sink?.Dispose();
        _reader = null;
        _sink = null;
    }

    private async ValueTask<bool> StartAsync(CancellationToken cancellationToken)
    {
        if (slot.Task is null)
        {
            var tasks = await run.Files.TasksAsync(slot.File, cancellationToken).ConfigureAwait(false);
            if (tasks.Length == 0)
            {
                return false;
            }
            run.Figures?.AddFile();
            run.Split(slot, tasks);
        }
        _sink = run.MakeSink(slot.Task!);
        _reader = await run.TaskRunner.StartAsync(slot.Task!, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
