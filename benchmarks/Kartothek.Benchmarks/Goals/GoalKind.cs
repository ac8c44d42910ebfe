namespace Kartothek.Benchmarks;

/// <summary>What a goal bounds.</summary>
internal enum GoalKind
{
    /// <summary>The engine's median time over that of the reference, from above.</summary>
    Ratio,

    /// <summary>The reference's median time over the engine's, from below: how many times as fast.</summary>
    Factor,

    /// <summary>The engine's median time in milliseconds, from above.</summary>
    Milliseconds,

    /// <summary>The time of the first answer of a process in milliseconds, from above.</summary>
    FirstAnswer,

    /// <summary>The engine's peak of resident memory in megabytes, from above.</summary>
    Megabytes,

    /// <summary>The engine's peak of resident memory above what it had before it began, in megabytes, from above.</summary>
    MegabytesMore,

    /// <summary>The bytes that the engine wrote over those of the reference, from above.</summary>
    SizeRatio,

    /// <summary>How much longer the engine takes than the reference, over the reference's time, from above.</summary>
    Surplus,
}
