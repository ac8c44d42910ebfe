namespace Kartothek.Core;

/// <summary>How batches are read. Immutable.</summary>
public sealed record BatchOptions
{
    /// <summary>The rows of a batch; the last batch of a row group, or the batches of filtered rows, may have fewer.</summary>
    public int BatchRows { get; init; } = 65_536;

    /// <summary>How many row groups are read at the same time, or null for the dataset's <see cref="DatasetOptions.MaxParallelism"/>.</summary>
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

    /// <summary>About how many rows will be taken, or null for all (<see cref="ScanRequest.LimitHint"/>).</summary>
    public long? LimitHint { get; init; }

    /// <summary>The layers that may skip files and row groups.</summary>
    public PruningLayers Layers { get; init; } = PruningLayers.All;

    /// <summary>Receives what was really read; null where nobody wants to know.</summary>
    public RunFigures? Figures { get; init; }
}
