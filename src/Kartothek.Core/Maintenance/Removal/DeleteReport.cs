using System.Collections.Immutable;

namespace Kartothek.Core;

/// <summary>What deleting a dataset removed.</summary>
public sealed class DeleteReport
{
    /// <summary>The dataset.</summary>
    public required string Uuid { get; init; }

    /// <summary>Whether there was a header: false where an earlier delete was stopped, or there never was such a dataset.</summary>
    public bool HadHeader { get; init; }

    /// <summary>How many objects were removed, headers included.</summary>
    public int Objects { get; init; }

    /// <summary>The bytes of the objects that were removed, headers apart.</summary>
    public long Bytes { get; init; }

    /// <summary>Keys that begin with the name of the dataset and stay, because they aren't the form of a dataset's object.</summary>
    public ImmutableArray<string> Kept { get; init; } = [];
}
