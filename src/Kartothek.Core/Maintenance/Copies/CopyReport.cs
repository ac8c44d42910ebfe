namespace Kartothek.Core;

/// <summary>What a copy or a rename wrote.</summary>
public sealed class CopyReport
{
    /// <summary>The new dataset.</summary>
    public required string Uuid { get; init; }

    /// <summary>The objects written: data, index and schema files.</summary>
    public int Objects { get; init; }

    /// <summary>Their bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>Whether the store copied by itself, so that no byte went through this process.</summary>
    public bool WasCopiedByStore { get; init; }

    /// <summary>What a rename removed under the old name; null for a copy.</summary>
    public DeleteReport? Removed { get; init; }
}
