using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

public sealed class GarbageTests
{
    private sealed record Row(long P, long V);

    private static readonly GarbageOptions AtOnce = new() { Retention = TimeSpan.Zero };

    private static TestDataset<Row> Rows(string uuid = "u") =>
        new TestDataset<Row>(uuid).PartitionOn("p").IndexOn("v").File(new Row(1, 10)).File(new Row(2, 20)).File(new Row(1, 30)).File(new Row(3, 40));

    [Fact]
    public async Task What_links_of_a_local_folder_lead_to_is_no_garbage_under_their_names()
    {
        using var folder = new TemporaryFolder();
        var root = Path.Combine(folder.Path, "store");
        await using var store = new LocalStore(root);
        await CommitRows.CreateAsync(store);
        var keys = await store.KeysAsync();
        var table = Path.Combine(root, "u", "table");
        Directory.CreateSymbolicLink(Path.Combine(table, "latest"), Path.Combine(table, "p=1"));
        Directory.CreateSymbolicLink(Path.Combine(table, "loop"), Path.Combine(root, "u"));
        Directory.CreateSymbolicLink(Path.Combine(table, "around"), folder.Path);
        // What lies elsewhere, on another disk, is found.
        Directory.Move(Path.Combine(table, "p=2"), Path.Combine(folder.Path, "elsewhere"));
        Directory.CreateSymbolicLink(Path.Combine(table, "p=2"), Path.Combine(folder.Path, "elsewhere"));

        Assert.Equal(keys, await store.KeysAsync());
        var report = await Garbage.CollectAsync(store, "u", new GarbageOptions { Retention = TimeSpan.Zero });

        Assert.Empty(report.Objects);
        Assert.Equal(["1|10", "1|11", "2|20"], await CommitRows.TextsAsync(store));
        Assert.True((await Doctor.VerifyAsync(store, "u")).IsClean);
    }

