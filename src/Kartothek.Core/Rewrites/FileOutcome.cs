using System.Collections.Immutable;

namespace Kartothek.Core;

/// <summary>What a row-level operation made of one file. Immutable.</summary>
/// <param name="Key">The file.</param>
/// <param name="Label">The label of its partition.</param>
/// <param name="Rows">Its rows that the operation means.</param>
internal sealed record FileOutcome(string Key, string Label, long Rows)
{
    /// <summary>The file that takes its place; null where it stays, or no row of it is left.</summary>
    public WrittenPartition? Replacement { get; init; }

    /// <summary>Files with the rows that moved to other partitions.</summary>
    public ImmutableArray<WrittenPartition> Moved { get; init; } = [];

    /// <summary>Whether the file stays as it is.</summary>
    public bool IsUntouched => Rows == 0;

    /// <summary>All files that were written for it.</summary>
    public IEnumerable<WrittenPartition> Written => Replacement is null ? Moved : Moved.Insert(0, Replacement);
}
