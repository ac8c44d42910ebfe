namespace Kartothek.Core;

/// <summary>How a dataset is copied or renamed. Immutable.</summary>
public sealed record CopyOptions
{
    /// <summary>Whether a dataset that has the new name already is replaced. Its readers finish on its old files, which become garbage.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Whether older versions come along, with the files that only they refer to. Without, the copy begins a history of its own.</summary>
    public bool WithHistory { get; init; }

    /// <summary>How many objects are copied at the same time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int MaxParallelism
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 8;

    /// <summary>The clock that gives the copy's commit its time.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
