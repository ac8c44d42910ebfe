using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

public sealed class GarbageHistoryTests
{
    private const string Header = "u.by-dataset-metadata.json";

    private sealed record Row(long P, long V);

    private static TestDataset<Row> Rows(int files) =>
        Enumerable.Range(0, files).Aggregate(new TestDataset<Row>("u").IndexOn("v"), (d, i) => d.File(new Row(i, 10 * i)));

    [Fact]
    public async Task What_a_kept_version_refers_to_stays_until_the_version_goes()
    {
        var clock = new SteadyClock();
        await using var store = new MemoryStore(clock: clock);
        await CommitAsync(store, clock, 1, 3, new HistoryRetention { MaxVersions = 2 });
        clock.Now += TimeSpan.FromDays(1);
        await CommitAsync(store, clock, 2, 1, new HistoryRetention { MaxVersions = 2 });
        var atOnce = new GarbageOptions { Retention = TimeSpan.Zero, TimeProvider = clock };

        var first = await Garbage.CollectAsync(store, "u", atOnce);

        Assert.Empty(first.Objects);
        Assert.Equal(["u/table/00000000000000000000000000000001.parquet", "u/table/00000000000000000000000000000002.parquet"], first.KeptByHistory.Select(o => o.Key));

        clock.Now += TimeSpan.FromDays(1);
        await CommitAsync(store, clock, 3, 1, new HistoryRetention { MaxVersions = 2 });

        var second = await Garbage.CollectAsync(store, "u", atOnce);

        Assert.Equal(
            ["u/.history/0000000001-id1.json", "u/table/00000000000000000000000000000001.parquet", "u/table/00000000000000000000000000000002.parquet"],
            second.Objects.Select(o => o.Key));
        Assert.Equal([2, 3], (await VersionHistory.ListAsync(store, "u", default)).Select(v => v.Key.Number));
    }

    [Fact]
    public async Task A_version_is_kept_no_longer_than_its_age_says()
    {
        var clock = new SteadyClock();
        await using var store = new MemoryStore(clock: clock);
        await CommitAsync(store, clock, 1, 2, HistoryRetention.Default);
        clock.Now += TimeSpan.FromDays(100);
        await CommitAsync(store, clock, 2, 1, HistoryRetention.Default);
        var options = new GarbageOptions { Retention = TimeSpan.Zero, TimeProvider = clock };

        // It was the present one for long, and was replaced only now.
        clock.Now += TimeSpan.FromDays(29);
        Assert.Empty((await Garbage.CollectAsync(store, "u", options)).Objects);
        clock.Now += TimeSpan.FromDays(2);
        Assert.Equal(2, (await Garbage.CollectAsync(store, "u", options)).Objects.Length);
    }

    [Fact]
    public async Task What_a_version_referred_to_lately_counts_as_young_though_it_was_written_long_ago()
    {
        var clock = new SteadyClock();
        await using var store = new MemoryStore(clock: clock);
        await CommitAsync(store, clock, 1, 2, HistoryRetention.None);
        clock.Now += TimeSpan.FromDays(100);
        await CommitAsync(store, clock, 2, 1, HistoryRetention.None);
        clock.Now += TimeSpan.FromDays(3);

        // Somebody may still read the version that was replaced three days ago.
        var report = await Garbage.CollectAsync(store, "u", new GarbageOptions { TimeProvider = clock });
        Assert.Empty(report.Objects);
        Assert.Equal(["u/table/00000000000000000000000000000001.parquet"], report.Young.Select(o => o.Key));

        clock.Now += TimeSpan.FromDays(5);
        Assert.Equal(2, (await Garbage.CollectAsync(store, "u", new GarbageOptions { TimeProvider = clock })).Objects.Length);
    }

    [Fact]
    public async Task What_a_writer_that_died_left_of_its_probe_goes()
    {
        var clock = new SteadyClock();
        await using var store = new MemoryStore(clock: clock);
        await CommitAsync(store, clock, 1, 2, HistoryRetention.Default);
        await store.PutAsync("u/.history/probe-0123", "x"u8.ToArray());

        Assert.Empty((await Garbage.CollectAsync(store, "u", new GarbageOptions { TimeProvider = clock })).Objects);
        clock.Now += TimeSpan.FromDays(8);
        Assert.Equal(["u/.history/probe-0123"], (await Garbage.CollectAsync(store, "u", new GarbageOptions { TimeProvider = clock })).Objects.Select(o => o.Key));
    }

    [Fact]
    public async Task A_dataset_without_a_header_that_has_a_history_keeps_what_it_needs_to_come_back()
    {
        var clock = new SteadyClock();
        await using var store = new MemoryStore(clock: clock);
        await CommitAsync(store, clock, 1, 2, HistoryRetention.Default);
        await store.DeleteAsync(Header);

        await Garbage.CollectAsync(store, "u", new GarbageOptions { Retention = TimeSpan.Zero, TimeProvider = clock });

        await store.PutAsync(Header, (await store.ReadAllAsync("u/.history/0000000001-id1.json")).Bytes);
        Assert.Empty(HeaderKeys.Of(await DatasetHeader.ReadAsync(store, "u")).Except(await store.KeysAsync()));
        await Dataset.DeleteAsync(store, "u");
        Assert.Empty(await store.KeysAsync());
    }

    /// <summary>Writes a dataset of so many files as our commits do, with its version in the history.</summary>
    private static async Task CommitAsync(MemoryStore store, SteadyClock clock, long number, int files, HistoryRetention retention)
    {
        foreach (var (key, bytes) in Rows(files).Objects().Where(o => o.Key != Header))
        {
            if (!await store.ExistsAsync(key))
            {
                await store.PutAsync(key, bytes);
            }
        }
        var header = JsonNode.Parse(Rows(files).Objects()[Header])!;
        var record = new CommitRecord
        {
            Number = number,
            Time = clock.Now,
            Recent = [new RecentCommit($"id{number}", CommitKind.Replace)],
            Digest = "",
            Tables = ImmutableSortedDictionary<string, TableRecord>.Empty,
            Retention = retention,
        };
        header["metadata"]![CommitRecord.MetadataKey] = record.ToJson();
        var json = Encoding.UTF8.GetBytes(header.ToJsonString());
        await store.PutAsync(Header, json);
        await VersionHistory.PutAsync(store, "u", new HistoryKey(number, $"id{number}"), json, default);
    }
}
