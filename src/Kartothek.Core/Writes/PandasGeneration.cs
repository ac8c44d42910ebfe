namespace Kartothek.Core;

/// <summary>The versions of pandas whose row hashes differ (format.md 6.10): for booleans, -0.0, timestamps, and nulls of some types.</summary>
internal enum PandasGeneration
{
    /// <summary>pandas 1, with which Kartothek runs.</summary>
    Pandas1,

    /// <summary>pandas 2.</summary>
    Pandas2,

    /// <summary>pandas 3, with which Plateau runs now.</summary>
    Pandas3,
}
