using System.Collections.Immutable;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>Where new files go, and how they are written. Immutable.</summary>
internal sealed record PartitionWriteOptions
{
    /// <summary>The store.</summary>
    public required IObjectStore Store { get; init; }

    /// <summary>The dataset.</summary>
    public required string Uuid { get; init; }

    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>The partition columns, in the order of the keys.</summary>
    public ImmutableArray<string> PartitionOn { get; init; } = [];

    /// <summary>The columns of which index parts are collected: all that the dataset indexes.</summary>
    public ImmutableArray<string> IndexColumns { get; init; } = [];

    /// <summary>The columns of the dataset, to which the rows are brought; null where it has none yet.</summary>
    public Schema? Stored { get; init; }

    /// <summary>The layout of files.</summary>
    public FileLayout Files { get; init; } = new();

    /// <summary>The columns that the rows come sorted by already, ascending with nulls last; files say so. Counts only where the layout doesn't sort.</summary>
    public ImmutableArray<string> SortedBy { get; init; } = [];

    /// <summary>Key-value entries of the footers.</summary>
    public ImmutableArray<KeyValuePair<string, string>> KeyValues { get; init; } = [];

    /// <summary>Whose hash decides about buckets.</summary>
    public PandasGeneration Hash { get; init; }

    /// <summary>Whether no rows at all make a file without rows where there are no partition columns, as in Python (format.md 6.5).</summary>
    public bool WritesEmptyFile { get; init; } = true;

    /// <summary>How many files are encoded at the same time.</summary>
    public int MaxParallelism { get; init; } = 1;

    /// <summary>Names files.</summary>
    public LabelSource Labels { get; init; } = LabelSource.Random;

    /// <summary>Is told of the progress.</summary>
    public IProgress<WriteProgress>? Progress { get; init; }

    /// <summary>How a file is encoded.</summary>
    public ParquetWriteOptions ParquetOptions(Schema file) => new()
    {
        Compression = Files.Compression,
        Level = Files.Level,
        RowGroupRows = Files.RowGroupRows,
        PageIndex = Files.PageIndex,
        BloomFilters = [.. Files.BloomFilters.Where(file.Contains)],
        KeepsNaN = Files.KeepsNaN,
        SortedBy = SortingColumns(file),
        KeyValues = KeyValues,
    };

    // NaN that stays in a file is behind all numbers here, and nowhere in Parquet's order.
    private ImmutableArray<SortingColumn> SortingColumns(Schema file)
    {
        var columns = (Files.SortBy.IsEmpty ? SortedBy : Files.SortBy).Where(file.Contains).TakeWhile(c => !Files.KeepsNaN || !file[c].Type.IsFloating);
        return [.. columns.Select(c => new SortingColumn(c, Descending: false, NullsFirst: false))];
    }
}
