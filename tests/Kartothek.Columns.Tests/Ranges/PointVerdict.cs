namespace Kartothek.Columns;

/// <summary>Decides a predicate for rows of which some columns are known exactly: those of a partition key.</summary>
public static class PointVerdict
{
    /// <summary>All where the known values satisfy the predicate whatever the other columns hold, None where they can't; otherwise, and where evaluation would throw, Some.</summary>
    /// <param name="predicate">The predicate.</param>
    /// <param name="values">The known values by column.</param>
    public static Verdict Evaluate(Scalar predicate, IReadOnlyDictionary<string, ConstantScalar> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Evaluate(new RangePruner(predicate), values);
    }

    /// <inheritdoc cref="Evaluate(Scalar, IReadOnlyDictionary{string, ConstantScalar})"/>
    /// <param name="pruner">The predicate's pruner, for use with many keys.</param>
    /// <param name="values">The known values by column.</param>
    public static Verdict Evaluate(RangePruner pruner, IReadOnlyDictionary<string, ConstantScalar> values)
    {
        ArgumentNullException.ThrowIfNull(pruner);
        ArgumentNullException.ThrowIfNull(values);
        return pruner.Evaluate(name => values.TryGetValue(name, out var value) ? ValueRange.Point(value, rowCount: 1) : null);
    }
}
