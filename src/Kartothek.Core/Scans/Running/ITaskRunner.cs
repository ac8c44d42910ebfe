using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Runs tasks, here or on a worker elsewhere.</summary>
/// <remarks>Safe for use by several threads at once; each reader is used by one at a time.</remarks>
public interface ITaskRunner
{
    /// <summary>Starts a task.</summary>
    /// <returns>The blocks of its rows.</returns>
    /// <exception cref="KartothekException">The file is missing, damaged, or doesn't fit the columns asked for; may also come from the reader.</exception>
    ValueTask<IBlockReader> StartAsync(ScanTask task, CancellationToken cancellationToken = default);
}
