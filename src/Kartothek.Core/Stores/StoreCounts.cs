namespace Kartothek.Core;

/// <summary>How many requests of each kind a <see cref="CountingStore"/> has seen, failed ones included.</summary>
public readonly record struct StoreCounts
{
    /// <summary>Tail reads.</summary>
    public long Tails { get; init; }

    /// <summary>Range reads.</summary>
    public long Ranges { get; init; }

    /// <summary>Puts.</summary>
    public long Puts { get; init; }

    /// <summary>Deletes.</summary>
    public long Deletes { get; init; }

    /// <summary>Listings, however many pages they had.</summary>
    public long Lists { get; init; }

    /// <summary>Copies.</summary>
    public long Copies { get; init; }

    /// <summary>Bytes that tail and range reads brought.</summary>
    public long BytesRead { get; init; }

    /// <summary>Bytes that puts wrote.</summary>
    public long BytesWritten { get; init; }

    /// <summary>All requests.</summary>
    public long Requests => Tails + Ranges + Puts + Deletes + Lists + Copies;

    /// <summary>What happened between two moments: counts of the later less counts of the earlier one.</summary>
    public static StoreCounts operator -(StoreCounts later, StoreCounts earlier) => new()
    {
        Tails = later.Tails - earlier.Tails,
        Ranges = later.Ranges - earlier.Ranges,
        Puts = later.Puts - earlier.Puts,
        Deletes = later.Deletes - earlier.Deletes,
        Lists = later.Lists - earlier.Lists,
        Copies = later.Copies - earlier.Copies,
        BytesRead = later.BytesRead - earlier.BytesRead,
        BytesWritten = later.BytesWritten - earlier.BytesWritten,
    };
}
