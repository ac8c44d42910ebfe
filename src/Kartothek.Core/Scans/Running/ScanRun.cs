using System.Collections;
using System.Runtime.ExceptionServices;

namespace Kartothek.Core;

/// <summary>One run of a plan, seen by its consumer as the sequence of its chunks in the order of the header.</summary>
/// <remarks>
/// <para>The order is a list of slots, one per file to begin with; who opens a file puts the slots of its further tasks behind
/// its own. Slots are claimed from the front, by workers and by the consumer: it runs the first slot itself, block by block,
/// where no worker has claimed it. So a run of one thread, and a run of one small task, never leave the consumer's thread,
/// and a run makes progress though no thread of the pool is free. Where a worker has the first slot and nothing is ready, the consumer
/// runs a slot behind it meanwhile, if the store doesn't keep it waiting: it is one of the threads, and to sleep and be woken for each row group costs more than a small one takes.</para>
/// <para>Memory is bounded by a window of slots, and by the number of chunks that are ready: a worker in front of the others waits
/// while <see cref="ScanOptions.ChunksAhead"/> are. The first slot is never held back by chunks of others, so the run can't lock itself up.</para>
/// <para>An error belongs to its slot, and is thrown when the consumer reaches it; slots behind it aren't started any more.</para>
/// </remarks>
internal sealed class ScanRun<TChunk> : IAsyncEnumerator<TChunk>, IEnumerator<TChunk>
{
    private readonly Lock _gate = new();
    private readonly Func<ScanTask, ITaskSink<TChunk>> _sinkFactory;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationToken _cancelled;
    private readonly CancellationToken _alsoCancelled;
    private readonly int _parallelism;
    private readonly int _ahead;
    private readonly int _maxWindow;
    private readonly bool _consumerHelps;
    private int _window;
    private int _nextFile;
    private int _workers;
    private int _starting;
    private int _ready;
    private bool _isStopped;
    private TaskSlot<TChunk>? _head;
    private TaskSlot<TChunk>? _own;
    private TaskCompletionSource? _consumer;
    private TaskCompletionSource? _lastWorker;
    private TChunk? _current;

    public ScanRun(ScanPlan plan, Func<ScanTask, ITaskSink<TChunk>> sinkFactory, ScanOptions options, CancellationToken first, CancellationToken second)
    {
        var dataset = plan.Request.Dataset;
        _sinkFactory = sinkFactory;
        _parallelism = Math.Max(1, options.MaxParallelism ?? dataset.Options.MaxParallelism);
        _ahead = Math.Max(1, options.ChunksAhead);
        // Twice the workers, so that one which finishes early finds work while the first slot is still being consumed.
        _maxWindow = 2 * _parallelism;
        // A request of another slot mustn't keep rows from the consumer that are ready; below a MiB, requests cost next to nothing.
        _consumerHelps = dataset.Store.PieceBytes < 1 << 20;
        _window = plan.Request.LimitHint is null ? _maxWindow : 1;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(first, second);
        _cancelled = first;
        _alsoCancelled = second;
        Figures = options.Figures;
        TaskRunner = options.TaskRunner ?? new LocalTaskRunner(dataset, options.Figures);
        Files = new FileOpener(plan, options, _stop.Token);
    }

    /// <summary>What was really read.</summary>
    public RunFigures? Figures { get; }

    /// <summary>Where tasks run.</summary>
    public ITaskRunner TaskRunner { get; }

    /// <summary>Opens files.</summary>
    public FileOpener Files { get; }

    /// <inheritdoc/>
    public TChunk Current => _current!;

    /// <inheritdoc/>
    object? IEnumerator.Current => _current;

    /// <summary>A sink for a task.</summary>
    public ITaskSink<TChunk> MakeSink(ScanTask task) => _sinkFactory(task);

