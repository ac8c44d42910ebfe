namespace Kartothek.Core;

/// <summary>Which earlier versions of a dataset are kept, so that they can be read and restored. Immutable.</summary>
/// <remarks>
/// A version is kept while it is among the last <see cref="MaxVersions"/> and was replaced no longer than <see cref="MaxAge"/> ago. The files of versions that
/// are kept aren't collected as garbage by this library; Python's garbage collection knows no versions, and takes them. The newest version is always kept.
/// </remarks>
public sealed record HistoryRetention
{
    /// <summary>100 versions and 30 days.</summary>
    public static HistoryRetention Default { get; } = new();

    /// <summary>No version but the present one.</summary>
    public static HistoryRetention None { get; } = new() { MaxVersions = 1, MaxAge = TimeSpan.Zero };

    /// <summary>How many versions are kept, the present one included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive, or over 10,000.</exception>
    public int MaxVersions
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 10_000);
            field = value;
        }
    } = 100;

    /// <summary>How long a version is kept after it was replaced.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public TimeSpan MaxAge
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            field = value;
        }
    } = TimeSpan.FromDays(30);
}
