namespace Kartothek.Core;

/// <summary>How a commit is made. Immutable.</summary>
public sealed record CommitOptions
{
    /// <summary>How often a commit is tried where other writers are there first; 100 times where nothing is said.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int MaxAttempts
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 100;

    /// <summary>
    /// Whether to write to a store that ignores the conditions of puts, as some imitations of S3 do. Two writers at the same time can then undo each other's commits unnoticed, so
    /// it is refused unless this is set; set it where there is one writer at a time.
    /// </summary>
    public bool LastWriterWins { get; init; }

    /// <summary>Which versions the dataset keeps from this commit on, or null to leave that as it is: <see cref="HistoryRetention.Default"/> in the beginning.</summary>
    public HistoryRetention? Retention { get; init; }

    /// <summary>
    /// How long to wait before an attempt, given its number, from 2: up to 10 ms at first, up to 256 ms later, at random so that writers don't meet again; and briefly from attempt
    /// 16 on, since writers that come anew don't wait at all, and would be first each time.
    /// </summary>
    internal Func<int, TimeSpan> Backoff { get; init; } =
        attempt => TimeSpan.FromMilliseconds(System.Security.Cryptography.RandomNumberGenerator.GetInt32(attempt < 16 ? Math.Min(256, 10 << Math.Min(attempt - 2, 5)) : 20));

    /// <summary>The header of the snapshot that the change was asked of; null where it makes a dataset. It isn't made over a dataset that was made anew since.</summary>
    internal DatasetHeader? Snapshot { get; init; }

    /// <summary>Names commits.</summary>
    internal LabelSource Labels { get; init; } = LabelSource.Random;

    /// <summary>The files that the commit adds, as far as they are written already.</summary>
    internal IReadOnlySet<string> NewKeys { get; init; } = System.Collections.Immutable.ImmutableHashSet<string>.Empty;

    /// <summary>How the dataset is opened, before and after. Its clock is that of the commit.</summary>
    internal DatasetOptions Open { get; init; } = new();
}
