using System.Text.Json.Nodes;
using Kartothek.Columns;
using Kartothek.Testing;
using static Kartothek.Core.Tests.TestRows;

namespace Kartothek.Core.Tests;

public sealed class UpdateTests
{
    private readonly MemoryStore _store = new();

    [Fact]
    public async Task Appended_rows_come_behind_those_that_are_there_and_are_indexed()
    {
        var dataset = await FourFilesAsync();
        var report = await dataset.AppendAsync(Source(("v", ColumnType.Int8, [50, 10]), ("p", ColumnType.Int64, [1L, 4L])));
        Assert.Equal((2, 0, 2L, 1), (report.FilesAdded, report.FilesRemoved, report.RowsAdded, report.Attempts));
        Assert.Equal(["p=1", "p=2", "p=1", "p=3", "p=1", "p=4"], Keys(report.Dataset));
        Assert.Equal(["1|10", "2|20", "1|30", "3|40", "1|50", "4|10"], await TextsAsync(report.Dataset));
        Assert.Equal(["0", "5"], await FilesOfIndexAsync(report.Dataset, 10));
        Assert.Equal(["4"], await FilesOfIndexAsync(report.Dataset, 50));
        // The snapshot that was updated doesn't change.
        Assert.Equal(4, dataset.Partitions.Length);
    }

    [Fact]
    public async Task A_commit_is_logged_and_its_report_says_what_it_did()
    {
        var log = new ListLogger();
        var dataset = await Dataset.OpenAsync(_store, (await FourFilesAsync()).Uuid, new() { Logger = log });
        var report = await dataset.UpdateAsync(u => u.DeleteScope([Scope(("p", 1))]).Append(Source(("v", ColumnType.Int8, [50]), ("p", ColumnType.Int64, [1L]))));
        Assert.Equal($"{dataset.Uuid} version {report.Number}: 1 file added, 2 removed", report.ToString());
        Assert.Equal($"Commit {report.Number} (Replace) of dataset '{dataset.Uuid}': 1 files added, 2 removed, made at attempt 1", Assert.Single(log.Messages));
    }

