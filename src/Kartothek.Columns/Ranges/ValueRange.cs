namespace Kartothek.Columns;

/// <summary>What is known of the values of a column over a set of rows: bounds and counts, from statistics, a partition key or an index.</summary>
/// <remarks>
/// Unknown is never guessed: a missing bound is null, a missing count is null. Bounds include every value that isn't null or NaN;
/// they needn't occur (statistics may be truncated), except that where <see cref="Min"/> equals <see cref="Max"/> all values
/// that are neither null nor NaN equal it.
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
}
