using System.Collections.Immutable;

namespace Kartothek.Core;

/// <summary>What a compaction is to do. Immutable.</summary>
public sealed record CompactOptions
{
    /// <summary>About how many bytes a file is to have. Files of less than half of it are merged with others of the same partition key; files of more than twice as much are split.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public long TargetFileBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 128L << 20;

    /// <summary>How many small files a partition key must have before they are merged.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 2.</exception>
    public int MinFiles
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 2);
            field = value;
        }
    } = 2;

    /// <summary>
    /// The columns that the rows of each partition key are sorted by over all of its files, ascending with nulls last; rows that agree keep their order. Files
    /// of one key then hold ranges that don't overlap. Empty: rows keep their order.
    /// </summary>
    /// <remarks>All files are rewritten then.</remarks>
    public ImmutableArray<string> SortBy { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The partition columns that the dataset is to have from now on, or the default value where they stay.</summary>
    /// <remarks>All files are rewritten where they differ from those that it has.</remarks>
    public ImmutableArray<string> PartitionOn { get; init; }

    /// <summary>How many partition keys are worked on at the same time, or null for the dataset's <see cref="DatasetOptions.MaxParallelism"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int? MaxParallelism
    {
        get;
        init
        {
            if (value is { } keys) ArgumentOutOfRangeException.ThrowIfLessThan(keys, 1, nameof(value));
            field = value;
        }
    }

    /// <summary>Is told how far the compaction is.</summary>
    public IProgress<RewriteProgress>? Progress { get; init; }

    /// <summary>How the new files are laid out; null for the codec of the first file that each replaces. The target size is <see cref="TargetFileBytes"/>, and NaN and nanoseconds stay, in any case.</summary>
    /// <remarks>
    /// <see cref="FileLayout.BufferBytes"/> bounds the memory of sorting: where a partition key holds more, sorted pieces are stored and merged. Where the partition columns change,
    /// <see cref="SortBy"/> sorts each file in itself.
    /// </remarks>
    public FileLayout? Files { get; init; }

    /// <summary>Names new files.</summary>
    public LabelSource Labels { get; init; } = LabelSource.Random;

    /// <summary>How the commit is made.</summary>
    public CommitOptions Commit { get; init; } = new();
}
