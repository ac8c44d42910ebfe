namespace Kartothek.Testing;

/// <summary>A partition: one file.</summary>
/// <param name="Label">Its label.</param>
/// <param name="Key">The key of the file of the dataset's table.</param>
/// <param name="FirstRow">The position of its first row in <see cref="GoldenColumn.Values"/>.</param>
/// <param name="RowCount">Its rows.</param>
public sealed record GoldenPartition(string Label, string Key, int FirstRow, int RowCount);
