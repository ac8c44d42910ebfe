using Microsoft.Extensions.Logging;

namespace Kartothek.Linq;

/// <summary>The log messages of queries.</summary>
internal static partial class QueryLog
{
    /// <summary>A query has ended.</summary>
    [LoggerMessage(1, LogLevel.Debug, "Query over '{Dataset}': {Rows} rows, {Requests} requests, {Bytes} bytes, {Milliseconds:F1} ms")]
    public static partial void Completed(ILogger logger, string dataset, long rows, long requests, long bytes, double milliseconds);

    /// <summary>A query does work in memory that a scan could perhaps do.</summary>
    [LoggerMessage(2, LogLevel.Information, "Query over '{Dataset}' evaluates '{Condition}' in memory: {Reason}")]
    public static partial void Residual(ILogger logger, string dataset, string condition, string reason);
}
