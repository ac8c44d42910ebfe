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

    /// <summary>About how many rows of a large row group one task reads: of one that has more than twice as many. Row groups that are smaller are one task.</summary>
    /// <remarks>
    /// What a task has ready waits until the consumer has come to it, so few rows keep memory small where chunks hold rows; pages that two tasks share are decompressed for both, so many rows
    /// save work. Partial results are merged task by task: floating-point sums depend on this, and not on the parallelism.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int RowsPerTask
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 524_288;

    /// <summary>Receives what was really read, while it is read; null where nobody wants to know.</summary>
    public RunFigures? Figures { get; init; }

    /// <summary>Where tasks run; null for here.</summary>
    public ITaskRunner? TaskRunner { get; init; }
}
