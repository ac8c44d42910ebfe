namespace Kartothek.Parquet;

/// <summary>A statistic of a column chunk that isn't true, or isn't there.</summary>
/// <param name="RowGroup">The ordinal of the row group.</param>
/// <param name="Column">The column.</param>
/// <param name="Kind">Which.</param>
/// <param name="What">What the footer says and what the rows hold, as part of a sentence.</param>
public readonly record struct StatisticsFault(int RowGroup, string Column, StatisticsFaultKind Kind, string What);
