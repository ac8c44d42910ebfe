namespace Kartothek.Core;

/// <summary>Row groups that a plan didn't rule out, and that were skipped when their turn came, by what was asked last.</summary>
/// <param name="Bound">By what had become known, while the query ran, of the rows that can still count.</param>
/// <param name="BloomFilters">By a bloom filter: one small request each, and none for data.</param>
/// <param name="PageIndex">By the page index: each page was ruled out.</param>
/// <param name="Dictionaries">By a dictionary, which was read with the column's data, as no row was decoded.</param>
public readonly record struct ReadSkips(long Bound, long BloomFilters, long PageIndex, long Dictionaries)
{
    /// <summary>All of them.</summary>
    public long Total => Bound + BloomFilters + PageIndex + Dictionaries;

    /// <summary>What was skipped by two tasks together.</summary>
    public static ReadSkips operator +(ReadSkips left, ReadSkips right) => new(
        left.Bound + right.Bound, left.BloomFilters + right.BloomFilters, left.PageIndex + right.PageIndex, left.Dictionaries + right.Dictionaries);
}
