using Kartothek.Columns;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>Tells tasks, while they run, what is known of the rows that can still count.</summary>
/// <param name="inner">Runs the tasks.</param>
/// <param name="bound">What rows must satisfy, now; null where nothing is known.</param>
internal sealed class BoundedTaskRunner(ITaskRunner inner, Func<Scalar?> bound) : ITaskRunner
{
    /// <inheritdoc/>
    public ValueTask<IBlockReader> StartAsync(ScanTask task, CancellationToken cancellationToken = default) =>
        inner.StartAsync(task with { Bound = bound }, cancellationToken);
}
