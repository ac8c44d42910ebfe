using System.Text;
using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

public sealed class RenameTests
{
    private sealed record Row(long P, long V);

    private static TestDataset<Row> Rows(string uuid = "u") =>
        new TestDataset<Row>(uuid).PartitionOn("p").IndexOn("v").File(new Row(1, 10)).File(new Row(2, 20)).File(new Row(1, 30)).File(new Row(3, 40));

    [Fact]
    public async Task The_new_name_has_everything_and_the_old_nothing()
    {
        await using var store = await Rows().StoreAsync();
        await Rows("ux").WriteAsync(store);

        var report = await Dataset.RenameAsync(store, "u", "v");

        Assert.Equal([10, 20, 30, 40], await CopyTests.ValuesAsync(await Dataset.OpenAsync(store, "v")));
        Assert.Equal(["ux", "v"], await store.ListDatasetsAsync().Select(d => d.Uuid).ToListAsync());
        Assert.Empty((await store.KeysAsync("u.")).Concat(await store.KeysAsync("u/")));
        Assert.True(report.Removed!.HadHeader);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.RenameAsync(store, "u", "w"))).Kind);
    }

    [Fact]
    public async Task A_dataset_moves_into_another_store_under_its_own_name()
    {
        await using var store = await Rows().StoreAsync();
        using var folder = new TemporaryFolder();
        await using var target = new LocalStore(folder.Path);

        var report = await Dataset.RenameAsync(store, "u", target, "u");

        Assert.False(report.WasCopiedByStore);
        Assert.Empty(await store.KeysAsync());
        Assert.Equal([10, 20, 30, 40], await CopyTests.ValuesAsync(await Dataset.OpenAsync(target, "u")));
        Assert.Equal(ErrorKind.Invalid, (await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.RenameAsync(target, "u", new LocalStore(folder.Path), "u"))).Kind);
    }

    [Fact]
    public async Task A_commit_to_a_name_that_was_given_up_fails()
    {
        await using var inner = await Rows().StoreAsync();
        var reader = await Dataset.OpenAsync(inner, "u");
        await using var store = new FaultStore(inner) { At = 1, Kind = FaultKind.Crash, Counts = (verb, _) => verb == "delete" };
        await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.RenameAsync(store, "u", "v"));

        var error = await Assert.ThrowsAnyAsync<KartothekException>(async () => await reader.UpdateAsync(u => u.MergeMetadata(new System.Text.Json.Nodes.JsonObject { ["a"] = 1 })));

        Assert.Contains("renamed to 'v'", error.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.Equal([10, 20, 30, 40], await CopyTests.ValuesAsync(reader));
        await Dataset.RenameAsync(inner, "u", "v");
        Assert.Empty(await inner.KeysAsync("u"));
    }

    [Theory]
    [InlineData("u.by-dataset-metadata.json", "put")]
    [InlineData("v.by-dataset-metadata.json", "put")]
    [InlineData("v/table/_common_metadata", "put")]
    public async Task A_commit_to_the_source_meanwhile_is_in_the_new_dataset(string key, string verb)
    {
        await using var inner = await Rows().StoreAsync();
        await using var store = new FaultStore(inner)
        {
            At = 1,
            Kind = FaultKind.Delay,
            Counts = (v, k) => v == verb && k == key,
            Meanwhile = () => CommitAsync(inner),
        };

        await Dataset.RenameAsync(store, "u", "v");

        Assert.True(store.HasHappened);
        Assert.Equal([10, 20, 30, 40, 50], await CopyTests.ValuesAsync(await Dataset.OpenAsync(inner, "v")));
        Assert.Equal(["v"], await inner.ListDatasetsAsync().Select(d => d.Uuid).ToListAsync());
    }

    [Fact]
    public async Task A_dataset_that_comes_back_from_another_store_while_its_old_name_is_not_removed_yet_stays()
    {
        await using var one = await Rows().StoreAsync();
        await using var two = new MemoryStore();
        await using var faulty = new FaultStore(one) { At = 1, Kind = FaultKind.Crash, Counts = (verb, _) => verb == "delete" };
        await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.RenameAsync(faulty, "u", two, "u"));

        var error = await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.RenameAsync(two, "u", one, "u"));

        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.Contains("was renamed to 'u', and not all of it is removed yet", error.Message, StringComparison.Ordinal);
        Assert.Equal([10, 20, 30, 40], await CopyTests.ValuesAsync(await Dataset.OpenAsync(two, "u")));
        await Dataset.RenameAsync(two, "u", one, "u", new CopyOptions { Overwrite = true });
        Assert.Equal([10, 20, 30, 40], await CopyTests.ValuesAsync(await Dataset.OpenAsync(one, "u")));
        Assert.Empty(await two.KeysAsync());
    }

    [Fact]
    public async Task What_is_left_of_a_move_is_not_removed_by_a_rename_into_a_store_that_has_nothing()
    {
        await using var one = await Rows().StoreAsync();
        await using var two = new MemoryStore();
        await using var three = new MemoryStore();
        await using var faulty = new FaultStore(one) { At = 1, Kind = FaultKind.Crash, Counts = (verb, _) => verb == "delete" };
        await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.RenameAsync(faulty, "u", two, "u"));
        var keys = await one.KeysAsync();

        var error = await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.RenameAsync(one, "u", three, "u"));

        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.Contains("it was moved to another store", error.Message, StringComparison.Ordinal);
        Assert.Equal(keys, await one.KeysAsync());
        await Dataset.RenameAsync(one, "u", two, "u");
        Assert.Empty(await one.KeysAsync());
        Assert.Equal([10, 20, 30, 40], await CopyTests.ValuesAsync(await Dataset.OpenAsync(two, "u")));
    }

    [Fact]
    public async Task Old_files_that_are_copied_are_no_garbage_before_the_header_of_the_copy_is_there()
    {
        using var folder = new TemporaryFolder();
        await using var inner = new LocalStore(folder.Path);
        await Rows().WriteAsync(inner);
        foreach (var key in await inner.KeysAsync())
        {
            File.SetLastWriteTimeUtc(Path.Combine(folder.Path, key), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }
        await using var store = new FaultStore(inner)
        {
            At = 1,
            Kind = FaultKind.Delay,
            Counts = (verb, key) => verb == "put" && key == "v.by-dataset-metadata.json",
            Meanwhile = async () => Assert.Empty((await Garbage.CollectAsync(inner, "v")).Objects),
        };

        await Dataset.RenameAsync(store, "u", "v");

        Assert.True(store.HasHappened);
        Assert.Equal([10, 20, 30, 40], await CopyTests.ValuesAsync(await Dataset.OpenAsync(inner, "v")));
    }

    [Fact]
    public async Task Where_writers_change_both_names_both_stay_and_the_error_says_so()
    {
        await using var inner = await Rows().StoreAsync();
        await using var store = new FaultStore(inner)
        {
            At = 1,
            Kind = FaultKind.Delay,
            Counts = (verb, key) => verb == "put" && key == "u.by-dataset-metadata.json",
            Meanwhile = async () =>
            {
                await CommitAsync(inner);
                await (await Dataset.OpenAsync(inner, "v")).UpdateAsync(u => u.DeleteScope(new Dictionary<string, object> { ["p"] = 1L }));
            },
        };

        var error = await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.RenameAsync(store, "u", "v"));

        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.Contains("writers changed both it and 'v'", error.Message, StringComparison.Ordinal);
        Assert.Equal([10, 20, 30, 40, 50], await CopyTests.ValuesAsync(await Dataset.OpenAsync(inner, "u")));
        Assert.Equal([20, 40], await CopyTests.ValuesAsync(await Dataset.OpenAsync(inner, "v")));
    }

    [Fact]
    public async Task A_source_that_never_rests_stays()
    {
        await using var inner = await Rows().StoreAsync();
        var store = new RestlessStore(inner, () => inner.PutAsync("u.by-dataset-metadata.json", Rows().Objects()["u.by-dataset-metadata.json"]));

        var error = await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.RenameAsync(store, "u", "v"));

        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.Equal([10, 20, 30, 40], await CopyTests.ValuesAsync(await Dataset.OpenAsync(inner, "u")));
        await Dataset.RenameAsync(inner, "u", "v");
        Assert.Equal([10, 20, 30, 40], await CopyTests.ValuesAsync(await Dataset.OpenAsync(inner, "v")));
    }

    [Theory]
    [InlineData(FaultKind.Fail)]
    [InlineData(FaultKind.LoseReply)]
    [InlineData(FaultKind.Crash)]
    [InlineData(FaultKind.CrashAfter)]
    public async Task However_a_rename_is_stopped_one_name_has_all_rows_and_a_second_call_ends_it(FaultKind kind)
    {
        var sealedOnce = false;
        for (var n = 1; ; n++)
        {
            await using var store = await Rows().StoreAsync();
            var faulty = new FaultStore(store) { At = n, Kind = kind };
            var error = await Record.ExceptionAsync(async () => await Dataset.RenameAsync(faulty, "u", "v", new CopyOptions { MaxParallelism = 1 }));
            if (!faulty.HasHappened)
            {
                Assert.Null(error);
                Assert.True(n > 20);
                // Otherwise the message about a renamed dataset was never seen.
                Assert.True(sealedOnce || kind is FaultKind.Fail or FaultKind.LoseReply);
                return;
            }
            var complete = 0;
            foreach (var uuid in new[] { "u", "v" })
            {
                try
                {
                    Assert.Equal([10, 20, 30, 40], await CopyTests.ValuesAsync(await Dataset.OpenAsync(store, uuid)));
                    complete++;
                }
                catch (KartothekException e) when (e.Kind == ErrorKind.NotFound)
                {
                    sealedOnce |= e.Message.Contains("renamed to 'v'", StringComparison.Ordinal);
                }
            }
            Assert.InRange(complete, 1, 2);
            if (error is not null)
            {
                var isGone = !await store.ListDatasetsAsync().AnyAsync(d => d.Uuid == "u");
                await (isGone ? Dataset.DeleteAsync(store, "u").AsTask() : (Task)Dataset.RenameAsync(store, "u", "v").AsTask());
            }
            await Garbage.CollectAsync(store, "v", new GarbageOptions { Retention = TimeSpan.Zero });
            Assert.Equal([10, 20, 30, 40], await CopyTests.ValuesAsync(await Dataset.OpenAsync(store, "v")));
            Assert.Empty(await store.KeysAsync("u"));
            Assert.Equal(7, (await store.KeysAsync("v")).Count);
        }
    }

    /// <summary>Adds a file to the source, as Python does: a blind put of the header.</summary>
    private static async Task CommitAsync(IObjectStore store)
    {
        var after = Rows().File(new Row(4, 50));
        foreach (var (key, bytes) in after.Objects())
        {
            await store.PutAsync(key.Replace("2026-01-01", "2026-01-02", StringComparison.Ordinal), key.EndsWith(".json", StringComparison.Ordinal) ? HeaderOf(after) : bytes);
        }
    }

    private static byte[] HeaderOf(TestDataset<Row> rows) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(rows.Objects()["u.by-dataset-metadata.json"]).Replace("2026-01-01T00%", "2026-01-02T00%", StringComparison.Ordinal));
}
