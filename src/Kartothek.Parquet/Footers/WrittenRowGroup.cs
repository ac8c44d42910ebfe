namespace Kartothek.Parquet;

/// <summary>A row group that was written.</summary>
/// <param name="RowCount">Rows.</param>
/// <param name="Offset">Where its first chunk starts.</param>
/// <param name="Chunks">One chunk per leaf.</param>
internal sealed record WrittenRowGroup(long RowCount, long Offset, WrittenChunk[] Chunks);
