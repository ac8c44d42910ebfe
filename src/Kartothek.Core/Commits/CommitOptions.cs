namespace Kartothek.Core;

/// <summary>How a commit is made. Immutable.</summary>
public sealed record CommitOptions
{
    /// <summary>How often a commit is tried where other writers are there first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int MaxAttempts
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 20;

    /// <summary>Names commits.</summary>
    internal LabelSource Labels { get; init; } = LabelSource.Random;

    /// <summary>How the dataset is opened, before and after. Its clock is that of the commit.</summary>
    internal DatasetOptions Open { get; init; } = new();
}