    /// <inheritdoc/>
    public bool MoveNext()
    {
        var next = MoveNextAsync();
        // The one place where a thread waits: where the store, or a worker, isn't ready yet.
        return next.IsCompleted ? next.GetAwaiter().GetResult() : next.AsTask().GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public async ValueTask<bool> MoveNextAsync()
    {
        while (true)
        {
            _cancelled.ThrowIfCancellationRequested();
            _alsoCancelled.ThrowIfCancellationRequested();
            switch (Look(out var wait))
            {
                case Turn.Chunk:
                    return true;
                case Turn.End:
                    return false;
                case Turn.Run:
                    await StepAsync().ConfigureAwait(false);
                    break;
                default:
                    await wait!.ConfigureAwait(false);
                    break;
            }
        }
    }

    /// <summary>Takes the chunks that a sink has ready.</summary>
    public void Take(TaskSlot<TChunk> slot, ITaskSink<TChunk> sink)
    {
        while (sink.TryTake(out var chunk))
        {
            lock (_gate)
            {
                slot.Chunks.Enqueue(chunk);
                _ready++;
                if (ReferenceEquals(slot, _head))
                {
                    WakeConsumer();
                }
            }
        }
    }

    /// <summary>Gives a slot its task, and puts slots of the further tasks behind it.</summary>
    public void Split(TaskSlot<TChunk> slot, ReadOnlySpan<ScanTask> tasks)
    {
        lock (_gate)
        {
            slot.Task = tasks[0];
            for (var i = tasks.Length - 1; i > 0; i--)
            {
                slot.Next = new TaskSlot<TChunk> { Task = tasks[i], Next = slot.Next };
            }
            StartWorkers();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task? lastWorker = null;
        lock (_gate)
        {
            _isStopped = true;
            if (_workers > 0)
            {
                _lastWorker ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
                lastWorker = _lastWorker.Task;
            }
            for (var slot = _head; slot is not null; slot = slot.Next)
            {
                Release(slot);
            }
        }
        await _stop.CancelAsync().ConfigureAwait(false);
        if (lastWorker is not null)
        {
            await lastWorker.ConfigureAwait(false);
        }
        for (var slot = _head; slot is not null; slot = slot.Next)
        {
            slot.OwnSteps?.Dispose();
            slot.OwnSteps = null;
            foreach (var chunk in slot.Chunks)
            {
                (chunk as IDisposable)?.Dispose();
            }
        }
        _head = null;
        await Files.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        var disposed = DisposeAsync();
        if (!disposed.IsCompleted)
        {
            disposed.AsTask().GetAwaiter().GetResult();
        }
    }

    /// <inheritdoc/>
    public void Reset() => throw new NotSupportedException();

    /// <summary>Decides what the consumer does next.</summary>
    private Turn Look(out Task? wait)
    {
        wait = null;
        lock (_gate)
        {
            while (!_isStopped)
            {
                _head ??= NextFile();
                if (_head is not { } head)
                {
                    return Turn.End;
                }
                if (head.Chunks.TryDequeue(out _current))
                {
                    _ready--;
                    ReleaseWaiting();
                    return Turn.Chunk;
                }
                if (!head.IsDone)
                {
                    return TakeTurn(head, out wait);
                }
                head.Error?.Throw();
                Advance(head);
            }
            return Turn.End;
        }
    }

    private Turn TakeTurn(TaskSlot<TChunk> head, out Task? wait)
    {
        wait = null;
        _own = FindOwn(head);
        StartWorkers();
        if (_own is not null)
        {
            return Turn.Run;
        }
        _consumer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        wait = _consumer.Task;
        return Turn.Wait;
    }

    /// <summary>The slot that the consumer runs now: the first, where it has it or nobody; else one behind it that it has begun, or begins.</summary>
    private TaskSlot<TChunk>? FindOwn(TaskSlot<TChunk> head)
    {
        TaskSlot<TChunk>? own = null;
        if (head.IsClaimed)
        {
            for (own = head; own is not null && own.OwnSteps is null; own = own.Next)
            {
            }
            own ??= _consumerHelps ? FindUnclaimed(0) : null;
            if (own is not null && !ReferenceEquals(own, head) && MustWait(own))
            {
                return null;
            }
        }
        else
        {
            own = head;
        }
        if (own is { IsClaimed: false })
        {
            own.IsClaimed = true;
            own.OwnSteps = new(this, own);
        }
        return own;
    }

    private void Advance(TaskSlot<TChunk> head)
    {
        _head = head.Next;
        // A consumer that comes back for more wants more than the first task gives.
        _window = Math.Min(_maxWindow, 2 * _window);
        ReleaseWaiting();
    }

    private async ValueTask StepAsync()
    {
        var steps = _own!.OwnSteps!;
        ExceptionDispatchInfo? error = null;
        try
        {
            if (await steps.StepAsync(_stop.Token).ConfigureAwait(false))
            {
                return;
            }
        }
        catch (Exception e)
        {
            error = WithContext(e, steps.Slot);
        }
        steps.Slot.OwnSteps = null;
        Finish(steps, error);
    }

    private async Task WorkAsync()
    {
        var isStarting = true;
        while (true)
        {
            TaskSlot<TChunk>? slot;
            lock (_gate)
            {
                _starting -= isStarting ? 1 : 0;
                isStarting = false;
                slot = Claim();
                if (slot is null)
                {
                    _workers--;
                    if (_workers == 0)
                    {
                        _lastWorker?.TrySetResult();
                    }
                    return;
                }
            }
            await RunAsync(slot).ConfigureAwait(false);
        }
    }

    private async ValueTask RunAsync(TaskSlot<TChunk> slot)
    {
        var steps = new TaskSteps<TChunk>(this, slot);
        ExceptionDispatchInfo? error = null;
        try
        {
            while (await steps.StepAsync(_stop.Token).ConfigureAwait(false))
            {
                if (IsAhead(slot) is { } space)
                {
                    await space.ConfigureAwait(false);
                }
            }
        }
        catch (Exception e)
        {
            error = WithContext(e, slot);
        }
        Finish(steps, error);
    }

    private void Finish(TaskSteps<TChunk> steps, ExceptionDispatchInfo? error)
    {
        try
        {
            steps.Dispose();
        }
        catch (Exception e)
        {
            error ??= WithContext(e, steps.Slot);
        }
        lock (_gate)
        {
            steps.Slot.Error = error;
            steps.Slot.IsDone = true;
            if (ReferenceEquals(steps.Slot, _head))
            {
                WakeConsumer();
            }
        }
    }

    /// <summary>Where a worker is too far in front of the consumer, what it waits for.</summary>
    private Task? IsAhead(TaskSlot<TChunk> slot)
    {
        lock (_gate)
        {
            if (_isStopped || !MustWait(slot))
            {
                return null;
            }
            slot.Space = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return slot.Space.Task;
        }
    }

    private bool MustWait(TaskSlot<TChunk> slot) => (ReferenceEquals(slot, _head) ? slot.Chunks.Count : _ready) >= _ahead;

    private void ReleaseWaiting()
    {
        for (var slot = _head; slot is not null; slot = slot.Next)
        {
            if (slot.Space is not null && !MustWait(slot))
            {
                Release(slot);
            }
        }
    }

    private static void Release(TaskSlot<TChunk> slot)
    {
        slot.Space?.TrySetResult();
        slot.Space = null;
    }

    private void WakeConsumer()
    {
        _consumer?.TrySetResult();
        _consumer = null;
    }

    /// <summary>Starts workers while there are slots for them.</summary>
    private void StartWorkers()
    {
        // The consumer is one of the threads, as long as it runs something or may.
        var wanted = _parallelism == 1 || _consumerHelps || _own is not null ? _parallelism - 1 : _parallelism;
        while (_workers < wanted && FindUnclaimed(_starting) is not null)
        {
            _workers++;
            _starting++;
            ThreadPool.UnsafeQueueUserWorkItem(static run => _ = run.WorkAsync(), this, preferLocal: false);
        }
    }

    private TaskSlot<TChunk>? Claim()
    {
        if (FindUnclaimed(0) is not { } slot)
        {
            return null;
        }
        slot.IsClaimed = true;
        return slot;
    }

    /// <summary>The first slot in the window that nobody has claimed, passing over some that others are about to claim.</summary>
    private TaskSlot<TChunk>? FindUnclaimed(int skip)
    {
        if (_isStopped)
        {
            return null;
        }
        _head ??= NextFile();
        var slot = _head;
        for (var i = 0; slot is not null && i < _window; i++)
        {
            if (!slot.IsClaimed && skip-- == 0)
            {
                return slot;
            }
            if (slot.Error is not null)
            {
                return null;
            }
            slot = slot.Next ??= NextFile();
        }
        return null;
    }

    private TaskSlot<TChunk>? NextFile() => _nextFile < Files.Count ? new() { File = _nextFile++ } : null;

    private ExceptionDispatchInfo WithContext(Exception error, TaskSlot<TChunk> slot)
    {
        error.Data["Kartothek.File"] = slot.Task?.FileKey ?? Files[slot.File].Partition.Key;
        if (slot.Task is { RowGroups.Length: > 0 } task)
        {
            error.Data["Kartothek.RowGroups"] = string.Join(", ", task.RowGroups);
        }
        return ExceptionDispatchInfo.Capture(error);
    }

    private enum Turn
    {
        Chunk,
        End,
        Run,
        Wait,
    }
}
