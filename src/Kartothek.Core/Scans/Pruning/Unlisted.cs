namespace Kartothek.Core;

/// <summary>What the values that an index can't list, null and NaN, make of a condition.</summary>
internal enum Unlisted
{
    /// <summary>Neither satisfies it.</summary>
    NoneSatisfies,

    /// <summary>One does.</summary>
    SomeSatisfy,

    /// <summary>Both do.</summary>
    AllSatisfy,
}
