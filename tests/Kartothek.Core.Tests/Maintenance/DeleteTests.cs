using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

public sealed class DeleteTests
{
    private sealed record Row(long P, long V);

    private static TestDataset<Row> Rows(string uuid = "u") =>
        new TestDataset<Row>(uuid).PartitionOn("p").IndexOn("v").File(new Row(1, 10)).File(new Row(2, 20)).File(new Row(1, 30)).File(new Row(3, 40));

    [Fact]
    public async Task Everything_of_the_dataset_goes_and_nothing_of_others()
    {
        await using var store = await Rows().StoreAsync();
        await Rows("ux").WriteAsync(store);
        await store.PutAsync("u.v.by-dataset-index.parquet", "x"u8.ToArray());
        await store.PutAsync("u/table/foo.txt", "x"u8.ToArray());
        await store.PutAsync("u/notes.txt", "x"u8.ToArray());
        await store.PutAsync("u.txt", "x"u8.ToArray());

        var report = await Dataset.DeleteAsync(store, "u");

        Assert.True(report.HadHeader);
        Assert.Equal(9, report.Objects);
        Assert.Equal(["u.txt", "u/notes.txt"], report.Kept.Order(StringComparer.Ordinal));
        Assert.Equal(report.Kept.Order(StringComparer.Ordinal), (await store.KeysAsync("u.")).Concat(await store.KeysAsync("u/")));
        Assert.Equal(4, (await Dataset.OpenAsync(store, "ux")).Partitions.Length);
    }

    [Fact]
    public async Task Vector_200_both_headers_go_so_that_the_dataset_no_longer_exists()
    {
        await using var folder = new LocalStore(GoldenCases.Cases.First(c => c.Name == "msgpack").Store);
        await using var store = await folder.InMemoryAsync();

        await Dataset.DeleteAsync(store, "packed");

        Assert.Empty(await store.ListDatasetsAsync().ToListAsync());
        Assert.Empty(await store.KeysAsync("packed"));
    }

    [Fact]
    public async Task A_dataset_without_partitions_or_without_a_readable_header_is_deleted_too()
    {
        foreach (var header in new[] { """{"dataset_metadata_version": 4, "dataset_uuid": "u", "metadata": {}, "partitions": {}, "partition_keys": []}""", "{", """{"dataset_metadata_version": 99}""" })
        {
            await using var store = await Rows().StoreAsync();
            await store.PutAsync("u.by-dataset-metadata.json", System.Text.Encoding.UTF8.GetBytes(header));
            await store.PutAsync("u/table/_common_metadata", "damaged"u8.ToArray());

            await Dataset.DeleteAsync(store, "u");

            Assert.Empty(await store.KeysAsync());
        }
    }

    [Fact]
    public async Task Deleting_what_does_not_exist_is_no_error()
    {
        await using var store = new MemoryStore();

        var report = await Dataset.DeleteAsync(store, "u");

        Assert.False(report.HadHeader);
        Assert.Equal(0, report.Objects);
        Assert.Equal(ErrorKind.Invalid, (await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.DeleteAsync(store, "a/b"))).Kind);
    }

    [Theory]
    [InlineData(FaultKind.Fail)]
    [InlineData(FaultKind.LoseReply)]
    [InlineData(FaultKind.Crash)]
    [InlineData(FaultKind.CrashAfter)]
    public async Task However_it_is_stopped_the_dataset_is_whole_or_gone_and_a_second_call_removes_the_rest(FaultKind kind)
    {
        for (var n = 1; ; n++)
        {
            await using var store = await Rows().StoreAsync();
            // A stale header of the other form, which must not come to life.
            await using var folder = new LocalStore(GoldenCases.Cases.First(c => c.Name == "msgpack").Store);
            await store.PutAsync("u.by-dataset-metadata.msgpack.zstd", (await folder.ReadAllAsync("packed.by-dataset-metadata.msgpack.zstd")).Bytes);
            var faulty = new FaultStore(store) { At = n, Kind = kind };
            var error = await Record.ExceptionAsync(async () => await Dataset.DeleteAsync(faulty, "u"));
            if (!faulty.HasHappened)
            {
                Assert.Null(error);
                Assert.Empty(await store.KeysAsync());
                Assert.True(n > 10);
                return;
            }
            if (await store.ListDatasetsAsync().AnyAsync())
            {
                var whole = await Dataset.OpenAsync(store, "u");
                Assert.Equal(HeaderFormat.Json, whole.Header.Format);
                Assert.Empty(HeaderKeys.Of(whole.Header).Except(await store.KeysAsync()));
            }
            await Dataset.DeleteAsync(store, "u");
            Assert.Empty(await store.KeysAsync());
        }
    }

    [Fact]
    public async Task Who_creates_the_dataset_anew_meanwhile_keeps_it()
    {
        var headers = 0;
        await using var inner = await Rows().StoreAsync();
        var anew = new TestDataset<Row>("u").File(new Row(7, 70));
        await using var store = new FaultStore(inner)
        {
            At = 1,
            Kind = FaultKind.Delay,
            Counts = (verb, key) => verb == "delete" && key == "u/table/_common_metadata" || verb == "tail" && key.EndsWith(".json", StringComparison.Ordinal) && ++headers == 3,
            Meanwhile = () => anew.WriteAsync(inner),
        };

        var error = await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.DeleteAsync(store, "u"));

        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.True(store.HasHappened);
        Assert.Single((await Dataset.OpenAsync(inner, "u")).Partitions);
        Assert.Empty(anew.Objects().Keys.Except(await inner.KeysAsync()));
    }
}
