namespace Kartothek.Core;

/// <summary>How a plan is run. Immutable.</summary>
public sealed record ScanOptions
{
    /// <summary>How many tasks run at the same time, or null for the dataset's <see cref="DatasetOptions.MaxParallelism"/>.</summary>
    /// <remarks>
    /// 1 runs the scan on the consumer's thread, block by block: a chunk is made when it is asked for, and handed over synchronously
    /// where the store completes synchronously. More run on threads of the pool, with buffers that live as long as the process; the
    /// consumer's thread still runs the first task where no worker has it. The order of the chunks is the same in any case.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int? MaxParallelism
    {
        get;
        init
        {
            if (value is { } tasks) ArgumentOutOfRangeException.ThrowIfLessThan(tasks, 1, nameof(value));
            field = value;
        }
    }

    /// <summary>How many chunks a task may be ahead of the consumer before it waits.</summary>
    public int ChunksAhead { get; init; } = 256;

    /// <summary>Receives what was really read, while it is read; null where nobody wants to know.</summary>
    public RunFigures? Figures { get; init; }

    /// <summary>Where tasks run; null for here.</summary>
    public ITaskRunner? TaskRunner { get; init; }
}
