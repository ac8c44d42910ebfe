using Kartothek.Columns;
using Kartothek.Testing;
using static Kartothek.Core.Tests.CommitRows;

namespace Kartothek.Core.Tests;

public sealed class HistoryTests
{
    private readonly MemoryStore _store;
    private readonly SteadyClock _clock = new();

    public HistoryTests() => _store = new MemoryStore(clock: _clock);

    [Fact]
    public async Task The_history_tells_what_each_commit_did_newest_first()
    {
        var dataset = await ThreeVersionsAsync();
        var history = await dataset.HistoryAsync().ToListAsync();
        Assert.Equal([(3L, CommitKind.Delete), (2L, CommitKind.Append), (1L, CommitKind.Create)], history.Select(v => (v.Number, v.Kind)));
        Assert.Equal([(2, 0, 1, (long?)0), (3, 2, 0, 2), (1, 1, 0, 1)], history.Select(v => (v.Files, v.FilesAdded, v.FilesRemoved, v.RowsAdded)));
        Assert.Equal([true, false, false], history.Select(v => v.IsPresent));
        Assert.All(history, v => Assert.False(v.IsOverwritten));
        Assert.Equal([2, 1, 0], history.Select(v => (int)(v.Time - _start).TotalHours));
        Assert.Equal(3, dataset.Version);
    }

    [Fact]
    public async Task A_version_is_opened_by_number_commit_and_time()
    {
        var dataset = await ThreeVersionsAsync();
        var second = (await dataset.HistoryAsync().ToListAsync())[1];
        Assert.Equal(["1|10"], await TextsAsync(await dataset.AsOfAsync(1)));
        Assert.Equal(["1|10", "1|11", "2|20"], await TextsAsync(await dataset.AsOfAsync(2)));
        Assert.Equal(["1|10", "1|11", "2|20"], await TextsAsync(await dataset.AsOfAsync(VersionChoice.OfCommit(second.Id))));
        Assert.Equal(["1|10", "1|11"], await TextsAsync(await dataset.AsOfAsync(3)));
        foreach (var (hours, rows) in new[] { (0, 1), (0.5, 1), (1, 3), (1.9, 3), (2, 2), (1000, 2) })
        {
            Assert.Equal(rows, (await TextsAsync(await dataset.AsOfAsync(_start + TimeSpan.FromHours(hours)))).Length);
        }
    }

