namespace Kartothek.Testing;

/// <summary>How Python's answer to a query differs from C#'s semantics. Each kind stands in <c>docs/differences.md</c>.</summary>
public enum PythonDifference
{
    /// <summary>It doesn't.</summary>
    None,

    /// <summary>Text is ordered by code points; .NET's ordinal order is that of UTF-16 code units, which differs where a surrogate pair meets U+E000 to U+FFFF.</summary>
    OrdersTextByCodePoint,

    /// <summary>A comparison of order on a text, boolean, binary, categorical or (Plateau) date column with nulls raises <c>TypeError</c>.</summary>
    RaisesOnOrderWithNulls,

    /// <summary>A bucketed text column with nulls raises <c>TypeError</c> even for equality.</summary>
    RaisesOnEqualityWithNulls,

    /// <summary>A comparison of a zoned timestamp raises <c>TypeError</c> or <c>ValueError</c>.</summary>
    RaisesOnZonedTimestamp,

    /// <summary>A predicate on a column without statistics raises <c>AttributeError</c>.</summary>
    RaisesWithoutStatistics,

    /// <summary>A date outside of the nanosecond range (years 1 and 9999) raises <c>OutOfBoundsDatetime</c>, in Kartothek.</summary>
    RaisesOnFarDate,

    /// <summary>A date outside of the nanosecond range is compared after an overflow, in Kartothek.</summary>
    WrapsFarDate,

    /// <summary>A binary literal with a zero byte raises <c>NotImplementedError</c> (and an index on a binary column holds its values only up to the first zero byte).</summary>
    RaisesOnZeroByte,

    /// <summary><c>!=</c> loses null rows where an index or a row group's statistics prune them.</summary>
    LosesNullsOfNotEqual,

    /// <summary>An OR over an indexed column loses the rows of a file in which that column is all null.</summary>
    LosesNullsOfOr,
}
