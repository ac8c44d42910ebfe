namespace Kartothek.Core;

/// <summary>How rows are added to a dataset. Immutable.</summary>
public sealed record UpdateOptions
{
    /// <summary>How new files are laid out. Nothing is recorded in the dataset, so this needn't be what others used.</summary>
    public FileLayout Files { get; init; } = new();

    /// <summary>Whether columns that the dataset lacks are added to it, null in the rows that it has. Otherwise they are an error, since a wrong name would make a new column.</summary>
    public bool AddsColumns { get; init; }

    /// <summary>The form of indices of text that the update builds. Indices that are there keep the form that they have.</summary>
    public PythonTarget PythonTarget { get; init; }

    /// <summary>How many files are encoded at the same time, or null for the dataset's <see cref="DatasetOptions.MaxParallelism"/>. With 1 everything runs on the caller's thread.</summary>
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

    /// <summary>Is told how far the write has come, after each block of the sources and behind the last.</summary>
    public IProgress<WriteProgress>? Progress { get; init; }

    /// <summary>Names new files.</summary>
    public LabelSource Labels { get; init; } = LabelSource.Random;

    /// <summary>How the commit is made.</summary>
    public CommitOptions Commit { get; init; } = new();
}
