using System.Collections.Immutable;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>A piece of a scan that one worker does: some row groups of a file, some rows of a large one, or a CSV file. An immutable value that can be sent to another process as JSON.</summary>
/// <remarks>The tasks of a scan partition its rows: each row of the answer comes from exactly one task, and the order of the tasks is the order of the rows.</remarks>
public sealed record ScanTask
{
    /// <summary>The key of the data file.</summary>
    public required string FileKey { get; init; }

    /// <summary>How the file is stored.</summary>
    public FileFormat Format { get; init; }

    /// <summary>The row groups to read, ascending; empty for CSV, which is read whole.</summary>
    public ImmutableArray<int> RowGroups { get; init; } = [];

    /// <summary>The rows of its only row group that it reads; null for all. A large row group is read by several tasks.</summary>
    public RowRange? Rows { get; init; }

    /// <summary>Values of the one column wanted that stand for rows which needn't be read; a task that has some has no row groups.</summary>
    public ImmutableArray<ConstantScalar> StandIns { get; init; } = [];

    /// <summary>The columns wanted, in order, with the types wanted.</summary>
    public required Schema Columns { get; init; }

    /// <summary>The conditions that rows must satisfy, evaluated in this order.</summary>
    public ImmutableArray<Scalar> Conjuncts { get; init; } = [];

    /// <summary>Whether pages may be skipped by the file's page index.</summary>
    public bool UsesPageIndex { get; init; } = true;

    /// <summary>Whether row groups may be skipped by their bloom filters.</summary>
    public bool UsesBloomFilters { get; init; } = true;

    /// <summary>The values of the partition columns, which the file doesn't hold.</summary>
    public ImmutableSortedDictionary<string, ConstantScalar> Constants { get; init; } = NoConstants;

    /// <summary>
    /// Asked at each row group: one more condition, which has become known since the scan began and can't throw, or null. Row groups that it rules out by what the footer says aren't
    /// read. Stays in this process.
    /// </summary>
    public Func<Scalar?>? Bound { get; init; }

    /// <summary>The file as the planner opened it, which saves the request for its footer; stays in this process.</summary>
    internal OpenedFile? Opened { get; init; }

    /// <summary>The rows of its only row group that are looked at, with the places of their pages, where they were found when the row group was split; stays in this process.</summary>
    internal ScanRows? Looked { get; init; }

    /// <summary>The task as JSON in UTF-8, for a process of the same version.</summary>
    public byte[] ToJson() => ScanTaskJson.Write(this);

    /// <summary>The task that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="KartothekException">The text isn't such a task (<see cref="ErrorKind.Corrupt"/>).</exception>
    public static ScanTask FromJson(ReadOnlyMemory<byte> json) => ScanTaskJson.Read(json);

    private static readonly ImmutableSortedDictionary<string, ConstantScalar> NoConstants =
        ImmutableSortedDictionary.Create<string, ConstantScalar>(StringComparer.Ordinal);
}
