namespace Kartothek.Columns.Tests;

/// <summary>Decides a predicate for rows of which some columns are known exactly, as those of a partition key are.</summary>
internal static class PointVerdict
{
    /// <summary>The verdict where the other columns are unknown.</summary>
    public static Verdict Evaluate(Scalar predicate, IReadOnlyDictionary<string, ConstantScalar> values) =>
        RangePruner.Evaluate(predicate, name => values.TryGetValue(name, out var value) ? ValueRange.Point(value, rowCount: 1) : null);
}
