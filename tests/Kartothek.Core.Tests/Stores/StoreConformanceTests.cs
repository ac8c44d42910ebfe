using Kartothek.Testing;

namespace Kartothek.Core.Tests;

public sealed class StoreConformanceTests
{
    [Fact]
    public void Every_store_of_the_assembly_runs_the_conformance_suite()
    {
        var stores = typeof(IObjectStore).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IObjectStore)));
        var tested = GetType().Assembly.GetTypes()
            .Where(t => t is { IsAbstract: false, BaseType.IsGenericType: true } && t.BaseType.GetGenericTypeDefinition() == typeof(ObjectStoreConformance<>))
            .Select(t => t.BaseType!.GetGenericArguments()[0])
            .ToHashSet();

        Assert.Equal([], stores.Where(s => !tested.Contains(s)).Select(s => s.Name));
        Assert.Contains(typeof(LocalStore), tested);
    }
}
