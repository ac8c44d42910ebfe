namespace Kartothek.Core.Tests;

/// <summary>A runner that gets its tasks as JSON, as one in another process would.</summary>
public sealed class SentTaskRunnerConformance : TaskRunnerConformance
{
    private protected override ITaskRunner Create(Dataset dataset) => new Sent(new LocalTaskRunner(dataset));

    private sealed class Sent(ITaskRunner inner) : ITaskRunner
    {
        public ValueTask<IBlockReader> StartAsync(ScanTask task, CancellationToken cancellationToken = default) =>
            inner.StartAsync(ScanTask.FromJson(task.ToJson()), cancellationToken);
    }
}
