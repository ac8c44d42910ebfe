using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

public sealed class CopyHistoryTests
{
    private sealed record Row(long P, long V);

    private static TestDataset<Row> Rows(string uuid, int files) =>
        Enumerable.Range(0, files).Aggregate(new TestDataset<Row>(uuid), (d, i) => d.File(new Row(i, 10 * i)));

    [Fact]
    public async Task A_copy_without_history_begins_its_own()
    {
        await using var store = await VersionsAsync("u", 3, 2, 1);

        await Dataset.CopyAsync(store, "u", "v");

        var header = await DatasetHeader.ReadAsync(store, "v");
        var record = CommitRecord.Read(header.Metadata)!;
        Assert.Equal((1, CommitKind.Create, 1), (record.Number, record.Kind, record.Recent.Length));
        Assert.Equal(HeaderDigest.Of(header.Partitions, header.Indices), record.Digest);
        Assert.Equal([1], (await VersionHistory.ListAsync(store, "v", default)).Select(v => v.Key.Number));
        Assert.Single(await store.KeysAsync("v/table/0"));
    }

    [Fact]
    public async Task A_copy_that_replaces_a_dataset_goes_on_with_its_history()
    {
        await using var store = await VersionsAsync("u", 1);
        foreach (var (key, bytes) in await (await VersionsAsync("v", 2, 3)).ObjectsAsync())
        {
            await store.PutAsync(key, bytes);
        }

        await Dataset.CopyAsync(store, "u", "v", new CopyOptions { Overwrite = true });

        var record = CommitRecord.Read((await DatasetHeader.ReadAsync(store, "v")).Metadata)!;
        Assert.Equal((3, CommitKind.Overwrite), (record.Number, record.Kind));
        Assert.Equal([1, 2, 3], (await VersionHistory.ListAsync(store, "v", default)).Select(v => v.Key.Number));
    }

    [Fact]
    public async Task A_rename_takes_the_history_with_it()
    {
        await using var store = await VersionsAsync("u", 3, 2, 1);

        await Dataset.RenameAsync(store, "u", "v");

        Assert.Empty(await store.KeysAsync("u"));
        var versions = await VersionHistory.ListAsync(store, "v", default);
        Assert.Equal([1, 2, 3], versions.Select(v => v.Key.Number));
        foreach (var (version, files) in versions.Zip([3, 2, 1]))
        {
            var header = (await VersionHistory.ReadAsync(store, "v", version.Key, default))!;
            Assert.Equal("v", header.Uuid);
            Assert.Equal(files, header.Partitions.Length);
            Assert.Empty(HeaderKeys.Of(header).Except(await store.KeysAsync()));
            Assert.Equal(HeaderDigest.Of(header.Partitions, header.Indices), CommitRecord.Read(header.Metadata)!.Digest);
        }
        var present = CommitRecord.Read((await DatasetHeader.ReadAsync(store, "v")).Metadata)!;
        Assert.Equal(["id3", "id2", "id1"], present.Recent.Select(r => r.Id));
    }

    [Fact]
    public async Task A_version_that_lost_its_files_stays_behind_and_one_too_old_too()
    {
        await using var store = await VersionsAsync("u", 3, 2, 1);
        await store.DeleteAsync("u/table/00000000000000000000000000000002.parquet");

        await Dataset.CopyAsync(store, "u", "v", new CopyOptions { WithHistory = true });

        Assert.Equal([2, 3], (await VersionHistory.ListAsync(store, "v", default)).Select(v => v.Key.Number));
    }

    [Fact]
    public async Task With_its_history_a_copy_replaces_that_of_the_dataset_that_it_replaces()
    {
        await using var store = await VersionsAsync("u", 3, 2);
        foreach (var (key, bytes) in await (await VersionsAsync("v", 1, 1, 1, 1)).ObjectsAsync())
        {
            await store.PutAsync(key.Replace("id", "other", StringComparison.Ordinal), bytes);
        }

        await Dataset.CopyAsync(store, "u", "v", new CopyOptions { Overwrite = true, WithHistory = true });

        Assert.Equal(["id1", "id2"], (await VersionHistory.ListAsync(store, "v", default)).Select(v => v.Key.Id));
    }

    [Theory]
    [InlineData(FaultKind.Crash)]
    [InlineData(FaultKind.CrashAfter)]
    public async Task However_a_rename_is_stopped_a_second_call_brings_the_history(FaultKind kind)
    {
        for (var n = 1; ; n++)
        {
            await using var store = await VersionsAsync("u", 3, 2, 1);
            var faulty = new FaultStore(store) { At = n, Kind = kind };
            var error = await Record.ExceptionAsync(async () => await Dataset.RenameAsync(faulty, "u", "v", new CopyOptions { MaxParallelism = 1 }));
            if (!faulty.HasHappened)
            {
                Assert.True(n > 20);
                return;
            }
            if (error is not null && await store.ExistsAsync("u.by-dataset-metadata.json"))
            {
                await Dataset.RenameAsync(store, "u", "v");
            }
            Assert.Equal([1, 2, 3], (await VersionHistory.ListAsync(store, "v", default)).Select(v => v.Key.Number));
            await Garbage.CollectAsync(store, "v", new GarbageOptions { Retention = TimeSpan.Zero });
            foreach (var version in await VersionHistory.ListAsync(store, "v", default))
            {
                Assert.Empty(HeaderKeys.Of((await VersionHistory.ReadAsync(store, "v", version.Key, default))!).Except(await store.KeysAsync()));
            }
        }
    }

    /// <summary>A dataset whose versions have so many files, the last one of which is present.</summary>
    private static async Task<MemoryStore> VersionsAsync(string uuid, params int[] files)
    {
        var store = new MemoryStore();
        for (var n = 1; n <= files.Length; n++)
        {
            foreach (var (key, bytes) in Rows(uuid, files[n - 1]).Objects())
            {
                await store.PutAsync(key, bytes);
            }
            var header = await DatasetHeader.ReadAsync(store, uuid);
            var json = JsonNode.Parse((await store.ReadAllAsync(header.Key)).Bytes.Span)!;
            json["metadata"]![CommitRecord.MetadataKey] = new CommitRecord
            {
                Number = n,
                Time = new(2026, 1, n, 0, 0, 0, TimeSpan.Zero),
                Recent = [.. Enumerable.Range(1, n).Reverse().Select(i => new RecentCommit($"id{i}", CommitKind.Replace))],
                Digest = HeaderDigest.Of(header.Partitions, header.Indices),
                Tables = ImmutableSortedDictionary<string, TableRecord>.Empty,
            }.ToJson();
            var text = Encoding.UTF8.GetBytes(json.ToJsonString());
            await store.PutAsync(header.Key, text);
            await VersionHistory.PutAsync(store, uuid, new HistoryKey(n, $"id{n}"), text, default);
        }
        return store;
    }
}
