using Kartothek.Testing;

namespace Kartothek.Core.Tests;

[Trait("Category", "Golden")]
public sealed class GoldenGarbageTests
{
    public static TheoryData<GoldenSubject> Subjects => GoldenCases.All();

    [Theory]
    [MemberData(nameof(Subjects))]
    public async Task Garbage_without_retention_is_what_Python_removes(GoldenSubject subject)
    {
        await using var folder = new LocalStore(subject.Store);
        var store = await folder.InMemoryAsync();
        var before = await store.KeysAsync();
        var dataset = await Dataset.OpenAsync(store, subject.Dataset.Uuid, new DatasetOptions { Table = subject.Dataset.Table });

        var planned = await dataset.CollectGarbageAsync(new GarbageOptions { Retention = TimeSpan.Zero, DryRun = true });
        Assert.Equal(before, await store.KeysAsync());
        var report = await dataset.CollectGarbageAsync(new GarbageOptions { Retention = TimeSpan.Zero });

        Assert.Equal<StoreEntry>(planned.Objects, report.Objects);
        if (subject.Dataset.Garbage is { } recorded)
        {
            Assert.Equal(recorded.Order(StringComparer.Ordinal), report.Objects.Select(o => o.Key));
        }
        // Only this dataset's objects went, and none that it refers to.
        var removed = before.Except(await store.KeysAsync()).ToList();
        Assert.Equal(report.Objects.Select(o => o.Key), removed);
        Assert.All(removed, key => Assert.StartsWith(subject.Dataset.Uuid + "/", key, StringComparison.Ordinal));
        Assert.Empty(HeaderKeys.Of(dataset.Header).Intersect(removed));
        Assert.Empty((await dataset.CollectGarbageAsync(new GarbageOptions { Retention = TimeSpan.Zero })).Objects);
        await Dataset.OpenAsync(store, subject.Dataset.Uuid, new DatasetOptions { Table = subject.Dataset.Table });
    }

    [Fact]
    public void Garbage_is_recorded_for_some_datasets() =>
        // Nothing is garbage in a folder that was just written.
        Assert.True(!GoldenFolder.IsOwnCopy || GoldenCases.Cases.SelectMany(c => c.Datasets).Any(d => d.Garbage is { IsEmpty: false }));
}
