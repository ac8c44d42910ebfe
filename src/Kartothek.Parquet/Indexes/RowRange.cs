namespace Kartothek.Parquet;

/// <summary>Consecutive rows of a row group.</summary>
/// <param name="First">The first row, counted from the row group's first.</param>
/// <param name="End">The row behind the last.</param>
public readonly record struct RowRange(long First, long End);
