using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>A data file that is written, and that no header names yet. Immutable.</summary>
internal sealed record WrittenPartition
{
    /// <summary>The label of its partition.</summary>
    public required string Label { get; init; }

    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>Its key in the store.</summary>
    public required string Key { get; init; }

    /// <summary>Its rows.</summary>
    public required long RowCount { get; init; }

    /// <summary>Its bytes.</summary>
    public required long ByteCount { get; init; }

    /// <summary>The columns of its rows, partition columns included, as the rows had them: not normalised.</summary>
    public required Schema Schema { get; init; }

    /// <summary>What it adds to secondary indices; the default value where it was written elsewhere, and the indexed columns must be read from it.</summary>
    public ImmutableArray<IndexPart> IndexParts { get; init; }

    /// <summary>The label of a removed partition whose place in the header it takes, and so the place of its rows; null for behind all others.</summary>
    public string? Replaces { get; init; }
}
