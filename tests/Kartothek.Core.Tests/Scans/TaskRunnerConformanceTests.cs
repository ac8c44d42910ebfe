namespace Kartothek.Core.Tests;

public sealed class TaskRunnerConformanceTests
{
    [Fact]
    public void Every_runner_of_the_assembly_runs_the_conformance_suite()
    {
        var runners = typeof(ITaskRunner).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(ITaskRunner))).Select(t => t.Name);
        var suites = GetType().Assembly.GetTypes().Where(t => t is { IsAbstract: false } && t.IsAssignableTo(typeof(TaskRunnerConformance))).Select(t => t.Name).ToHashSet();

        Assert.Equal([], runners.Where(r => !suites.Contains($"{r}Conformance")));
        Assert.Contains(nameof(LocalTaskRunnerConformance), suites);
    }
}
