using Microsoft.Extensions.Logging;

namespace Kartothek.Core;

/// <summary>What commits log.</summary>
internal static partial class CommitLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Commit {Number} ({Kind}) of dataset '{Dataset}': {Added} files added, {Removed} removed, made at attempt {Attempt}")]
    public static partial void Committed(ILogger logger, long number, CommitKind kind, string dataset, int added, int removed, int attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The secondary index on column '{Column}' of dataset '{Dataset}' was missing or damaged. The commit has built it again from all files.")]
    public static partial void RebuiltLostIndex(ILogger logger, string column, string dataset, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Commit {Number} of dataset '{Dataset}' is made, but its copy in the history could not be put. The next commit puts it.")]
    public static partial void HistoryNotPut(ILogger logger, long number, string dataset, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Commit {Number} ({Kind}) of dataset '{Dataset}' was overwritten by a writer that doesn't look: {Labels} partitions that it had added are not in the dataset.")]
    public static partial void CommitLost(ILogger logger, long number, CommitKind kind, string dataset, int labels);
}
