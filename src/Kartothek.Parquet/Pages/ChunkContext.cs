namespace Kartothek.Parquet;

/// <summary>Which chunk a reader reads, and for whom.</summary>
/// <param name="File">The file's name, for messages.</param>
/// <param name="Chunk">The chunk.</param>
/// <param name="FirstRow">The number, in its file, of the row group's first row.</param>
/// <param name="RowCount">Rows of the row group: a claim, which the pages have to meet.</param>
/// <param name="Buffers">Where memory comes from.</param>
internal sealed record ChunkContext(string File, ColumnChunk Chunk, long FirstRow, long RowCount, ScanBuffers Buffers);
