using System.Globalization;
using Kartothek.Core;
using Kartothek.Interop;
using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

/// <summary>Processes that are killed at any moment, and many processes at once.</summary>
[Trait("Category", "Crash")]
public sealed class CrashTests
{
    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("KARTOTHEK_KILLS") ?? "200", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Every_acknowledged_commit_survives_kills_at_random_moments()
    {
        using var folder = new TemporaryFolder();
        await using var store = new LocalStore(folder.Path);
        await Dataset.CreateEmptyAsync<LoopRow>(store, "live", o => o.PartitionOn(r => r.Slot).Index(r => r.Number).With(c => c with { Commit = new CommitOptions { Retention = HistoryRetention.None } }));
        var random = new Random(20261125);
        var acknowledged = -1L;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var writer = new WriterProcess(folder.Path, "live", 0, long.MaxValue, isAlone: true);
            var first = await writer.NextAsync();
            Assert.True(first >= acknowledged, "The process ended by itself.");
            acknowledged = first!.Value;
            await Task.Delay(random.Next(40));
            acknowledged = await writer.KillAsync(acknowledged);

            var numbers = await NumbersAsync(store);
            // The last commit may have been made and not been acknowledged any more.
            Assert.InRange(numbers.Length, acknowledged + 1, acknowledged + 2);
            Assert.Equal(Enumerable.Range(0, numbers.Length).Select(i => (long)i), numbers);
        }
        var dataset = await Dataset.OpenAsync(store, "live");
        await dataset.CollectGarbageAsync(new GarbageOptions { Retention = TimeSpan.Zero });
        var report = await dataset.VerifyAsync(new VerifyOptions { Depth = VerifyDepth.Statistics });
        Assert.True(report.Findings.IsEmpty, report.ToString());
        var left = await store.ListAsync("").Select(e => e.Key).ToListAsync();
        // Header, schema and one version beside the files and the index; nothing of the writers that were killed.
        Assert.Equal(dataset.Partitions.Length + 4, left.Count);
    }

    [Fact]
    public async Task Sixteen_processes_with_fifty_commits_each_lose_no_row()
    {
        using var folder = new TemporaryFolder();
        await using var store = new LocalStore(folder.Path);
        await Dataset.CreateEmptyAsync<LoopRow>(store, "live", o => o.PartitionOn(r => r.Slot).Index(r => r.Writer));
        var writers = Enumerable.Range(0, 16).Select(w => new WriterProcess(folder.Path, "live", w, 50, isAlone: false)).ToList();
        try
        {
            await Task.WhenAll(writers.Select(w => w.EndAsync()));
        }
        finally
        {
            writers.ForEach(w => w.Dispose());
        }
        await AssertAllAsync(store);
    }

    [Fact]
    public async Task Sixteen_threads_with_fifty_commits_each_lose_no_row()
    {
        using var folder = new TemporaryFolder();
        await using var store = new LocalStore(folder.Path);
        await Dataset.CreateEmptyAsync<LoopRow>(store, "live", o => o.PartitionOn(r => r.Slot).Index(r => r.Writer));
        await Task.WhenAll(Enumerable.Range(0, 16).Select(w => Task.Run(() => WriteLoop.RunAsync(folder.Path, "live", w, 50, isAlone: false, TextWriter.Null))));
        await AssertAllAsync(store);
    }

    private static async Task AssertAllAsync(IObjectStore store)
    {
        var dataset = await Dataset.OpenAsync(store, "live");
        var rows = await dataset.AsQueryable<LoopRow>().ToListAsync();
        Assert.Equal(
            from writer in Enumerable.Range(0, 16) from number in Enumerable.Range(0, 50) select ((long)writer, (long)number),
            rows.Select(r => (r.Writer, r.Number)).Order());
        // One commit made the dataset.
        Assert.Equal(801, dataset.Version);
        var report = await dataset.VerifyAsync(new VerifyOptions { Depth = VerifyDepth.Indices });
        Assert.True(report.Findings.IsEmpty, report.ToString());
    }

    private static async Task<long[]> NumbersAsync(IObjectStore store)
    {
        var dataset = await Dataset.OpenAsync(store, "live");
        var rows = await dataset.AsQueryable<LoopRow>().ToListAsync();
        return [.. rows.Select(r => r.Number).Order()];
    }
}
