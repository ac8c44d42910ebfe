namespace Kartothek.Parquet;

/// <summary>What was written.</summary>
/// <param name="RowCount">Rows.</param>
/// <param name="ByteCount">Bytes of the whole file.</param>
/// <param name="Footer">Its footer, as a reader would find it.</param>
public sealed record WrittenFile(long RowCount, long ByteCount, ParquetFooter Footer);
