namespace Kartothek.Core.Tests;

public sealed class LocalTaskRunnerConformance : TaskRunnerConformance
{
    private protected override ITaskRunner Create(Dataset dataset) => new LocalTaskRunner(dataset);
}
