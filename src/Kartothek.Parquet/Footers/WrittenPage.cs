namespace Kartothek.Parquet;

/// <summary>A data page that was written, as the page index is to describe it.</summary>
/// <param name="Offset">Where its header starts, counted from the first data page.</param>
/// <param name="Length">Bytes with its header.</param>
/// <param name="FirstRow">The row of the row group that it begins with.</param>
/// <param name="IsAllNull">Whether it holds no value.</param>
/// <param name="Statistics">Bounds and nulls.</param>
internal readonly record struct WrittenPage(long Offset, int Length, long FirstRow, bool IsAllNull, WrittenStatistics Statistics);
