using System.Collections.Immutable;

namespace Kartothek.Core;

/// <summary>What a garbage collection removed, or would have removed.</summary>
public sealed class GarbageReport
{
    /// <summary>The dataset.</summary>
    public required string Uuid { get; init; }

    /// <summary>Whether nothing was removed because only the report was wanted.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>The objects that were removed, or would have been, in the order of their keys.</summary>
    public ImmutableArray<StoreEntry> Objects { get; init; } = [];

    /// <summary>The bytes of <see cref="Objects"/>.</summary>
    public long Bytes => Objects.Sum(o => o.Size);

    /// <summary>Objects that nothing refers to, and that stay because they are younger than the retention.</summary>
    public ImmutableArray<StoreEntry> Young { get; init; } = [];

    /// <summary>Objects that the present header doesn't name, and that stay because a version of the history does.</summary>
    public ImmutableArray<StoreEntry> KeptByHistory { get; init; } = [];

    /// <summary>What writers that died left unfinished in the store (of any dataset), and was removed too, or would have been.</summary>
    /// <remarks>Only some stores can have such. They are never objects: no key refers to them.</remarks>
    public ImmutableArray<StoreEntry> Unfinished { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() =>
        $"{(IsDryRun ? "would remove" : "removed")} {Objects.Length + Unfinished.Length} objects ({Bytes + Unfinished.Sum(o => o.Size)} bytes) of {Uuid}; kept {Young.Length} young ones and {KeptByHistory.Length} of its history";
}
