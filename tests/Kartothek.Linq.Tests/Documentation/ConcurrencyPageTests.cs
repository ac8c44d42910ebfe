using Kartothek.Core;

namespace Kartothek.Linq.Tests;

/// <summary>docs/concurrency.md shows these lines; here they run.</summary>
public sealed class ConcurrencyPageTests
{
    private sealed record Sale(int Id, string Country);

    private readonly StringWriter _output = new();

    private StringWriter Console => _output;

    [Fact]
    public void The_page_shows_nothing_that_is_not_run_here() =>
        DocumentSnippets.Check("docs/concurrency.md", "tests/Kartothek.Linq.Tests/Documentation/ConcurrencyPageTests.cs");

    [Fact]
    public async Task The_pages_calls_do_what_it_says()
    {
        var store = new MemoryStore();
        var dataset = await Dataset.CreateAsync(store, "sales", [new Sale(0, "DE")], o => o.PartitionOn(s => s.Country).Index(s => s.Id));
        var lastMonday = DateTimeOffset.UtcNow;
        for (var i = 1; i < 15; i++)
        {
            dataset = (await dataset.UpdateAsync<Sale>(u => u.Append([new Sale(i, "DE")]))).Dataset;
        }

        var report = await dataset.CollectGarbageAsync();                                      // what is older than seven days
        var preview = await dataset.CollectGarbageAsync(new GarbageOptions { DryRun = true });

        Assert.Empty(report.Objects);
        Assert.Empty(preview.Objects);

        await foreach (var version in dataset.HistoryAsync())                                   // newest first
            Console.WriteLine($"{version.Number} {version.Time:u} {version.Kind} +{version.FilesAdded} -{version.FilesRemoved}");

        var before = await dataset.AsOfAsync(12);                                               // or a time, or a commit's id
        var monday = await Dataset.OpenAsync(store, "sales", new() { AsOf = lastMonday });

        await dataset.RestoreAsync(12);                                                         // a commit; can be undone by another
        await dataset.RetainAsync(new HistoryRetention { MaxVersions = 20, MaxAge = TimeSpan.FromDays(7) });

        Assert.StartsWith("15 ", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(15, _output.ToString().Count(c => c == '\n'));
        Assert.Equal(12, before.AsQueryable<Sale>().Count());
        Assert.Equal(1, monday.Version);
        Assert.Equal(12, (await Dataset.OpenAsync(store, "sales")).AsQueryable<Sale>().Count());
    }
}
