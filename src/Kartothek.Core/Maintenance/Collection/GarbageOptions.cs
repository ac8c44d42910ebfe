namespace Kartothek.Core;

/// <summary>How garbage is collected. Immutable.</summary>
public sealed record GarbageOptions
{
    /// <summary>The retention of the default options: seven days.</summary>
    public static readonly TimeSpan DefaultRetention = TimeSpan.FromDays(7);

    /// <summary>Whether the report only says what would be removed, and nothing is.</summary>
    public bool DryRun { get; init; }

    /// <summary>How old garbage must be; seven days where nothing is said. Zero removes all of it at once, as Python does.</summary>
    /// <remarks>
    /// <para>The retention is what keeps writes in progress and readers safe: files lie in the store before the commit that makes them visible,
    /// so an object counts as old only when it was written at least that long ago by the store's clock, and, where the dataset has a history, when no
    /// version named it any more for that long. Take more than the longest write, and than the longest time for which anybody reads from one snapshot.
    /// With zero nobody else may write the dataset meanwhile.</para>
    /// <para>What Python's commits removed from the header has no history: there only the time of the write counts.</para>
    /// </remarks>
    public TimeSpan Retention
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            field = value;
        }
    } = DefaultRetention;

    /// <summary>The clock that ages are measured with. The store's times should come from a clock that agrees with it.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
