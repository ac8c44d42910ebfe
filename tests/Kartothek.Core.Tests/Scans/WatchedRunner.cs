using Kartothek.Columns;

namespace Kartothek.Core.Tests;

/// <summary>Runs tasks by another runner, not always at once, and counts readers.</summary>
internal sealed class WatchedRunner(ITaskRunner inner) : ITaskRunner
{
    private int _started;
    private int _disposed;

    /// <summary>Tasks started.</summary>
    public int Started => Volatile.Read(ref _started);

    /// <summary>Readers that were started and not disposed.</summary>
    public int Open => Volatile.Read(ref _started) - Volatile.Read(ref _disposed);

    /// <summary>Runs before a task starts and before each of its blocks.</summary>
    public Func<ScanTask, CancellationToken, ValueTask>? Before { get; init; }

    public async ValueTask<IBlockReader> StartAsync(ScanTask task, CancellationToken cancellationToken = default)
    {
        if (Before is not null)
        {
            await Before(task, cancellationToken);
        }
        var reader = await inner.StartAsync(task, cancellationToken);
        Interlocked.Increment(ref _started);
        return new Reader(this, task, reader);
    }

    private sealed class Reader(WatchedRunner runner, ScanTask task, IBlockReader inner) : IBlockReader
    {
        public long RowsScanned => inner.RowsScanned;

        public int RowGroups => inner.RowGroups;

        public ReadSkips Skipped => inner.Skipped;

        public async ValueTask<Block?> NextAsync(CancellationToken cancellationToken = default)
        {
            if (runner.Before is not null)
            {
                await runner.Before(task, cancellationToken);
            }
            return await inner.NextAsync(cancellationToken);
        }

        public void Dispose()
        {
            inner.Dispose();
            Interlocked.Increment(ref runner._disposed);
        }
    }
}
