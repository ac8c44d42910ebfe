using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kartothek.Core;

/// <summary>How a dataset is opened and read. Immutable.</summary>
public sealed record DatasetOptions
{
    /// <summary>The table to read, or null: the only one, else <c>table</c>.</summary>
    public string? Table { get; init; }

    /// <summary>The version to open, or null for the present one: a number, the id of a commit, or a time.</summary>
    /// <remarks>
    /// Instead of the schema's file the version's own schema is used. One listing and one request to find the version, some more for a time, and a few to see that its data files are there: one per thousand files of the dataset for more
    /// than 16 that the present state doesn't have. An index that is gone isn't used. What is opened so can be read, and not changed; <see cref="Dataset.RestoreAsync"/> makes it the present version.
    /// </remarks>
    public VersionChoice? AsOf { get; init; }

    /// <summary>Receives what should be known but isn't an error: queries and commits (Debug), conditions that run in memory (Information), and what is amiss, such as an index that is missing (Warning).</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>How many tasks of one scan run at the same time; 1 runs scans on the consumer's thread.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int MaxParallelism
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = Environment.ProcessorCount;

    /// <summary>For tests: what <see cref="ScanOptions.RowsPerTask"/> is for all scans.</summary>
    internal int? RowsPerTask { get; init; }

    /// <summary>The clock by which an object that doesn't parse is read again: Python writes in place, so that it may be met half written.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Whether a file that a secondary index doesn't list counts as one that holds only nulls, as Python has it; otherwise its footer is read to tell.</summary>
    /// <remarks>Saves a request per file whose indexed column is all null. Loses the rows of files that some writer committed without indexing them.</remarks>
    public bool TrustsIndices { get; init; }

    /// <summary>How many footers a dataset keeps, the last used ones: of small ones the bytes, 64 KiB at a time, of those longer than 4 KiB what was parsed. Data files never change, so a footer is read once while it is kept.</summary>
    public int CachedFooters { get; init; } = 4096;
}
