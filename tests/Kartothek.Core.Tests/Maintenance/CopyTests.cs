using System.Text.Json;
using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

public sealed class CopyTests
{
    private sealed record Row(long P, long V);

    private static TestDataset<Row> Rows(string uuid = "u") =>
        new TestDataset<Row>(uuid).PartitionOn("p").IndexOn("v").File(new Row(1, 10)).File(new Row(2, 20)).File(new Row(1, 30)).File(new Row(3, 40));

    [Theory]
    [InlineData("tab", "X", "X/table/p=1/00000000000000000000000000000000.parquet")]
    [InlineData("u", "e", "e/table/p=1/00000000000000000000000000000000.parquet")]
    [InlineData("abcd", "efgh", "efgh/table/p=1/00000000000000000000000000000000.parquet")]
    public async Task Vector_208_only_the_name_in_a_key_is_replaced(string uuid, string newUuid, string first)
    {
        await using var store = await Rows(uuid).StoreAsync();
        var before = await store.ObjectsAsync();

        var report = await Dataset.CopyAsync(store, uuid, newUuid);

        var copy = await Dataset.OpenAsync(store, newUuid);
        Assert.Equal(first, copy.Partitions[0].Key);
        Assert.Equal([$"{newUuid}.by-dataset-metadata.json", $"{newUuid}/indices/v/2026-01-01T00%3A00%3A00.by-dataset-index.parquet"], (await store.KeysAsync(newUuid)).Take(2));
        Assert.Equal(before, await store.ObjectsAsync(uuid));
        Assert.Equal([10, 20, 30, 40], await ValuesAsync(copy));
        Assert.Equal([20], await ValuesAsync(copy, Where("v", 20)));
        Assert.Equal(6, report.Objects);
        Assert.Equal((await store.ObjectsAsync(newUuid)).Values.Sum(b => b.Length) - (await store.ReadAllAsync(newUuid + ".by-dataset-metadata.json")).Size, report.Bytes);
        Assert.True(report.WasCopiedByStore);
    }

    [Fact]
    public async Task Only_what_the_header_refers_to_is_copied_and_into_another_store_too()
    {
        await using var store = await Rows().StoreAsync();
        await store.PutAsync("u/table/p=1/garbage.parquet", "x"u8.ToArray());
        using var folder = new TemporaryFolder();
        await using var target = new LocalStore(folder.Path);

        var report = await Dataset.CopyAsync(store, "u", target, "u");

        Assert.False(report.WasCopiedByStore);
        Assert.Equal(Rows().Objects().Keys.Order(StringComparer.Ordinal), await target.KeysAsync());
        Assert.Equal([10, 20, 30, 40], await ValuesAsync(await Dataset.OpenAsync(target, "u")));
    }

    [Fact]
    public async Task A_large_object_passes_in_pieces_between_stores()
    {
        await using var store = await Rows().StoreAsync();
        var large = new byte[9_000_001];
        new Random(7).NextBytes(large);
        await store.PutAsync("u/table/p=2/00000000000000000000000000000001.parquet", large);
        await using var target = new MemoryStore();

        await Dataset.CopyAsync(store, "u", target, "v");

        Assert.Equal(large, (await target.ReadAllAsync("v/table/p=2/00000000000000000000000000000001.parquet")).Bytes.ToArray());
    }

    [Fact]
    public async Task User_metadata_and_implicit_partitions_come_along()
    {
        await using var store = await Rows().StoreAsync();
        await store.PutAsync("u.by-dataset-metadata.json", """{"dataset_metadata_version": 4, "dataset_uuid": "u", "metadata": {"creation_time": "2026-01-01T00:00:00", "owner": "team \u00e4"}, "partition_keys": ["p"]}"""u8.ToArray());
        await store.DeleteAsync("u/indices/v/2026-01-01T00%3A00%3A00.by-dataset-index.parquet");

        await Dataset.CopyAsync(store, "u", "v");

        var copy = await Dataset.OpenAsync(store, "v");
        Assert.True(copy.Header.IsExplicit);
        Assert.Equal("team ä", copy.Metadata.GetProperty("owner").GetString());
        Assert.Equal([10, 30, 20, 40], await ValuesAsync(copy));
    }

    [Fact]
    public async Task A_msgpack_dataset_is_copied_and_renamed()
    {
        await using var folder = new LocalStore(GoldenCases.Cases.First(c => c.Name == "msgpack").Store);
        await using var store = await folder.InMemoryAsync();
        var source = await Dataset.OpenAsync(store, "packed");

        await Dataset.CopyAsync(store, "packed", "a");
        await Dataset.RenameAsync(store, "packed", "b");

        Assert.Equal(["a", "b"], await store.ListDatasetsAsync().Select(d => d.Uuid).ToListAsync());
        Assert.Empty(await store.KeysAsync("packed"));
        Assert.Equal(source.Partitions.Select(p => p.Label), (await Dataset.OpenAsync(store, "b")).Partitions.Select(p => p.Label));
        Assert.True(JsonElement.DeepEquals(source.Metadata, (await Dataset.OpenAsync(store, "a")).Metadata));
    }

