namespace Kartothek.Core;

/// <summary>A row group that isn't read, and why.</summary>
/// <param name="Number">Its number in its file, from 0.</param>
/// <param name="RowCount">Its rows.</param>
/// <param name="Evidence">The first condition that ruled it out.</param>
public sealed record SkippedRowGroup(int Number, long RowCount, Evidence Evidence);
