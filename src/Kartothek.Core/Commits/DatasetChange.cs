using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>What a commit is to do to the state that it was planned on. Immutable.</summary>
internal sealed record DatasetChange
{
    /// <summary>What it is.</summary>
    public required ChangeKind Kind { get; init; }

    /// <summary>The table, whose schema is written.</summary>
    public required string Table { get; init; }

    /// <summary>Files to add, in order: those that replace a removed partition (<see cref="WrittenPartition.Replaces"/>) in its place, the others behind all.</summary>
    public ImmutableArray<WrittenPartition> Added { get; init; } = [];

    /// <summary>Partitions to remove; each must exist.</summary>
    public ImmutableArray<string> RemovedLabels { get; init; } = [];

    /// <summary>Whether files are removed by a choice that is made anew on each state, even where it chose none of this one.</summary>
    public bool ChoosesFiles { get; init; }

    /// <summary>The version whose partitions, indices and metadata become the present ones; null but for a restoration. Its objects exist.</summary>
    public DatasetHeader? Restored { get; init; }

    /// <summary>Schemas of further tables, for a dataset that is made with several.</summary>
    public ImmutableSortedDictionary<string, Schema> OtherTables { get; init; } = ImmutableSortedDictionary<string, Schema>.Empty;

    /// <summary>Which versions the dataset is to keep from now on; null to leave that as it is.</summary>
    public HistoryRetention? Retention { get; init; }

    /// <summary>The columns that the dataset is to have afterwards: normalised, in order.</summary>
    public required Schema Schema { get; init; }

    /// <summary>The partition columns of a new dataset, or of one that is partitioned anew.</summary>
    public ImmutableArray<string> PartitionOn { get; init; } = [];

    /// <summary>Whether the dataset has other partition columns from now on: all partitions are removed, and <see cref="Added"/> has all rows.</summary>
    public bool Repartitions { get; init; }

    /// <summary>Columns whose index is built anew, from all files.</summary>
    public ImmutableArray<string> BuiltIndices { get; init; } = [];

    /// <summary>Columns whose index is dropped.</summary>
    public ImmutableArray<string> DroppedIndices { get; init; } = [];

    /// <summary>Entries of the metadata: each replaces the value of its key, a null removes it. All metadata of a new dataset.</summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>The form of the header of a new dataset.</summary>
    public HeaderFormat Format { get; init; }

    /// <summary>The form of new indices of text.</summary>
    public PythonTarget Target { get; init; }
}