    [Fact]
    public async Task A_version_that_the_history_lacks_is_named_with_those_that_it_has()
    {
        var dataset = await ThreeVersionsAsync();
        foreach (var choice in new VersionChoice[] { 4, 0, VersionChoice.OfCommit("nobody"), _start - TimeSpan.FromSeconds(1) })
        {
            Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<KartothekException>(async () => await dataset.AsOfAsync(choice))).Kind);
        }
        var error = await Assert.ThrowsAsync<KartothekException>(async () => await dataset.AsOfAsync(4));
        var before = await Assert.ThrowsAsync<KartothekException>(async () => await dataset.AsOfAsync(_start - TimeSpan.FromDays(1)));
        Assert.Contains($" It has versions 1 to 3. The oldest was stored at {_start.UtcDateTime:yyyy-MM-ddTHH:mm:ss}Z. List them", before.Message, StringComparison.Ordinal);
        Assert.Equal("The history of dataset 'u' doesn't have version 4. It has versions 1 to 3. List them with 'Dataset.HistoryAsync'; 'Dataset.RetainAsync' says how many are kept.", error.Message);
    }

    [Fact]
    public async Task A_version_of_another_table_is_restored()
    {
        await Dataset.CreateAsync(_store, Uuid, Rows((1, 10)), Create with { Table = "a" });
        var dataset = await Dataset.CreateAsync(_store, Uuid, Rows((2, 20)), Create with { Table = "b", Overwrite = true });

        var restored = (await dataset.RestoreAsync(1)).Dataset;

        Assert.Equal("a", restored.Table);
        Assert.Equal(["1|10"], await TextsAsync(restored));
        Assert.Equal(["1|10"], await TextsAsync(_store));
        Assert.True((await Doctor.VerifyAsync(_store, Uuid)).IsClean);
    }

    [Fact]
    public async Task A_dataset_without_rows_is_opened_by_its_own_table()
    {
        await Dataset.CreateAsync(_store, Uuid, Rows((1, 10)), Create);
        await Dataset.CreateEmptyAsync(_store, Uuid, new Schema([new Field("q", ColumnType.String)]), new CreateOptions { Table = "b", Overwrite = true });
        var empty = await OpenAsync(_store);
        Assert.Equal(("b", "q"), (empty.Table, empty.Schema.Fields.Single().Name));

        await Dataset.CreateAsync(_store, "other", Rows((1, 10)), Create with { Table = "c" });
        await (await Dataset.OpenAsync(_store, "other")).UpdateAsync(u => u.DeleteAll());
        var other = await Dataset.OpenAsync(_store, "other");
        Assert.Equal("c", other.Table);
        Assert.Equal(["5|50"], await TextsAsync((await other.AppendAsync(Rows((5, 50)))).Dataset));
    }

    [Fact]
    public async Task A_torn_header_is_what_the_last_object_of_the_history_is_when_that_is_put_in_its_place()
    {
        var dataset = await ThreeVersionsAsync();
        var rows = await TextsAsync(dataset);
        var whole = (await _store.ReadAllAsync(dataset.Header.Key)).Bytes;
        await _store.PutAsync(dataset.Header.Key, whole[..(whole.Length / 2)]);

        var error = await Assert.ThrowsAsync<KartothekException>(async () => await OpenAsync(_store));
        var last = await _store.ListAsync("u/.history/").LastAsync();
        await _store.PutAsync(dataset.Header.Key, (await _store.ReadAllAsync(last.Key)).Bytes);

        Assert.Equal(ErrorKind.Corrupt, error.Kind);
        Assert.EndsWith("Restore it from a copy: the last object below 'u/.history/' is one, where this library made the last commit.", error.Message, StringComparison.Ordinal);
        Assert.Equal(rows, await TextsAsync(_store));
        Assert.Equal(4, (await (await OpenAsync(_store)).AppendAsync(Rows((5, 50)), Update)).Number);
    }

    [Fact]
    public async Task A_version_has_its_own_schema_and_indices()
    {
        var dataset = await ThreeVersionsAsync();
        await dataset.UpdateAsync(u => u.AddColumn(new Field("added", ColumnType.String)).DropIndex("v"));
        var second = await dataset.AsOfAsync(2);
        Assert.Equal(["p", "v"], second.Schema.Fields.Select(f => f.Name));
        Assert.Equal([10L, 11L, 20L], (await LabelsByValueAsync(second)).Keys);
        Assert.Equal(["p", "added", "v"], (await dataset.AsOfAsync(4)).Schema.Fields.Select(f => f.Name));
    }

    [Fact]
    public async Task The_present_version_costs_no_request_more()
    {
        await ThreeVersionsAsync();
        var plain = await OpenAsync(_store);
        Assert.Equal(2, plain.OpeningRequests);
        Assert.Equal(2, (await plain.AsOfAsync(3)).OpeningRequests);
        Assert.Equal(2, (await plain.AsOfAsync(_start + TimeSpan.FromDays(1))).OpeningRequests);
        // Header, listing, copy, and the file and the index that the present state lacks.
        Assert.Equal(5, (await plain.AsOfAsync(2)).OpeningRequests);
    }

    [Fact]
    public async Task A_version_that_was_opened_is_not_changed()
    {
        var old = await (await ThreeVersionsAsync()).AsOfAsync(2);
        var before = await _store.KeysAsync();
        Func<Task>[] changes =
        [
            async () => await old.AppendAsync(Rows((1, 1)), Update),
            async () => await old.DeleteRowsAsync(WhereV(10)),
            async () => await old.CompactAsync(),
        ];
        foreach (var change in changes)
        {
            Assert.Equal(ErrorKind.Invalid, (await Assert.ThrowsAsync<KartothekException>(change)).Kind);
        }
        Assert.Equal(before, await _store.KeysAsync());
    }

    [Fact]
    public async Task Restoring_brings_back_rows_indices_schema_and_metadata_and_can_be_undone()
    {
        var dataset = await ThreeVersionsAsync();
        dataset = (await dataset.UpdateAsync(u => u.AddColumn(new Field("added", ColumnType.String)).MergeMetadata(new() { ["note"] = "late" }))).Dataset;
        var report = await dataset.RestoreAsync(2);
        Assert.Equal((5L, 1, 0), (report.Number, report.FilesAdded, report.FilesRemoved));
        Assert.Equal(["1|10", "1|11", "2|20"], await TextsAsync(_store));
        var restored = await OpenAsync(_store);
        Assert.Equal(["p", "v"], restored.Schema.Fields.Select(f => f.Name));
        Assert.False(restored.Metadata.TryGetProperty("note", out _));
        Assert.Equal([10L, 11L, 20L], (await LabelsByValueAsync(restored)).Keys);
        await restored.RestoreAsync(4);
        Assert.Equal(["1|10", "1|11"], await TextsAsync(_store));
        Assert.Equal("late", (await OpenAsync(_store)).Metadata.GetProperty("note").GetString());
        Assert.Equal([CommitKind.Restore, CommitKind.Restore], (await restored.HistoryAsync().Take(2).ToListAsync()).Select(v => v.Kind));
    }

    [Fact]
    public async Task A_restoration_gives_up_nothing_that_its_caller_has_not_seen()
    {
        var dataset = await ThreeVersionsAsync();
        var fault = new FaultStore(_store)
        {
            At = 1,
            Kind = FaultKind.Delay,
            Counts = (verb, key) => verb == "put" && key == DatasetKeys.JsonHeader(Uuid),
            Meanwhile = async () => await (await OpenAsync(_store)).AppendAsync(Rows((5, 50)), Update),
        };
        await Assert.ThrowsAsync<CommitConflictException>(async () => await (await OpenAsync(fault)).RestoreAsync(1));
        Assert.Equal(["1|10", "1|11", "5|50"], await TextsAsync(_store));
    }

    [Fact]
    public async Task A_version_of_which_a_file_is_gone_is_not_found()
    {
        var dataset = await ThreeVersionsAsync();
        var file = (await dataset.AsOfAsync(2)).Partitions.Single(p => p.Label.StartsWith("p=2", StringComparison.Ordinal)).Key;
        await _store.DeleteAsync(file);
        var error = await Assert.ThrowsAsync<KartothekException>(async () => await dataset.AsOfAsync(2));
        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.Equal(
            $"Version 2 of dataset 'u' can't be read any more: 1 of its 3 files is gone, '{file}'. Python's garbage collection, which knows no versions, removes what the present header doesn't name. Choose a later version.",
            error.Message);
        await Assert.ThrowsAsync<KartothekException>(async () => await dataset.RestoreAsync(2));
        Assert.Equal(["1|10", "1|11"], await TextsAsync(_store));
    }

    [Fact]
    public async Task A_version_of_which_an_index_is_gone_is_read_and_restored_with_a_new_one()
    {
        var dataset = await ThreeVersionsAsync();
        await _store.DeleteAsync((await dataset.AsOfAsync(2)).Header.Indices.Single().Key!);
        Assert.Equal(["1|10", "1|11", "2|20"], await TextsAsync(await dataset.AsOfAsync(2)));
        var restored = (await dataset.RestoreAsync(2)).Dataset;
        var labels = await LabelsByValueAsync(restored);
        Assert.Equal([10L, 11L, 20L], labels.Keys);
        Assert.Equal(restored.Partitions[2].Label, Assert.Single(labels[20]));
    }

    [Fact]
    public async Task A_version_that_Python_overwrote_is_told_and_can_be_restored()
    {
        var dataset = await CreateAsync(_store);
        var header = await HeaderAsync(_store);
        await dataset.AppendAsync(Rows((3, 30)), Update);
        await OverwriteLikePythonAsync(_store, header, h => h.Replace("\"partition_keys\"", "\"other\": 1, \"partition_keys\"", StringComparison.Ordinal));
        var history = await dataset.HistoryAsync().ToListAsync();
        Assert.Equal([(3L, true), (2L, false), (1L, false)], history.Select(v => (v.Number, v.IsOverwritten)));
        Assert.Equal(["1|10", "1|11", "2|20"], await TextsAsync(_store));
        await dataset.RestoreAsync(3);
        Assert.Equal(["1|10", "1|11", "2|20", "3|30"], await TextsAsync(_store));
    }

    [Fact]
    public async Task What_Python_committed_last_is_found_by_its_time()
    {
        var dataset = await ThreeVersionsAsync();
        _clock.Now += TimeSpan.FromHours(1);
        var label = dataset.Partitions[1].Label;
        var header = System.Text.Encoding.UTF8.GetString(await HeaderAsync(_store));
        var file = $", \"{label}\": {{\"files\": {{\"table\": \"{dataset.Partitions[1].Key}\"}}}}";
        await _store.PutAsync(DatasetKeys.JsonHeader(Uuid), System.Text.Encoding.UTF8.GetBytes(header.Replace(file, "", StringComparison.Ordinal)));
        Assert.Equal(["1|10"], await TextsAsync(_store));
        Assert.Equal(["1|10"], await TextsAsync(await dataset.AsOfAsync(_clock.GetUtcNow())));
        Assert.Equal(["1|10", "1|11"], await TextsAsync(await dataset.AsOfAsync(_clock.GetUtcNow() - TimeSpan.FromMinutes(1))));
        Assert.Equal(["1|10", "1|11"], await TextsAsync(await dataset.AsOfAsync(3)));
        Assert.DoesNotContain(await dataset.HistoryAsync().ToListAsync(), v => v.IsPresent);
    }

    [Fact]
    public async Task Versions_beyond_the_number_that_is_kept_go_and_their_files_with_the_garbage()
    {
        var dataset = await ThreeVersionsAsync();
        Assert.Equal(HistoryRetention.Default, dataset.Retention);
        dataset = (await dataset.RetainAsync(new HistoryRetention { MaxVersions = 2 })).Dataset;
        Assert.Equal([4L, 3L], (await dataset.HistoryAsync().ToListAsync()).Select(v => v.Number));
        Assert.Equal(2, dataset.Retention.MaxVersions);
        dataset = (await dataset.AppendAsync(Rows((1, 12)), Update)).Dataset;
        Assert.Equal([5L, 4L], (await dataset.HistoryAsync().ToListAsync()).Select(v => v.Number));
        Assert.Equal(2, dataset.Retention.MaxVersions);
        var report = await dataset.CollectGarbageAsync(new GarbageOptions { Retention = TimeSpan.Zero, TimeProvider = _clock });
        Assert.Contains(report.Objects, o => o.Key.Contains("/p=2/", StringComparison.Ordinal));
        Assert.Equal(["1|10", "1|11"], await TextsAsync(await dataset.AsOfAsync(4)));
    }

    [Fact]
    public async Task Where_the_copy_of_the_last_commit_is_missing_the_version_is_listed_and_the_next_commit_puts_it()
    {
        var dataset = await ThreeVersionsAsync();
        await _store.DeleteAsync((await _store.KeysAsync($"{Uuid}/.history/")).Last());
        Assert.Equal([3L, 2L, 1L], (await dataset.HistoryAsync().ToListAsync()).Select(v => v.Number));
        Assert.Equal(["1|10", "1|11"], await TextsAsync(await dataset.AsOfAsync(3)));
        await dataset.AppendAsync(Rows((1, 12)), Update);
        Assert.Equal([4L, 3L, 2L, 1L], (await dataset.HistoryAsync().ToListAsync()).Select(v => v.Number));
    }

    [Fact]
    public async Task Python_takes_no_copy_for_a_file_a_table_a_header_or_garbage()
    {
        await ThreeVersionsAsync();
        var copies = await _store.KeysAsync($"{Uuid}/{HistoryKey.Folder}/");
        Assert.Equal(3, copies.Count);
        Assert.All(copies, key =>
        {
            // format.md 2.5, 2.6, 6.11
            Assert.False(key.EndsWith(".parquet", StringComparison.Ordinal));
            Assert.False(key.EndsWith("_common_metadata", StringComparison.Ordinal));
            Assert.False(key.StartsWith($"{Uuid}/indices/", StringComparison.Ordinal) || key.StartsWith($"{Uuid}/table/", StringComparison.Ordinal));
            Assert.False(key.EndsWith(DatasetKeys.JsonSuffix, StringComparison.Ordinal));
            Assert.Equal(key, HistoryKey.Parse(Uuid, key)!.Value.Of(Uuid));
        });
        Assert.Equal([Uuid], (await _store.ListDatasetsAsync().ToListAsync()).Select(d => d.Uuid));
    }

    private DateTimeOffset _start;

    /// <summary>Three rows in two commits, one deleted in a third, an hour after the other.</summary>
    private async Task<Dataset> ThreeVersionsAsync()
    {
        _start = _clock.GetUtcNow();
        var open = Open with { TimeProvider = _clock };
        var dataset = await Dataset.CreateAsync(_store, Uuid, Rows((1, 10)), Create with { Open = open });
        _clock.Now += TimeSpan.FromHours(1);
        dataset = (await dataset.AppendAsync(Rows((1, 11), (2, 20)), Update)).Dataset;
        _clock.Now += TimeSpan.FromHours(1);
        return (await dataset.UpdateAsync(u => u.DeleteScope(new Dictionary<string, object> { ["p"] = 2 }), Update)).Dataset;
    }
}
