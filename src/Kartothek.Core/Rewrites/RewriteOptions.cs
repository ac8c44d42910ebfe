namespace Kartothek.Core;

/// <summary>How a row-level operation is run. Immutable.</summary>
public sealed record RewriteOptions
{
    /// <summary>How many files are rewritten at the same time, or null for the dataset's <see cref="DatasetOptions.MaxParallelism"/>. Memory grows with it: about one row group each.</summary>
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

    /// <summary>Whether NaN that a setter or new rows bring is kept; else it becomes null, as Python has it. Rows that aren't changed keep theirs in any case.</summary>
    public bool KeepsNaN { get; init; }

    /// <summary>Is told how far the operation is: after each file, on whatever thread.</summary>
    public IProgress<RewriteProgress>? Progress { get; init; }
}