    [Fact]
    public async Task A_file_that_was_collected_under_a_snapshot_is_named_with_what_to_do()
    {
        var dataset = await FourFilesAsync();
        var now = (await dataset.UpdateAsync(u => u.DeleteAll().Append(Source(("v", ColumnType.Int8, [50]), ("p", ColumnType.Int64, [1L]))))).Dataset;
        await now.RetainAsync(HistoryRetention.None);
        await now.CollectGarbageAsync(new GarbageOptions { Retention = TimeSpan.Zero });

        var error = await Assert.ThrowsAsync<KartothekException>(() => TextsAsync(dataset));

        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.StartsWith($"File '{dataset.Partitions[0].Key}' of dataset '{dataset.Uuid}' isn't there any more. Where this snapshot is an older one", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task A_delete_scope_removes_what_Kartothek_removes(IReadOnlyDictionary<string, object>[] scopes, string[] left)
    {
        // format.md 11.11, 187 to 189, 191, 192
        var report = await (await FourFilesAsync()).UpdateAsync(u => u.DeleteScope(scopes));
        Assert.Equal(left, await TextsAsync(report.Dataset));
        Assert.Equal(4 - left.Length, report.FilesRemoved);
    }

    public static TheoryData<IReadOnlyDictionary<string, object>[], string[]> Scopes => new()
    {
        { [Scope(("p", 1L))], ["2|20", "3|40"] },
        { [Scope(("p", 1))], ["2|20", "3|40"] },
        { [Scope(("p", "1"))], ["2|20", "3|40"] },
        { [Scope(("p", 1.0))], ["2|20", "3|40"] },
        { [Scope(("p", 1), ("v", 10))], ["2|20", "1|30", "3|40"] },
        { [Scope(("p", 1)), Scope(("p", 2))], ["3|40"] },
        { [Scope(("v", 10)), Scope(("v", 20))], ["1|30", "3|40"] },
        // Python raises a KeyError where two scopes choose one partition.
        { [Scope(("p", 1)), Scope(("v", 10))], ["2|20", "3|40"] },
        { [Scope(("p", 99))], ["1|10", "2|20", "1|30", "3|40"] },
    };

    [Fact]
    public async Task A_delete_scope_that_Python_would_take_for_everything_is_refused()
    {
        // format.md 11.11, 190 and 193
        var dataset = await FourFilesAsync();
        (IReadOnlyDictionary<string, object> Scope, ErrorKind Kind)[] wrong =
        [
            (Scope(), ErrorKind.Invalid), (Scope(("zz", 1)), ErrorKind.NotFound), (Scope(("p", null!)), ErrorKind.Invalid),
            (Scope(("v", null!)), ErrorKind.Invalid), (Scope(("p", new[] { 1, 2 })), ErrorKind.Invalid), (Scope(("p", "one")), ErrorKind.Invalid), (Scope(("p", 1.5)), ErrorKind.Invalid),
        ];
        foreach (var (scope, kind) in wrong)
        {
            var error = await Assert.ThrowsAsync<KartothekException>(async () => await dataset.UpdateAsync(u => u.DeleteScope(scope)));
            Assert.Equal(kind, error.Kind);
        }
        var withoutIndex = (await dataset.UpdateAsync(u => u.DropIndex("v"))).Dataset;
        Assert.Equal(ErrorKind.Invalid, (await Assert.ThrowsAsync<KartothekException>(async () => await withoutIndex.UpdateAsync(u => u.DeleteScope(Scope(("v", 10)))))).Kind);
        Assert.Equal(4, (await Dataset.OpenAsync(_store, "u")).Partitions.Length);
    }

    [Fact]
    public async Task An_update_that_says_nothing_is_refused()
    {
        var dataset = await FourFilesAsync();
        var error = await Assert.ThrowsAsync<KartothekException>(async () => await dataset.UpdateAsync(u => u.DeleteScope()));
        Assert.Equal("The update of dataset 'u' says nothing to do. Append rows, add written files, delete, or change metadata, columns or indices.", error.Message);
    }

    [Fact]
    public async Task A_predicate_over_partition_columns_deletes_by_the_keys_alone()
    {
        var dataset = await FourFilesAsync();
        var p = Scalar.Column(dataset.Schema["p"]);
        var counting = new CountingStore(_store);
        var opened = await Dataset.OpenAsync(counting, "u");
        var report = await opened.UpdateAsync(u => u.Delete(Scalar.Or(Scalar.Equal(p, Scalar.Constant(1L, ColumnType.Int64)), Scalar.Greater(p, Scalar.Constant(2L, ColumnType.Int64)))));
        Assert.Equal(["2|20"], await TextsAsync(report.Dataset));
        Assert.Equal((0, 3), (report.FilesAdded, report.FilesRemoved));
    }

    [Fact]
    public async Task A_predicate_over_other_columns_is_refused_and_says_what_deletes_rows()
    {
        var dataset = await FourFilesAsync();
        var error = await Assert.ThrowsAsync<KartothekException>(async () => await dataset.UpdateAsync(u => u.Delete(Scalar.Equal(Scalar.Column(dataset.Schema["v"]), Scalar.Constant(1L, ColumnType.Int64)))));
        Assert.Equal(
            "Partitions of dataset 'u' can't be deleted by column 'v', which isn't a partition column: its files would have to be read. Its partition columns are 'p'. "
            + "Delete rows with 'DeleteRowsAsync' or 'ExecuteDeleteAsync', which rewrite the files that hold them.",
            error.Message);
    }

    [Fact]
    public async Task A_replacement_never_deletes_what_it_adds()
    {
        var dataset = await FourFilesAsync();
        var report = await dataset.UpdateAsync(u => u
            .Append(Source(("p", ColumnType.Int64, [1L, 2L]), ("v", ColumnType.Int64, [100L, 200L])))
            .DeleteScope(Scope(("p", 1)))
            .Delete(Scalar.Equal(Scalar.Column(dataset.Schema["p"]), Scalar.Constant(2L, ColumnType.Int64))));
        Assert.Equal(["3|40", "1|100", "2|200"], await TextsAsync(report.Dataset));
        Assert.Equal((2, 3), (report.FilesAdded, report.FilesRemoved));
        Assert.Equal(["1"], await FilesOfIndexAsync(report.Dataset, 100));
        Assert.Empty(await FilesOfIndexAsync(report.Dataset, 10));
    }

    [Fact]
    public async Task Everything_is_one_put_of_the_header()
    {
        await FourFilesAsync();
        var store = new FaultStore(_store) { Counts = (verb, key) => verb is "put" or "delete" && key.Contains("by-dataset-metadata", StringComparison.Ordinal) };
        var dataset = await Dataset.OpenAsync(store, "u");
        await dataset.UpdateAsync(u => u
            .Append(Source(("p", ColumnType.Int64, [1L]), ("v", ColumnType.Int64, [1L]), ("n", ColumnType.String, ["x"])))
            .Append(Source(("p", ColumnType.Int64, [7L]), ("v", ColumnType.Int64, [1L])))
            .DeleteScope(Scope(("p", 1))).AddColumn(new("n", ColumnType.String)).BuildIndex("n").DropIndex("v").MergeMetadata(new JsonObject { ["k"] = 1 }));
        Assert.Equal(["put u.by-dataset-metadata.json"], store.Log);
        var opened = await Dataset.OpenAsync(_store, "u");
        Assert.Equal(["2|null|20", "3|null|40", "1|x|1", "7|null|1"], await TextsAsync(opened));
        Assert.Equal("n", Assert.Single(opened.IndexColumns));
        Assert.Equal(1, opened.Metadata.GetProperty("k").GetInt32());
    }

    [Fact]
    public async Task Partitions_are_deleted_by_their_labels()
    {
        var dataset = await FourFilesAsync();
        var report = await dataset.UpdateAsync(u => u.DeletePartitions(dataset.Partitions[1].Label, dataset.Partitions[1].Label));
        Assert.Equal(["1|10", "1|30", "3|40"], await TextsAsync(report.Dataset));
        var error = await Assert.ThrowsAsync<KartothekException>(async () => await report.Dataset.UpdateAsync(u => u.DeletePartitions("nope")));
        Assert.Equal(ErrorKind.NotFound, error.Kind);
        // Gone since the snapshot: another writer meant the same file.
        error = await Assert.ThrowsAnyAsync<KartothekException>(async () => await dataset.UpdateAsync(u => u.DeletePartitions(dataset.Partitions[1].Label)));
        Assert.Equal(ErrorKind.Conflict, error.Kind);
    }

    [Fact]
    public async Task All_partitions_can_go_and_rows_can_come_again()
    {
        // format.md 11.11, 199
        var dataset = await FourFilesAsync();
        var emptied = (await dataset.UpdateAsync(u => u.DeleteAll())).Dataset;
        Assert.Empty(emptied.Partitions);
        Assert.Equal("v", Assert.Single(emptied.IndexColumns));
        var filled = await emptied.AppendAsync(Source(("p", ColumnType.Int64, [5L]), ("v", ColumnType.Int64, [1L])));
        Assert.Equal(["5|1"], await TextsAsync(filled.Dataset));
    }

    [Fact]
    public async Task An_update_without_rows_or_deletions_keeps_the_keys_of_indices()
    {
        // format.md 11.11, 195 and 196
        var dataset = await FourFilesAsync();
        var index = dataset.Header.Indices[0].Key;
        var merged = (await dataset.UpdateAsync(u => u.MergeMetadata(new JsonObject { ["a"] = 1, ["b"] = new JsonArray(1) }))).Dataset;
        Assert.Equal(index, merged.Header.Indices[0].Key);
        var empty = (await merged.AppendAsync(Source(("p", ColumnType.Int64, []), ("v", ColumnType.Int64, [])))).Dataset;
        Assert.Equal(index, empty.Header.Indices[0].Key);
        Assert.Equal(4, empty.Partitions.Length);
        var filled = (await empty.AppendAsync(Source(("p", ColumnType.Int64, [1L]), ("v", ColumnType.Int64, [1L])))).Dataset;
        Assert.NotEqual(index, filled.Header.Indices[0].Key);
        Assert.Contains(index!, await _store.KeysAsync());
    }

    [Fact]
    public async Task Metadata_is_merged_by_key_and_keys_can_go()
    {
        var dataset = await FourFilesAsync();
        var merged = (await dataset.UpdateAsync(u => u.MergeMetadata(new JsonObject { ["a"] = 1, ["b"] = new JsonObject { ["x"] = 1 } }))).Dataset;
        merged = (await merged.UpdateAsync(u => u.MergeMetadata(new JsonObject { ["a"] = null, ["b"] = new JsonObject { ["y"] = "ü\"" }, ["c"] = true }))).Dataset;
        Assert.False(merged.Metadata.TryGetProperty("a", out _));
        Assert.Equal("ü\"", merged.Metadata.GetProperty("b").GetProperty("y").GetString());
        Assert.False(merged.Metadata.GetProperty("b").TryGetProperty("x", out _));
        merged = (await merged.UpdateAsync(u => u.MergeMetadata(new JsonObject { ["b"] = new JsonObject { ["z"] = 1 } }, MetadataRule.Kartothek))).Dataset;
        Assert.Equal("ü\"", merged.Metadata.GetProperty("b").GetProperty("y").GetString());
        Assert.Equal(1, merged.Metadata.GetProperty("b").GetProperty("z").GetInt32());
        Assert.True(merged.Metadata.TryGetProperty("creation_time", out _));
    }

    [Fact]
    public async Task A_column_is_added_null_and_later_rows_have_it()
    {
        var dataset = await FourFilesAsync();
        var widened = (await dataset.UpdateAsync(u => u.AddColumn(new("note", ColumnType.String)))).Dataset;
        Assert.Equal("p: int64, note: string, v: int64", widened.Schema.ToString());
        Assert.Equal(["1|null|10", "2|null|20", "1|null|30", "3|null|40"], await TextsAsync(widened));
        // A program that doesn't know the column goes on, and writes nulls.
        var appended = (await dataset.AppendAsync(Source(("p", ColumnType.Int64, [9L]), ("v", ColumnType.Int64, [9L])))).Dataset;
        appended = (await appended.AppendAsync(Source(("p", ColumnType.Int64, [9L]), ("v", ColumnType.Int64, [9L]), ("note", ColumnType.String, ["n"])))).Dataset;
        Assert.Equal(["9|null|9", "9|n|9"], (await TextsAsync(appended))[^2..]);
        foreach (var (column, kind) in new[] { (new Field("v", ColumnType.Int64), ErrorKind.Invalid), (new Field("w", ColumnType.Int64, IsNullable: false), ErrorKind.Invalid) })
        {
            Assert.Equal(kind, (await Assert.ThrowsAsync<KartothekException>(async () => await appended.UpdateAsync(u => u.AddColumn(column)))).Kind);
        }
    }

    [Fact]
    public async Task Columns_of_rows_that_the_dataset_lacks_are_refused_unless_they_are_meant()
    {
        var dataset = await FourFilesAsync();
        var keys = await _store.KeysAsync();
        BlockSource Rows() => Source(("p", ColumnType.Int64, [1L]), ("v", ColumnType.Int64, [1L]), ("vv", ColumnType.Int64, [1L]));
        var error = await Assert.ThrowsAsync<KartothekException>(async () => await dataset.AppendAsync(Rows()));
        Assert.StartsWith("Cannot append to 'u': column 'vv' (int64) is not there, but in the new rows.", error.Message, StringComparison.Ordinal);
        Assert.Equal(keys, await _store.KeysAsync());
        var added = await dataset.AppendAsync(Rows(), new UpdateOptions { AddsColumns = true });
        Assert.Equal(["1|1|1"], (await TextsAsync(added.Dataset))[^1..]);
    }

    [Theory]
    [InlineData(ColumnKind.Double)]
    [InlineData(ColumnKind.String)]
    [InlineData(ColumnKind.UInt64)]
    public async Task Rows_of_another_type_are_refused_before_anything_is_written(ColumnKind kind)
    {
        var dataset = await FourFilesAsync();
        var keys = await _store.KeysAsync();
        var (type, value) = kind switch { ColumnKind.Double => (ColumnType.Double, (object)1.0), ColumnKind.String => (ColumnType.String, "1"), _ => (ColumnType.UInt64, 1UL) };
        var error = await Assert.ThrowsAsync<KartothekException>(async () => await dataset.AppendAsync(Source(("p", ColumnType.Int64, [1L]), ("v", type, [value]))));
        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Equal($"Cannot append to 'u': column 'v' is int64 there and {type} in the new rows. Convert the column, or write a new dataset.", error.Message);
        Assert.Equal(keys, await _store.KeysAsync());
    }

    [Fact]
    public async Task Indices_are_built_over_all_files_and_dropped()
    {
        var dataset = await FourFilesAsync();
        var dropped = (await dataset.UpdateAsync(u => u.DropIndex("v"))).Dataset;
        Assert.Empty(dropped.IndexColumns);
        var built = (await dropped.UpdateAsync(u => u.BuildIndex("v").Append(Source(("p", ColumnType.Int64, [5L]), ("v", ColumnType.Int64, [30L]))))).Dataset;
        Assert.Equal(["2", "4"], await FilesOfIndexAsync(built, 30));
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<KartothekException>(async () => await dropped.UpdateAsync(u => u.DropIndex("v")))).Kind);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<KartothekException>(async () => await dropped.UpdateAsync(u => u.BuildIndex("x")))).Kind);
        Assert.Equal(ErrorKind.Invalid, (await Assert.ThrowsAsync<KartothekException>(async () => await dropped.UpdateAsync(u => u.BuildIndex("p")))).Kind);
    }

    [Fact]
    public async Task Partitions_are_written_now_and_committed_later_by_another_process()
    {
        var dataset = await FourFilesAsync();
        var first = await dataset.WritePartitionsAsync(Source(("p", ColumnType.Int64, [1L, 8L]), ("v", ColumnType.Int64, [11L, 12L])));
        var second = await dataset.WritePartitionsAsync(Source(("p", ColumnType.Int64, [8L]), ("v", ColumnType.Int64, [13L])));
        Assert.Equal((2, 2L), (first.FileCount, first.RowCount));
        Assert.Equal(4, (await Dataset.OpenAsync(_store, "u")).Partitions.Length);

        var committer = await Dataset.OpenAsync(_store, "u");
        var report = await committer.UpdateAsync(u => u.Add(WrittenPartitions.FromJson(first.ToJson())).Add(second).DeleteScope(Scope(("p", 1))));
        Assert.Equal(["2|20", "3|40", "1|11", "8|12", "8|13"], await TextsAsync(report.Dataset));
        // Also those files are indexed whose index parts stayed in the other process.
        Assert.Equal(["2"], await FilesOfIndexAsync(report.Dataset, 11));
        Assert.Equal(["4"], await FilesOfIndexAsync(report.Dataset, 13));
    }

    [Fact]
    public async Task Files_of_another_dataset_are_refused_and_can_be_discarded()
    {
        var dataset = await FourFilesAsync();
        var other = await Dataset.CreateAsync(_store, "other", Source(("p", ColumnType.Int64, [1L]), ("v", ColumnType.Int64, [1L])), new CreateOptions { PartitionOn = ["p"] });
        var keys = await _store.KeysAsync();
        var written = await other.WritePartitionsAsync(Source(("p", ColumnType.Int64, [1L]), ("v", ColumnType.Int64, [1L])));
        var error = await Assert.ThrowsAsync<KartothekException>(async () => await dataset.UpdateAsync(u => u.Add(written)));
        Assert.Equal(ErrorKind.Invalid, error.Kind);
        await written.DiscardAsync(_store);
        Assert.Equal(keys, await _store.KeysAsync());
        Assert.Equal(ErrorKind.Corrupt, Assert.Throws<KartothekException>(() => WrittenPartitions.FromJson("{}"u8.ToArray())).Kind);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public async Task Files_that_were_collected_before_they_were_committed_are_an_error_with_nothing_changed(int files)
    {
        var dataset = await FourFilesAsync();
        dataset = (await dataset.UpdateAsync(u => u.DropIndex("v"))).Dataset;
        var written = await dataset.WritePartitionsAsync(Source(("p", ColumnType.Int64, [.. Enumerable.Range(8, files).Select(i => (object)(long)i)]), ("v", ColumnType.Int64, [.. Enumerable.Range(8, files).Select(i => (object)(long)i)])));
        await _store.DeleteAsync(written.Keys.Last());

        var error = await Assert.ThrowsAsync<KartothekException>(async () => await dataset.UpdateAsync(u => u.Add(written)));

        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.StartsWith($"Of {files} files that were written to be added to dataset 'u', 1 isn't in store 'memory:' any more, '{written.Keys.Last()}': ", error.Message, StringComparison.Ordinal);
        Assert.Equal(["1|10", "2|20", "1|30", "3|40"], await TextsAsync(await Dataset.OpenAsync(_store, "u")));
    }

    [Fact]
    public async Task Files_that_were_committed_and_compacted_since_are_not_committed_again()
    {
        var dataset = await FourFilesAsync();
        var written = WrittenPartitions.FromJson((await dataset.WritePartitionsAsync(Source(("p", ColumnType.Int64, [1L]), ("v", ColumnType.Int64, [50L])))).ToJson());
        dataset = (await dataset.UpdateAsync(u => u.Add(written))).Dataset;
        dataset = (await dataset.UpdateAsync(u => u.MergeMetadata(new JsonObject { ["a"] = 1 }))).Dataset;
        var last = dataset.Version;
        dataset = (await dataset.CompactAsync()).Dataset;
        dataset = (await dataset.AppendAsync(Source(("p", ColumnType.Int64, [7L]), ("v", ColumnType.Int64, [70L])))).Dataset;

        var error = await Assert.ThrowsAsync<KartothekException>(async () => await dataset.UpdateAsync(u => u.Add(written)));

        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Equal($"File '{written.Keys.Single()}' can't be added to dataset 'u': it was committed already, version {last} has it, and a later commit removed or rewrote it. Nothing was changed. Commit each file once. Where its rows are meant to come back, restore a version, or write them again.", error.Message);
        Assert.Equal(["1|10", "1|30", "1|50", "2|20", "3|40", "7|70"], (await TextsAsync(await Dataset.OpenAsync(_store, "u"))).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Discarding_files_after_a_commit_that_was_made_leaves_them()
    {
        var dataset = await FourFilesAsync();
        var written = await dataset.WritePartitionsAsync(Source(("p", ColumnType.Int64, [1L, 8L]), ("v", ColumnType.Int64, [50L, 80L])));
        dataset = (await dataset.UpdateAsync(u => u.Add(written))).Dataset;
        Assert.Equal(ErrorKind.Invalid, (await Assert.ThrowsAsync<KartothekException>(async () => await dataset.UpdateAsync(u => u.Add(written)))).Kind);

        await written.DiscardAsync(_store);

        Assert.Equal(6, (await TextsAsync(await Dataset.OpenAsync(_store, "u"))).Length);
        await dataset.UpdateAsync(u => u.DeleteAll());
        await written.DiscardAsync(_store);
        Assert.Equal(6, (await TextsAsync(await dataset.AsOfAsync(dataset.Version!.Value))).Length);
    }

    [Fact]
    public async Task Files_whose_commit_Python_overwrote_are_neither_discarded_nor_refused()
    {
        var dataset = await FourFilesAsync();
        dataset = (await dataset.UpdateAsync(u => u.MergeMetadata(new JsonObject { ["a"] = 1 }))).Dataset;
        var header = (await _store.ReadAllAsync(dataset.Header.Key)).Bytes;
        var written = await dataset.WritePartitionsAsync(Source(("p", ColumnType.Int64, [1L]), ("v", ColumnType.Int64, [50L])));
        await dataset.UpdateAsync(u => u.Add(written));
        await _store.PutAsync(dataset.Header.Key, header);

        await written.DiscardAsync(_store);
        var report = await (await Dataset.OpenAsync(_store, "u")).UpdateAsync(u => u.Add(written));

        Assert.Single(report.Lost);
        Assert.Equal(["1|10", "2|20", "1|30", "3|40", "1|50"], await TextsAsync(report.Dataset));
    }

    [Fact]
    public async Task An_update_of_a_dataset_that_is_gone_says_so_and_leaves_nothing()
    {
        // format.md 11.11, 194: Python stores it anew, and ignores the delete scope.
        var dataset = await FourFilesAsync();
        foreach (var key in await _store.KeysAsync())
        {
            await _store.DeleteAsync(key);
        }
        var error = await Assert.ThrowsAsync<KartothekException>(async () => await dataset.AppendAsync(Source(("p", ColumnType.Int64, [1L]), ("v", ColumnType.Int64, [1L]))));
        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.Empty(await _store.KeysAsync());
    }

    [Fact]
    public async Task Appends_of_two_writers_are_both_there()
    {
        await FourFilesAsync();
        var second = await Dataset.OpenAsync(_store, "u");
        var store = BeforeHeader(async () => await second.AppendAsync(Source(("p", ColumnType.Int64, [1L]), ("v", ColumnType.Int64, [100L]))));
        var report = await (await Dataset.OpenAsync(store, "u")).AppendAsync(Source(("p", ColumnType.Int64, [1L]), ("v", ColumnType.Int64, [200L])));
        Assert.Equal(2, report.Attempts);
        Assert.Equal(["1|100", "1|200"], (await TextsAsync(report.Dataset))[^2..]);
        Assert.Equal(["4"], await FilesOfIndexAsync(report.Dataset, 100));
        Assert.Equal(["5"], await FilesOfIndexAsync(report.Dataset, 200));
    }

    [Fact]
    public async Task A_deletion_that_meets_rows_that_another_writer_added_is_a_conflict_and_leaves_nothing()
    {
        await FourFilesAsync();
        var second = await Dataset.OpenAsync(_store, "u");
        var store = BeforeHeader(async () => await second.AppendAsync(Source(("p", ColumnType.Int64, [1L, 6L]), ("v", ColumnType.Int64, [100L, 600L]))));
        var dataset = await Dataset.OpenAsync(store, "u");
        await Assert.ThrowsAsync<CommitConflictException>(async () =>
            await dataset.UpdateAsync(u => u.Append(Source(("p", ColumnType.Int64, [1L]), ("v", ColumnType.Int64, [7L]))).DeleteScope(Scope(("p", 1)))));
        var now = await Dataset.OpenAsync(_store, "u");
        Assert.Equal(["1|10", "2|20", "1|30", "3|40", "1|100", "6|600"], await TextsAsync(now));
        Assert.Equal(6, (await _store.KeysAsync("u/table/p=")).Count);
    }

    [Fact]
    public async Task A_deletion_is_applied_beside_rows_that_it_does_not_meet()
    {
        await FourFilesAsync();
        var second = await Dataset.OpenAsync(_store, "u");
        var store = BeforeHeader(async () => await second.AppendAsync(Source(("p", ColumnType.Int64, [6L]), ("v", ColumnType.Int64, [600L]))));
        var report = await (await Dataset.OpenAsync(store, "u")).UpdateAsync(u => u.DeleteScope(Scope(("p", 1))));
        Assert.Equal(["2|20", "3|40", "6|600"], await TextsAsync(report.Dataset));
    }

    [Fact]
    public async Task A_msgpack_dataset_is_updated_into_a_JSON_header()
    {
        var created = await Dataset.CreateAsync(_store, "m", Source(("v", ColumnType.Int64, [1L])), new CreateOptions { HeaderFormat = HeaderFormat.MessagePack });
        Assert.Equal(HeaderFormat.MessagePack, created.Header.Format);
        var updated = (await created.AppendAsync(Source(("v", ColumnType.Int64, [2L])))).Dataset;
        Assert.Equal(HeaderFormat.Json, updated.Header.Format);
        Assert.Equal(["1", "2"], await TextsAsync(updated));
    }

    private FaultStore BeforeHeader(Func<Task> meanwhile) => new(_store)
    {
        At = 1,
        Kind = FaultKind.Delay,
        Meanwhile = meanwhile,
        Counts = (verb, key) => verb == "put" && key.EndsWith("metadata.json", StringComparison.Ordinal),
    };

    // The dataset of format.md 11.11.
    private async Task<Dataset> FourFilesAsync()
    {
        var created = await Dataset.CreateAsync(
            _store, "u", Source(("p", ColumnType.Int64, [1L, 2L]), ("v", ColumnType.Int64, [10L, 20L])), new CreateOptions { PartitionOn = ["p"], SecondaryIndices = ["v"] });
        return (await created.AppendAsync(Source(("p", ColumnType.Int64, [1L, 3L]), ("v", ColumnType.Int64, [30L, 40L])))).Dataset;
    }

    private static Dictionary<string, object> Scope(params (string Column, object Value)[] entries) => entries.ToDictionary(e => e.Column, e => e.Value);

    private static async Task<string[]> FilesOfIndexAsync(Dataset dataset, long value)
    {
        await dataset.LoadIndexAsync("v", default);
        Assert.True(dataset.TryGetIndex("v", out var index));
        return [.. index!.ValuesByFile().Where(f => f.Any(v => v.Value is long l && l == value)).Select(f => $"{f.Key}").Order()];
    }
}
