namespace Kartothek.Core;

/// <summary>A version of a dataset, as its history has it. Immutable.</summary>
public sealed record DatasetVersion
{
    /// <summary>The number of the commit that made it: higher than those of all versions that its writer knew. Numbers may be missing.</summary>
    public required long Number { get; init; }

    /// <summary>The id of the commit that made it.</summary>
    public required string Id { get; init; }

    /// <summary>When it was made, by the clock of its writer.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What the commit was.</summary>
    public required CommitKind Kind { get; init; }

    /// <summary>The data files that it has, of all tables.</summary>
    public int Files { get; init; }

    /// <summary>The data files that it has and the state before hadn't.</summary>
    public int FilesAdded { get; init; }

    /// <summary>The data files that the state before had and it hasn't.</summary>
    public int FilesRemoved { get; init; }

    /// <summary>The rows of the files that its commit wrote; null where they aren't known, as for files of a restored version.</summary>
    public long? RowsAdded { get; init; }

    /// <summary>Whether it is the present state. None is where Python has committed since.</summary>
    public bool IsPresent { get; init; }

    /// <summary>Whether the present state doesn't stand on it: a writer that doesn't look, such as Python, has overwritten it. <see cref="Dataset.RestoreAsync"/> brings it back.</summary>
    public bool IsOverwritten { get; init; }
}
