namespace Kartothek.Core;

/// <summary>How a dataset is copied or renamed. Immutable.</summary>
public sealed record CopyOptions
{
    /// <summary>Whether a dataset that has the new name already is replaced. Its readers finish on its old files, which become garbage.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Whether the versions that the dataset keeps come along, with the files that only they refer to; null for yes where it is renamed, and no where it is copied.</summary>
    /// <remarks>
    /// Without, the copy begins a history of its own, or goes on with that of the dataset that it replaces. With, the history of a dataset that it replaces is given up.
    /// A version of which Python's garbage collection took a file stays behind.
    /// </remarks>
    public bool? WithHistory { get; init; }

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

    /// <summary>Names the copy's commit.</summary>
    internal LabelSource Labels { get; init; } = LabelSource.Random;
}
