using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>A data page of a flat column: its rows, and what is known of their values.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Values">As for a row group's statistics: bounds that aren't trusted are left out.</param>
public sealed record PageRange(RowRange Rows, ValueRange Values);