    [Fact]
    public async Task A_dataset_that_exists_is_replaced_only_where_that_is_wanted()
    {
        await using var store = await Rows().StoreAsync();
        await new TestDataset<Row>("v").File(new Row(7, 70)).WriteAsync(store);
        var before = await store.ObjectsAsync();

        var error = await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.CopyAsync(store, "u", "v"));
        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.Equal(before, await store.ObjectsAsync());

        await Dataset.CopyAsync(store, "u", "v", new CopyOptions { Overwrite = true });
        Assert.Equal([10, 20, 30, 40], await ValuesAsync(await Dataset.OpenAsync(store, "v")));
        Assert.Equal(ErrorKind.Invalid, (await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.CopyAsync(store, "u", "u"))).Kind);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.CopyAsync(store, "nobody", "w"))).Kind);
    }

    [Fact]
    public async Task Files_under_names_that_are_taken_get_others_and_old_readers_finish()
    {
        // Both datasets have the same labels, as those that Kartothek's users chose.
        await using var store = await Rows().StoreAsync();
        var other = new TestDataset<Row>("v").PartitionOn("p").IndexOn("v").File(new Row(1, 11)).File(new Row(2, 21));
        await other.WriteAsync(store);
        var reader = await Dataset.OpenAsync(store, "v");

        await Dataset.CopyAsync(store, "u", "v", new CopyOptions { Overwrite = true });

        Assert.Equal([11, 21], await ValuesAsync(reader));
        var copy = await Dataset.OpenAsync(store, "v");
        Assert.Equal("v/table/p=1/00000000000000000000000000000000-2.parquet", copy.Partitions[0].Key);
        Assert.Equal([10, 20, 30, 40], await ValuesAsync(copy));
        Assert.Equal([20], await ValuesAsync(copy, Where("v", 20)));
        Assert.Equal([30], await ValuesAsync(copy, Where("v", 30)));
        await copy.CollectGarbageAsync(new GarbageOptions { Retention = TimeSpan.Zero });
        Assert.Equal([10, 20, 30, 40], await ValuesAsync(await Dataset.OpenAsync(store, "v")));
    }

    [Fact]
    public async Task A_target_that_appears_meanwhile_is_not_overwritten()
    {
        await using var inner = await Rows().StoreAsync();
        await using var store = new FaultStore(inner)
        {
            At = 1,
            Kind = FaultKind.Delay,
            Counts = (verb, key) => verb == "put" && key == "v.by-dataset-metadata.json",
            Meanwhile = () => new TestDataset<Row>("v").File(new Row(7, 70)).WriteAsync(inner),
        };

        var error = await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.CopyAsync(store, "u", "v"));

        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.Equal([70], await ValuesAsync(await Dataset.OpenAsync(inner, "v")));
    }

    [Theory]
    [InlineData(FaultKind.Fail, false)]
    [InlineData(FaultKind.LoseReply, false)]
    [InlineData(FaultKind.Crash, false)]
    [InlineData(FaultKind.CrashAfter, false)]
    [InlineData(FaultKind.Fail, true)]
    [InlineData(FaultKind.LoseReply, true)]
    [InlineData(FaultKind.CrashAfter, true)]
    public async Task However_a_copy_is_stopped_there_is_the_old_state_or_the_new(FaultKind kind, bool overwrites)
    {
        var options = new CopyOptions { Overwrite = overwrites, MaxParallelism = 1 };
        for (var n = 1; ; n++)
        {
            await using var store = await Rows().StoreAsync();
            if (overwrites)
            {
                await new TestDataset<Row>("v").PartitionOn("p").IndexOn("v").File(new Row(1, 11)).WriteAsync(store);
            }
            var source = await store.ObjectsAsync("u");
            var faulty = new FaultStore(store) { At = n, Kind = kind };
            var error = await Record.ExceptionAsync(async () => await Dataset.CopyAsync(faulty, "u", "v", options));
            var exists = await store.ExistsAsync("v.by-dataset-metadata.json");
            if (error is null || exists)
            {
                var values = await ValuesAsync(await Dataset.OpenAsync(store, "v"));
                Assert.True(values is [10, 20, 30, 40] || (error is not null && overwrites && values is [11]), string.Join(",", values));
            }
            Assert.Equal(source, await store.ObjectsAsync("u"));
            if (!faulty.HasHappened)
            {
                Assert.True(n > 12);
                return;
            }
            await Dataset.CopyAsync(store, "u", "v", options with { Overwrite = true });
            await Garbage.CollectAsync(store, "v", new GarbageOptions { Retention = TimeSpan.Zero });
            Assert.Equal([10, 20, 30, 40], await ValuesAsync(await Dataset.OpenAsync(store, "v")));
            Assert.Equal(7, (await store.KeysAsync("v")).Count);
        }
    }

    internal static Scalar Where(string column, long value) =>
        Scalar.Equal(Scalar.Column(column, ColumnType.Int64), Scalar.Constant(value, ColumnType.Int64));

    internal static async Task<IReadOnlyList<long>> ValuesAsync(Dataset dataset, Scalar? predicate = null)
    {
        var values = new List<long>();
        await foreach (var batch in dataset.ReadBatchesAsync(["v"], predicate))
        {
            using (batch)
            {
                values.AddRange(((Apache.Arrow.Int64Array)batch.Column(0)).Values.ToArray());
            }
        }
        return values;
    }
}
