namespace Kartothek.Core;

/// <summary>How far a row-level operation or a compaction is.</summary>
/// <param name="FilesDone">Files of the dataset that were looked at or rewritten.</param>
/// <param name="FilesTotal">Files that may have to be rewritten, as far as is known; grows where another writer adds some.</param>
/// <param name="RowsRead">Rows read so far.</param>
/// <param name="RowsWritten">Rows written so far.</param>
public sealed record RewriteProgress(int FilesDone, int FilesTotal, long RowsRead, long RowsWritten);
