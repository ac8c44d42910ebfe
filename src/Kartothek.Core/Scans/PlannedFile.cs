using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>A file that will be read.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Residual">The conditions that keys and indices don't prove for every row of the file, in the order of evaluation.</param>
public sealed record PlannedFile(DatasetPartition Partition, ImmutableArray<Scalar> Residual)
{
    /// <summary>Whether the row groups are known. A CSV file has none, and is known at once.</summary>
    public bool IsOpened { get; init; }

    /// <summary>The row groups that will be read, in order; empty until the footer was read, and for CSV.</summary>
    public ImmutableArray<PlannedRowGroup> RowGroups { get; init; } = [];

    /// <summary>The row groups that will not be read.</summary>
    public ImmutableArray<SkippedRowGroup> SkippedRowGroups { get; init; } = [];

    /// <summary>Row groups that aren't read because their bounds answer what is asked (<see cref="ScanRequest.Extremes"/>).</summary>
    public int AnsweredRowGroups { get; init; }

    /// <summary>The values that stand for the rows of these.</summary>
    public ImmutableArray<ConstantScalar> StandIns { get; init; } = [];

    /// <summary>Bytes of the whole file; 0 until the footer was read.</summary>
    public long FileBytes { get; init; }

    /// <summary>The file as it was opened, so that its footer (and what came with it) isn't read again.</summary>
    internal OpenedFile? Opened { get; init; }

    /// <summary>Whether the file has a part in the answer: it isn't opened yet, has a row group left, or values that stand for some.</summary>
    public bool IsKept => !IsOpened || RowGroups.Length > 0 || StandIns.Length > 0 || Partition.Format != FileFormat.Parquet;

    /// <summary>What it is opened for: where neither columns nor conditions are asked for, its footer answers, which knows how many rows there are.</summary>
    internal FileUse UseFor(ScanRequest request) => request.Columns.Fields.IsEmpty && Residual.IsEmpty ? FileUse.Footer : FileUse.Rows;
}
