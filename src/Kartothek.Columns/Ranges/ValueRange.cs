namespace Kartothek.Columns;

/// <summary>What is known of the values of a column over a set of rows: bounds and counts, from statistics, a partition key or an index.</summary>
/// <remarks>
/// Unknown is never guessed: a missing bound is null, a missing count is null. Bounds include every value that isn't null or NaN;
/// they needn't occur (statistics may be truncated), except that where <see cref="Min"/> equals <see cref="Max"/> all values
/// that are neither null nor NaN equal it. Bounds of text may be those of the order of UTF-8 bytes or of UTF-16 code units.
/// </remarks>
public sealed record ValueRange(ColumnType Type, long RowCount)
{
    /// <summary>A lower bound as the constant of <see cref="Type"/> (see <see cref="ConstantScalar.Value"/>), or null.</summary>
    public object? Min { get; init; }

    /// <summary>An upper bound, or null.</summary>
    public object? Max { get; init; }

    /// <summary>Nulls, or null where unknown.</summary>
    public long? NullCount { get; init; }

    /// <summary>NaNs, or null where unknown; 0 for types that have none.</summary>
    public long? NaNCount { get; init; }

    /// <summary>All rows are null.</summary>
    public bool IsAllNull => NullCount == RowCount;

    /// <summary>No row is null.</summary>
    public bool HasNoNulls => NullCount == 0;

    /// <summary>The range of rows that all have one value: a partition key's, say.</summary>
    /// <param name="value">The value, which may be null or NaN.</param>
    /// <param name="rowCount">The number of rows.</param>
    public static ValueRange Point(ConstantScalar value, long rowCount)
    {
        ArgumentNullException.ThrowIfNull(value);
        var isNaN = value.Value is double.NaN or float.NaN;
        var bound = isNaN ? null : value.Value;
        return new(value.Type, rowCount)
        {
            Min = bound,
            Max = bound,
            NullCount = value.Value is null ? rowCount : 0,
            NaNCount = isNaN ? rowCount : 0,
        };
    }
}
