using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>How a row-level operation is run. Immutable.</summary>
public sealed record RewriteOptions
{
    /// <summary>How files of new rows, and of rows that move to other partitions, are laid out. A file that replaces another has that one's codec and size of row groups.</summary>
    /// <remarks><see cref="FileLayout.KeepsNaN"/> decides about NaN that setters and new rows bring. Rows that aren't changed keep theirs in any case.</remarks>
    public FileLayout Files { get; init; } = new();

    /// <summary>How many files are rewritten at the same time, or null for the dataset's <see cref="DatasetOptions.MaxParallelism"/>. Memory grows with it: about two row groups each.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int? MaxParallelism
    {
        get;
        init
        {
            if (value is { } files) ArgumentOutOfRangeException.ThrowIfLessThan(files, 1, nameof(value));
            field = value;
        }
    }

    /// <summary>Is told how far the operation is: after each file, on whatever thread.</summary>
    public IProgress<RewriteProgress>? Progress { get; init; }

    /// <summary>Names new files.</summary>
    public LabelSource Labels { get; init; } = LabelSource.Random;

    /// <summary>How the commit is made.</summary>
    public CommitOptions Commit { get; init; } = new();

    /// <summary>How new rows are written into a dataset.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="rows">Their columns. Indices of columns without type are read from the files when they are committed.</param>
    internal PartitionWriteOptions WriteOptions(Dataset dataset, Schema rows) => new()
    {
        Store = dataset.Store,
        Uuid = dataset.Uuid,
        Table = dataset.Table,
        PartitionOn = dataset.PartitionColumns,
        IndexColumns = [.. dataset.IndexColumns.Where(c => !rows.Contains(c) || ReplacementFile.HasType(rows, c))],
        Stored = dataset.Schema,
        Files = Files,
        WritesEmptyFile = false,
        Labels = Labels,
    };
}
