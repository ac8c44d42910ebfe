using Kartothek.Columns;

namespace Kartothek.Testing;

/// <summary>Names the kind of a difference, and only where the query and the data have what the kind speaks of.</summary>
public static class PythonDifferences
{
    /// <summary>The kind of difference; null where no kind explains it.</summary>
    public static PythonDifference? Classify(GoldenCase golden, GoldenDataset dataset, GoldenQuery query) =>
        query.Rows is { } rows ? OfRows(golden, dataset, query, [.. rows])
        : query.Error is { } error ? OfError(golden, dataset, query, error)
        : null;

    private static PythonDifference? OfError(GoldenCase golden, GoldenDataset dataset, GoldenQuery query, string error)
    {
        bool Any(Func<GoldenTerm, GoldenColumn, bool> isCause) => query.Terms.Any(term => isCause(term, dataset[term.Column]));

        if (error.StartsWith("NotImplementedError: Null-terminated", StringComparison.Ordinal))
            return Any((term, _) => Values(term.Literal).Any(value => value is byte[] bytes && bytes.Contains((byte)0))) ? PythonDifference.RaisesOnZeroByte : null;

        if (error.StartsWith("AttributeError", StringComparison.Ordinal))
            return PythonDifference.RaisesWithoutStatistics;

        if (error.StartsWith("OutOfBoundsDatetime", StringComparison.Ordinal))
            return !golden.IsPlateau && Any((term, column) => IsFar(term, column)) ? PythonDifference.RaisesOnFarDate : null;

        if (error.Contains("tz-aware", StringComparison.Ordinal) || error.Contains("timezone-aware", StringComparison.Ordinal))
            return Any((_, column) => column.Type is { Kind: ColumnKind.Timestamp, IsUtc: true }) ? PythonDifference.RaisesOnZonedTimestamp : null;

        if (error.StartsWith("TypeError", StringComparison.Ordinal))
        {
            if (Any((term, column) => term.IsOrdering && column.HasNulls && HasObjects(golden, column.Type)))
                return PythonDifference.RaisesOnOrderWithNulls;

            if (error.Contains("NA is ambiguous", StringComparison.Ordinal) && Any((_, column) => column.HasNulls && column.Type.Kind == ColumnKind.String))
                return PythonDifference.RaisesOnEqualityWithNulls;
        }

        return null;
    }

    private static PythonDifference? OfRows(GoldenCase golden, GoldenDataset dataset, GoldenQuery query, HashSet<long> rows)
    {
        if (rows.SetEquals(new GoldenOracle(dataset).Rows(query)))
            return PythonDifference.None;

        var byCodePoint = new GoldenOracle(dataset, TextOrder.Utf8).Positions(query);
        var ids = dataset.RowIds!.Value;
        var missing = byCodePoint.Where(position => !rows.Contains(ids[position])).ToArray();
        var hasExtra = rows.Count > byCodePoint.Length - missing.Length;
        if (missing.Length == 0 && !hasExtra)
            return PythonDifference.OrdersTextByCodePoint;

        if (!golden.IsPlateau && query.Terms.Any(term => IsFar(term, dataset[term.Column])))
            return PythonDifference.WrapsFarDate;

        if (hasExtra)
            return null;

        if (missing.All(position => IsNull(dataset, query.Terms.Where(term => term.Operator == "!="), position)))
            return PythonDifference.LosesNullsOfNotEqual;

        var indexed = (dataset.Indices ?? []).Select(index => index.Column).ToHashSet();
        return query.Predicates.Length > 1
            && missing.All(position => IsNull(dataset, query.Terms.Where(term => indexed.Contains(term.Column)), position))
            ? PythonDifference.LosesNullsOfOr
            : null;
    }

    private static bool IsNull(GoldenDataset dataset, IEnumerable<GoldenTerm> terms, int position) =>
        terms.Any(term => dataset[term.Column].Values[position] is null);

    private static IEnumerable<object?> Values(GoldenLiteral literal) => literal.Items.Prepend(literal).Select(item => item.Value);

    /// <summary>Whether pandas holds the column's values as objects, where a null meets them in a comparison.</summary>
    private static bool HasObjects(GoldenCase golden, ColumnType type) =>
        type.Kind is ColumnKind.String or ColumnKind.Boolean or ColumnKind.Binary || (type.Kind == ColumnKind.Date && golden.IsPlateau);

    /// <summary>Whether the literal or a value of the column is a date that nanoseconds since 1970 in 64 bits can't reach.</summary>
    private static bool IsFar(GoldenTerm term, GoldenColumn column) =>
        column.Type.Kind == ColumnKind.Date
        && Values(term.Literal).Concat(column.Values).OfType<int>().Any(day => Math.Abs((long)day) > long.MaxValue / 86_400_000_000_000);
}
