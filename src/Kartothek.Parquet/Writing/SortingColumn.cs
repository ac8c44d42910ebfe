namespace Kartothek.Parquet;

/// <summary>A column that the rows of each row group are sorted by: a promise of the caller, written into the footer, and not checked.</summary>
/// <param name="Name">The flat column.</param>
/// <param name="Descending">Whether larger values come first.</param>
/// <param name="NullsFirst">Whether nulls come before all values.</param>
public sealed record SortingColumn(string Name, bool Descending = false, bool NullsFirst = false);
