using Kartothek.Core;
using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

/// <summary>Everything at once: writers that append, replace, delete, update, compact, build indices and collect garbage, and readers that look all the time.</summary>
[Trait("Category", "Crash")]
public sealed class MixedLoadTests
{
    private const int Rounds = 12;

    public sealed record Entry(string Writer, long Number, double Amount);

    [Fact]
    public async Task Readers_see_whole_states_and_no_row_is_lost()
    {
        using var folder = new TemporaryFolder();
        await using var store = new LocalStore(folder.Path);
        Entry[] first = [.. from writer in (string[])["replaced", "updated", "deleted"] from number in Enumerable.Range(0, 20) select new Entry(writer, number, 1)];
        await Dataset.CreateAsync(store, "live", first, o => o.PartitionOn(e => e.Writer).Index(e => e.Number));
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() => ReadAsync(store, done.Token))).ToArray();

        await Task.WhenAll(
            Task.Run(() => AppendAsync(store, "a")),
            Task.Run(() => AppendAsync(store, "b")),
            Task.Run(() => ReplaceAsync(store)),
            Task.Run(() => UpdateRowsAsync(store)),
            Task.Run(() => DeleteRowsAsync(store)),
            Task.Run(() => MaintainAsync(store)));
        await done.CancelAsync();
        var reads = await Task.WhenAll(readers);

        Assert.All(reads, r => Assert.True(r > 0));
        var dataset = await Dataset.OpenAsync(store, "live");
        var rows = await dataset.AsQueryable<Entry>().ToListAsync();
        Assert.Equal(Enumerable.Range(0, Rounds).Select(i => (long)i), Numbers(rows, "a"));
        Assert.Equal(Enumerable.Range(0, Rounds).Select(i => (long)i), Numbers(rows, "b"));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (long)i), Numbers(rows, "replaced"));
        Assert.All(rows.Where(r => r.Writer == "replaced"), r => Assert.Equal(Rounds, r.Amount));
        Assert.All(rows.Where(r => r.Writer == "updated"), r => Assert.Equal(1 + Rounds, r.Amount));
        Assert.Equal(Enumerable.Range(Rounds, 20 - Rounds).Select(i => (long)i), Numbers(rows, "deleted"));
        var report = await dataset.VerifyAsync(new VerifyOptions { Depth = VerifyDepth.Statistics });
        Assert.True(report.Findings.IsEmpty, report.ToString());
    }

    private static IEnumerable<long> Numbers(IEnumerable<Entry> rows, string writer) => rows.Where(r => r.Writer == writer).Select(r => r.Number).Order();

    /// <summary>Reads snapshot after snapshot; each must hold every row that it should once, whatever is committed meanwhile.</summary>
    private static async Task<int> ReadAsync(IObjectStore store, CancellationToken done)
    {
        var reads = 0;
        for (; !done.IsCancellationRequested; reads++)
        {
            var dataset = await Dataset.OpenAsync(store, "live");
            await Task.Delay(5);
            var rows = await dataset.AsQueryable<Entry>().ToListAsync();
            foreach (var writer in (string[])["a", "b"])
            {
                var numbers = Numbers(rows, writer).ToList();
                Assert.Equal(Enumerable.Range(0, numbers.Count).Select(i => (long)i), numbers);
            }
            Assert.Equal(20, rows.Count(r => r.Writer == "replaced"));
            // A replacement and an update of rows are seen as a whole or not at all.
            Assert.Single(rows.Where(r => r.Writer == "replaced").Select(r => r.Amount).Distinct());
            Assert.Single(rows.Where(r => r.Writer == "updated").Select(r => r.Amount).Distinct());
            var left = Numbers(rows, "deleted").ToList();
            Assert.Equal(Enumerable.Range(20 - left.Count, left.Count).Select(i => (long)i), left);
            var found = await dataset.AsQueryable<Entry>().Where(r => r.Number == 3).CountAsync();
            Assert.Equal(rows.Count(r => r.Number == 3), found);
        }
        return reads;
    }

    private static async Task AppendAsync(IObjectStore store, string writer)
    {
        for (var i = 0; i < Rounds; i++)
        {
            var dataset = await Dataset.OpenAsync(store, "live");
            await dataset.AppendAsync([new Entry(writer, i, i)]);
        }
    }

    private static async Task ReplaceAsync(IObjectStore store)
    {
        for (var i = 1; i <= Rounds; i++)
        {
            var rows = Enumerable.Range(0, 20).Select(number => new Entry("replaced", number, i)).ToList();
            await RetryAsync(store, async dataset => await dataset.UpdateAsync<Entry>(u => u.Delete(e => e.Writer == "replaced").Append(rows)));
        }
    }

    private static async Task UpdateRowsAsync(IObjectStore store)
    {
        for (var i = 0; i < Rounds; i++)
        {
            await RetryAsync(store, async dataset =>
                await dataset.AsQueryable<Entry>().Where(e => e.Writer == "updated").ExecuteUpdateAsync(s => s.SetProperty(e => e.Amount, e => e.Amount + 1)));
        }
    }

    private static async Task DeleteRowsAsync(IObjectStore store)
    {
        for (var i = 0; i < Rounds; i++)
        {
            await RetryAsync(store, async dataset => await dataset.ExecuteDeleteAsync<Entry>(e => e.Writer == "deleted" && e.Number == i));
        }
    }

    private static async Task MaintainAsync(IObjectStore store)
    {
        for (var i = 0; i < Rounds; i++)
        {
            await RetryAsync(store, async dataset => await dataset.CompactAsync());
            await RetryAsync(store, async dataset => await dataset.UpdateAsync<Entry>(u => u.BuildIndex(e => e.Number)));
            var present = await Dataset.OpenAsync(store, "live");
            await present.CollectGarbageAsync(new GarbageOptions { Retention = TimeSpan.FromMinutes(5) });
        }
    }

    /// <summary>Does what a service does with a conflict: opens the dataset again, and repeats.</summary>
    private static async Task RetryAsync(IObjectStore store, Func<Dataset, Task> change)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await change(await Dataset.OpenAsync(store, "live"));
                return;
            }
            catch (CommitConflictException) when (attempt < 50)
            {
            }
        }
    }
}
