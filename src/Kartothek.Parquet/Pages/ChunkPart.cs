namespace Kartothek.Parquet;

/// <summary>Pages of a chunk that lie one behind the other in memory.</summary>
/// <param name="Bytes">Where.</param>
/// <param name="Start">The first byte.</param>
/// <param name="End">The byte behind the last.</param>
/// <param name="RowsLeftOut">Rows of the pages behind them that weren't read, because nobody wants one.</param>
internal readonly record struct ChunkPart(byte[] Bytes, int Start, int End, long RowsLeftOut);