    [Fact]
    public async Task Vector_197_foreign_objects_stay_where_Python_leaves_them()
    {
        await using var store = await Rows().StoreAsync();
        string[] foreign = ["u/table/foo.txt", "u/other/foo.parquet", "u.v.by-dataset-index.parquet", "u/indices/zz/a.parquet", "u.by-dataset-metadata.msgpack.zstd"];
        foreach (var key in foreign)
        {
            await store.PutAsync(key, "x"u8.ToArray());
        }

        var report = await Garbage.CollectAsync(store, "u", AtOnce);

        Assert.Equal(["u/indices/zz/a.parquet", "u/table/foo.txt"], report.Objects.Select(o => o.Key));
        Assert.Equal(2, report.Bytes);
        Assert.Equal(foreign[1..3].Append(foreign[4]).Order(StringComparer.Ordinal), (await store.KeysAsync()).Intersect(foreign).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Vector_198_a_dataset_whose_partitions_are_all_deleted_is_collected_by_its_schema_keys()
    {
        await using var store = await Rows().StoreAsync();
        await PutHeaderAsync(store, """{"dataset_metadata_version": 4, "dataset_uuid": "u", "metadata": {}, "partitions": {}, "partition_keys": ["p"]}""");
        await store.PutAsync("u/other/foo.parquet", "x"u8.ToArray());

        var report = await Garbage.CollectAsync(store, "u", AtOnce);

        Assert.Equal(5, report.Objects.Length);
        Assert.Equal(["u.by-dataset-metadata.json", "u/other/foo.parquet", "u/table/_common_metadata"], await store.KeysAsync());
    }

    [Fact]
    public async Task A_dataset_that_lists_no_partitions_loses_index_files_only()
    {
        await using var store = await Rows().StoreAsync();
        await PutHeaderAsync(store, """{"dataset_metadata_version": 4, "dataset_uuid": "u", "metadata": {}, "partition_keys": ["p"]}""");
        await store.PutAsync("u/table/p=1/late.parquet", "x"u8.ToArray());

        var report = await Garbage.CollectAsync(store, "u", AtOnce);

        Assert.Equal(["u/indices/v/2026-01-01T00%3A00%3A00.by-dataset-index.parquet"], report.Objects.Select(o => o.Key));
    }

    [Fact]
    public async Task What_is_younger_than_the_retention_stays()
    {
        var clock = new SteadyClock();
        await using var store = new MemoryStore(clock: clock);
        await Rows().WriteAsync(store);
        await store.PutAsync("u/table/p=1/old.parquet", "x"u8.ToArray());
        clock.Now += TimeSpan.FromDays(6);
        await store.PutAsync("u/table/p=1/young.parquet", "x"u8.ToArray());
        clock.Now += TimeSpan.FromDays(1);

        var report = await Garbage.CollectAsync(store, "u", new GarbageOptions { TimeProvider = clock });

        Assert.Equal(TimeSpan.FromDays(7), new GarbageOptions().Retention);
        Assert.Equal(["u/table/p=1/old.parquet"], report.Objects.Select(o => o.Key));
        Assert.Equal(["u/table/p=1/young.parquet"], report.Young.Select(o => o.Key));
        Assert.True(await store.ExistsAsync("u/table/p=1/young.parquet"));
        Assert.Contains("removed 1 objects (1 bytes) of u; kept 1 young ones", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dataset_whose_name_goes_on_is_left_alone()
    {
        await using var store = await Rows("u").StoreAsync();
        await Rows("ux").WriteAsync(store);
        await Rows("u-x").WriteAsync(store);
        await store.PutAsync("ux/table/p=1/garbage.parquet", "x"u8.ToArray());
        await store.DeleteAsync("u.by-dataset-metadata.json");

        await Garbage.CollectAsync(store, "u", AtOnce);

        Assert.Empty(await store.KeysAsync("u/"));
        Assert.True(await store.ExistsAsync("ux/table/p=1/garbage.parquet"));
        await Dataset.OpenAsync(store, "ux");
        await Dataset.OpenAsync(store, "u-x");
    }

    [Fact]
    public async Task Without_a_header_only_what_looks_like_a_datasets_file_goes()
    {
        await using var store = await Rows().StoreAsync();
        await store.DeleteAsync("u.by-dataset-metadata.json");
        await store.PutAsync("u/table/notes.txt", "x"u8.ToArray());
        await store.PutAsync("u/unborn/0123.parquet", "x"u8.ToArray());
        await store.PutAsync("u/unborn/0123.csv.gz", "x"u8.ToArray());
        await store.PutAsync("u/elsewhere/notes.txt", "x"u8.ToArray());
        await store.PutAsync("u/notes.parquet", "x"u8.ToArray());

        await Garbage.CollectAsync(store, "u", AtOnce);

        Assert.Equal(["u/elsewhere/notes.txt", "u/notes.parquet"], await store.KeysAsync());
    }

    [Fact]
    public async Task What_either_header_refers_to_stays()
    {
        await using var folder = new LocalStore(GoldenCases.Cases.First(c => c.Name == "msgpack").Store);
        await using var store = await folder.InMemoryAsync();
        var packed = await DatasetHeader.ReadAsync(store, "packed");
        await PutHeaderAsync(store, """{"dataset_metadata_version": 4, "dataset_uuid": "packed", "metadata": {}, "partitions": {}, "partition_keys": []}""", "packed");

        var report = await Garbage.CollectAsync(store, "packed", AtOnce);

        Assert.Equal(HeaderFormat.MessagePack, packed.Format);
        Assert.Empty(HeaderKeys.Of(packed).Intersect(report.Objects.Select(o => o.Key)));
    }

    [Fact]
    public async Task What_a_commit_refers_to_since_the_listing_stays()
    {
        await using var inner = await Rows().StoreAsync();
        var header = (await inner.ReadAllAsync("u.by-dataset-metadata.json")).Bytes.ToArray();
        await PutHeaderAsync(inner, """{"dataset_metadata_version": 4, "dataset_uuid": "u", "metadata": {}, "partitions": {}, "partition_keys": ["p"]}""");
        var listed = 0;
        await using var store = new FaultStore(inner)
        {
            At = 1,
            Kind = FaultKind.Delay,
            // The second look at the header comes right before the first delete.
            Counts = (verb, key) => verb == "tail" && key == "u.by-dataset-metadata.json" && ++listed > 1,
            Meanwhile = async () => await inner.PutAsync("u.by-dataset-metadata.json", header),
        };

        var report = await Garbage.CollectAsync(store, "u", AtOnce);

        Assert.True(store.HasHappened);
        Assert.Empty(report.Objects);
        Assert.Equal(4, (await Dataset.OpenAsync(inner, "u")).Partitions.Length);
        Assert.Equal(Rows().Objects().Keys.Order(StringComparer.Ordinal), await inner.KeysAsync());
    }

    [Fact]
    public async Task A_header_that_cannot_be_read_stops_the_collection()
    {
        await using var store = await Rows().StoreAsync();
        await PutHeaderAsync(store, "{");
        var before = await store.KeysAsync();

        var error = await Assert.ThrowsAsync<KartothekException>(
            async () => await Garbage.CollectAsync(store, "u", AtOnce with { TimeProvider = new HastyClock() }));

        Assert.Equal(ErrorKind.Corrupt, error.Kind);
        Assert.Equal(before, await store.KeysAsync());
    }

    [Fact]
    public async Task A_stopped_collection_goes_on_when_it_is_called_again()
    {
        await using var inner = await Rows().StoreAsync();
        for (var i = 0; i < 7; i++)
        {
            await inner.PutAsync($"u/table/p=1/{i}.parquet", "x"u8.ToArray());
        }
        var all = await inner.InMemoryAsync();
        for (var n = 1; ; n++)
        {
            await using var store = await all.InMemoryAsync();
            var faulty = new FaultStore(store) { At = n, Kind = n % 2 == 0 ? FaultKind.Crash : FaultKind.CrashAfter };
            if (await Record.ExceptionAsync(async () => await Garbage.CollectAsync(faulty, "u", AtOnce)) is null)
            {
                Assert.True(n > 10);
                return;
            }
            Assert.Equal(4, (await Dataset.OpenAsync(store, "u")).Partitions.Length);
            await Garbage.CollectAsync(store, "u", AtOnce);
            Assert.Equal(Rows().Objects().Keys.Order(StringComparer.Ordinal), await store.KeysAsync());
        }
    }

    [Fact]
    public async Task Temporary_files_of_writers_that_died_are_removed_after_an_hour()
    {
        using var folder = new TemporaryFolder();
        await using var store = new LocalStore(folder.Path);
        await Rows().WriteAsync(store);
        var unfinished = Directory.CreateDirectory(Path.Combine(folder.Path, ".kartothek", "unfinished")).FullName;
        await File.WriteAllTextAsync(Path.Combine(unfinished, "1-1"), "old");
        File.SetLastWriteTimeUtc(Path.Combine(unfinished, "1-1"), DateTime.UtcNow.AddHours(-2));
        await File.WriteAllTextAsync(Path.Combine(unfinished, "1-2"), "being written");

        var planned = await Garbage.CollectAsync(store, "u", AtOnce with { DryRun = true });
        Assert.Equal(2, Directory.GetFiles(unfinished).Length);
        var kept = await Garbage.CollectAsync(store, "u", new GarbageOptions());
        var report = await Garbage.CollectAsync(store, "u", AtOnce);

        Assert.Equal([".kartothek/unfinished/1-1"], planned.Unfinished.Select(o => o.Key));
        Assert.Empty(kept.Unfinished);
        Assert.Equal<StoreEntry>(planned.Unfinished, report.Unfinished);
        Assert.Equal(["1-2"], Directory.GetFiles(unfinished).Select(Path.GetFileName));
    }

    private static async Task PutHeaderAsync(IObjectStore store, string json, string uuid = "u") =>
        await store.PutAsync($"{uuid}.by-dataset-metadata.json", System.Text.Encoding.UTF8.GetBytes(json));
}
