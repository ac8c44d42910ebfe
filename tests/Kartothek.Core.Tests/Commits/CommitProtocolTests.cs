using System.Text;
using System.Text.Json.Nodes;
using Kartothek.Columns;
using Kartothek.Parquet;
using Kartothek.Testing;
using static Kartothek.Core.Tests.CommitRows;

namespace Kartothek.Core.Tests;

/// <summary>What a commit does in the moments that decide.</summary>
public sealed class CommitProtocolTests
{
    private readonly MemoryStore _store = new();

    [Fact]
    public async Task A_commit_whose_reply_is_lost_and_that_others_built_upon_is_not_made_again()
    {
        await CommitRows.CreateAsync(_store);
        foreach (var others in new[] { 0, 1, 3, 126 })
        {
            var store = await _store.InMemoryAsync();
            var lossy = new LossyStore(store, async () =>
            {
                for (var i = 0; i < others; i++)
                {
                    await (await OpenAsync(store)).UpdateAsync(u => u.MergeMetadata(new() { ["i"] = i }));
                }
            });
            var report = await (await OpenAsync(lossy)).AppendAsync(Rows((3, 30)), Update);
            Assert.True(lossy.HasHappened);
            Assert.Equal((1, 3L), (report.Attempts, report.Number));
            Assert.Equal(["1|10", "1|11", "2|20", "3|30"], await TextsAsync(store));
            Assert.Equal(["1|10", "1|11", "2|20", "3|30"], await TextsAsync(report.Dataset));
        }
    }

    [Fact]
    public async Task Who_loses_a_creation_leaves_the_schema_of_the_winner()
    {
        var other = new Schema([new Field("p", ColumnType.Int64), new Field("v", ColumnType.String), new Field("z", ColumnType.Int64)]);
        var schema = DatasetKeys.Schema(Uuid, "table");
        await using var store = new FaultStore(_store)
        {
            At = 1,
            Kind = FaultKind.Delay,
            Counts = (verb, key) => verb == "tail" && key == schema,
            Meanwhile = async () => await CommitRows.CreateAsync(_store),
        };

        var error = await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.CreateEmptyAsync(store, Uuid, other, Create));

        Assert.True(store.HasHappened);
        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.Equal(["p: int64", "v: int64"], await StoredColumnsAsync());
    }

    [Fact]
    public async Task A_commit_that_is_given_up_behind_its_schema_takes_that_back()
    {
        var dataset = await CommitRows.CreateAsync(_store);
        await using var store = new FaultStore(_store)
        {
            At = 1,
            Kind = FaultKind.Delay,
            Counts = (verb, key) => verb == "put" && key == dataset.Header.Key,
            Meanwhile = async () => await (await OpenAsync(_store)).AppendAsync(Rows((1, 12)), Update),
        };

        await Assert.ThrowsAsync<CommitConflictException>(async () => await (await OpenAsync(store)).UpdateAsync(
            u => u.AddColumn(new Field("z", ColumnType.Int64)), Update with { Commit = new() { MaxAttempts = 1 } }));

        Assert.True(store.HasHappened);
        Assert.Equal(["p: int64", "v: int64"], await StoredColumnsAsync());
        await (await OpenAsync(_store)).UpdateAsync(u => u.AddColumn(new Field("z", ColumnType.Int64)), Update);
        Assert.Equal(["p: int64", "v: int64", "z: int64"], await StoredColumnsAsync());
    }

    [Fact]
    public async Task An_index_on_a_column_that_a_restore_took_away_is_an_error_that_says_what_to_do()
    {
        var dataset = await CommitRows.CreateAsync(_store);
        dataset = (await dataset.UpdateAsync(u => u.AddColumn(new Field("z", ColumnType.Int64)), Update)).Dataset;
        await dataset.RestoreAsync(2);

        var error = await Assert.ThrowsAsync<KartothekException>(async () => await dataset.UpdateAsync(u => u.BuildIndex("z"), Update));

        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.StartsWith("Dataset 'u' has no column 'z' now, so that an index on it can be neither kept nor built. Nothing was changed.", error.Message, StringComparison.Ordinal);
        Assert.Equal(["1|10", "1|11", "2|20"], await TextsAsync(_store));
    }

    private async Task<string[]> StoredColumnsAsync() =>
        [.. (await ParquetFooter.ReadAsync(new StoreByteSource(_store, DatasetKeys.Schema(Uuid, "table"), null))).Schema.Fields.Select(f => f.ToString())];

    [Fact]
    public async Task Where_more_commits_followed_than_a_header_names_the_history_tells()
    {
        await CommitRows.CreateAsync(_store);
        var lossy = new LossyStore(_store, FollowAsync);
        // The copy of the commit in question is missing, as its writer puts it only now, but the next writer has put it.
        var report = await (await OpenAsync(lossy)).AppendAsync(Rows((3, 30)), Update with { Commit = new() { Retention = new() { MaxVersions = 1000 } } });
        Assert.Equal(1, report.Attempts);
        Assert.Equal(["1|10", "1|11", "2|20", "3|30"], await TextsAsync(_store));

        async Task FollowAsync()
        {
            for (var i = 0; i < 130; i++)
            {
                await (await OpenAsync(_store)).UpdateAsync(u => u.MergeMetadata(new() { ["i"] = i }));
            }
        }
    }

    [Fact]
    public async Task Where_nothing_tells_any_more_the_outcome_is_unknown_and_nothing_is_repeated()
    {
        await CommitRows.CreateAsync(_store);
        var lossy = new LossyStore(_store, async () =>
        {
            for (var i = 0; i < 130; i++)
            {
                await (await OpenAsync(_store)).UpdateAsync(u => u.MergeMetadata(new() { ["i"] = i }), Update with { Commit = new() { Retention = HistoryRetention.None } });
            }
        });
        var error = await Assert.ThrowsAsync<CommitOutcomeUnknownException>(async () => await (await OpenAsync(lossy)).AppendAsync(Rows((3, 30)), Update));
        Assert.Contains("It was not repeated, and its files were left.", error.Message, StringComparison.Ordinal);
        // It was made, once, and its file is there.
        Assert.Equal(["1|10", "1|11", "2|20", "3|30"], await TextsAsync(_store));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_falls_behind_by_more_commits_than_a_header_names_commits_all_the_same(bool isAtomic)
    {
        await CommitRows.CreateAsync(_store);
        // A store of this process knows by itself that its put wasn't made; otherwise the history has to tell.
        var keeping = Update with { Commit = new() { Retention = isAtomic ? HistoryRetention.None : new() { MaxVersions = 1000 } } };
        var isFirst = true;
        var restless = new RestlessStore(_store, async () =>
        {
            for (var i = 0; isFirst && i < 200; i++)
            {
                await (await OpenAsync(_store)).UpdateAsync(u => u.MergeMetadata(new() { ["i"] = i }), keeping);
            }
            isFirst = false;
            return default;
        })
        { IsAtomic = isAtomic };
        var report = await (await OpenAsync(restless)).AppendAsync(Rows((3, 30)), Update);
        Assert.Equal((2, 203L), (report.Attempts, report.Number));
        Assert.Equal(["1|10", "1|11", "2|20", "3|30"], await TextsAsync(_store));
    }

    [Fact]
    public async Task A_put_that_the_client_sent_twice_is_one_commit()
    {
        await CommitRows.CreateAsync(_store);
        var twice = new LossyStore(_store, () => Task.CompletedTask) { Resends = true };
        var report = await (await OpenAsync(twice)).AppendAsync(Rows((3, 30)), Update);
        Assert.True(twice.HasHappened);
        Assert.Equal((1, 3L), (report.Attempts, report.Number));
        Assert.Equal(["1|10", "1|11", "2|20", "3|30"], await TextsAsync(_store));
    }

    [Fact]
    public async Task Where_others_are_first_each_time_the_commit_ends_with_a_conflict_and_nothing_is_changed()
    {
        await CommitRows.CreateAsync(_store);
        var i = 0;
        var restless = new RestlessStore(_store, async () =>
        {
            await (await OpenAsync(_store)).UpdateAsync(u => u.MergeMetadata(new() { ["i"] = i++ }));
            return default;
        });
        var error = await Assert.ThrowsAsync<CommitConflictException>(async () =>
            await (await OpenAsync(restless)).AppendAsync(Rows((3, 30)), Update with { Commit = new() { MaxAttempts = 3, LastWriterWins = true } }));
        Assert.Equal("Dataset 'u' was changed by another writer 3 times while this commit waited. Nothing was changed. Open the dataset again and repeat the update.", error.Message);
        Assert.Equal(["1|10", "1|11", "2|20"], await TextsAsync(_store));
        Assert.DoesNotContain(await _store.KeysAsync(), k => k.Contains("/p=3/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_that_ignores_conditions_is_refused_unless_that_is_wanted()
    {
        var careless = new CarelessStore(_store);
        var error = await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.CreateAsync(careless, Uuid, Rows((1, 10)), Create));
        Assert.Equal(ErrorKind.NotSupported, error.Kind);
        Assert.Contains("ignores the conditions of puts", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(await _store.KeysAsync(), k => k.EndsWith(DatasetKeys.JsonSuffix, StringComparison.Ordinal) || k.Contains("probe", StringComparison.Ordinal));
        var dataset = await Dataset.CreateAsync(careless, Uuid, Rows((1, 10)), Create with { Commit = new() { LastWriterWins = true } });
        await dataset.AppendAsync(Rows((1, 11)), Update with { Commit = new() { LastWriterWins = true } });
        Assert.Equal(["1|10", "1|11"], await TextsAsync(_store));
    }

    [Fact]
    public async Task What_Python_overwrote_is_reported_once_by_the_next_commit()
    {
        await CommitRows.CreateAsync(_store);
        var header = await HeaderAsync(_store);
        var first = (await (await OpenAsync(_store)).AppendAsync(Rows((3, 30)), Update)).Dataset;
        var second = await first.UpdateAsync(u => u.DeleteScope(new Dictionary<string, object> { ["p"] = 2 }).Append(Rows((4, 40))), Update);
        // Python had read the header before, and puts what it made of it.
        var label = "p=5/5494508399e4120be65765262e40cad5";
        await _store.CopyAsync(first.Partitions[0].Key, $"u/table/{label}.parquet");
        await OverwriteLikePythonAsync(_store, header, h => h.Replace("\"partitions\": {", $"\"partitions\": {{\"{label}\": {{\"files\": {{\"table\": \"u/table/{label}.parquet\"}}}}, ", StringComparison.Ordinal));
        var report = await (await OpenAsync(_store)).AppendAsync(Rows((6, 60)), Update);
        Assert.Equal([(3L, CommitKind.Append), (4L, CommitKind.Replace)], report.Lost.Select(l => (l.Number, l.Kind)));
        Assert.Equal(first.Partitions[3].Label, Assert.Single(report.Lost[0].Labels));
        Assert.Equal(second.Dataset.Partitions[^1].Label, Assert.Single(report.Lost[1].Labels));
        Assert.Equal(first.Partitions[2].Label, Assert.Single(report.Lost[1].Restored));
        Assert.Equal(5, report.Number);
        Assert.Equal(["5|10", "1|10", "1|11", "2|20", "6|60"], await TextsAsync(_store));
        Assert.Empty((await report.Dataset.AppendAsync(Rows((6, 61)), Update)).Lost);
    }

    [Fact]
    public async Task What_Python_added_is_no_loss()
    {
        var dataset = await CommitRows.CreateAsync(_store);
        var label = "p=5/5494508399e4120be65765262e40cad5";
        await _store.CopyAsync(dataset.Partitions[0].Key, $"u/table/{label}.parquet");
        await OverwriteLikePythonAsync(_store, await HeaderAsync(_store), h => h.Replace("\"partitions\": {", $"\"partitions\": {{\"{label}\": {{\"files\": {{\"table\": \"u/table/{label}.parquet\"}}}}, ", StringComparison.Ordinal));
        Assert.True((await OpenAsync(_store)).Header.IsChangedByOthers);
        var report = await dataset.AppendAsync(Rows((6, 60)), Update);
        Assert.Empty(report.Lost);
        Assert.Equal(["5|10", "1|10", "1|11", "2|20", "6|60"], await TextsAsync(_store));
        Assert.False(report.Dataset.Header.IsChangedByOthers);
    }

    [Fact]
    public async Task Readers_in_the_window_between_schema_and_header_see_the_old_schema()
    {
        var dataset = await CommitRows.CreateAsync(_store);
        var dying = new FaultStore(_store) { At = 1, Kind = FaultKind.Crash, Counts = (verb, key) => verb == "put" && key == DatasetKeys.JsonHeader(Uuid) };
        await Assert.ThrowsAnyAsync<KartothekException>(async () => await (await OpenAsync(dying)).UpdateAsync(u => u.AddColumn(new Field("added", ColumnType.String))));
        var file = await ParquetFooter.ReadAsync(new MemoryByteSource("schema", (await _store.ReadAllAsync(DatasetKeys.Schema(Uuid, "table"))).Bytes), 1 << 16, default);
        Assert.True(file.Schema.Contains("added"));
        Assert.Equal(["p", "v"], (await OpenAsync(_store)).Schema.Fields.Select(f => f.Name));
        // The next commit mends the file, so that Python sees what the header says.
        await dataset.AppendAsync(Rows((1, 12)), Update);
        file = await ParquetFooter.ReadAsync(new MemoryByteSource("schema", (await _store.ReadAllAsync(DatasetKeys.Schema(Uuid, "table"))).Bytes), 1 << 16, default);
        Assert.Equal(["p", "v"], file.Schema.Fields.Select(f => f.Name));
    }

    [Fact]
    public async Task A_schema_that_Python_wrote_counts_and_is_put_in_our_form_by_the_next_commit()
    {
        var dataset = await CommitRows.CreateAsync(_store);
        var key = DatasetKeys.Schema(Uuid, "table");
        await _store.PutAsync(key, SchemaFile.ToBytes(new Schema([.. dataset.Schema.Fields, new Field("w", ColumnType.Double)])));
        Assert.Equal(["p", "v", "w"], (await OpenAsync(_store)).Schema.Fields.Select(f => f.Name));
        var report = await dataset.AppendAsync(Rows((1, 12)), Update);
        var file = await ParquetFooter.ReadAsync(new MemoryByteSource("schema", (await _store.ReadAllAsync(key)).Bytes), 1 << 16, default);
        Assert.Equal(["p", "v", "w"], file.Schema.Fields.Select(f => f.Name));
        Assert.Equal(report.Id, SchemaFile.CommitIdOf(file));
        var token = (await _store.ReadTailAsync(key, 0)).Token;
        await report.Dataset.AppendAsync(Rows((1, 13)), Update);
        Assert.Equal(token, (await _store.ReadTailAsync(key, 0)).Token);
    }

    [Fact]
    public async Task An_update_of_a_packed_header_puts_a_JSON_header_which_wins()
    {
        var dataset = await Dataset.CreateAsync(_store, Uuid, Rows((1, 10)), Create with { HeaderFormat = HeaderFormat.MessagePack });
        Assert.Equal(HeaderFormat.MessagePack, (await OpenAsync(_store)).Header.Format);
        var other = await OpenAsync(_store);
        await dataset.AppendAsync(Rows((1, 11)), Update);
        await other.AppendAsync(Rows((1, 12)), Update);
        Assert.Equal(HeaderFormat.Json, (await OpenAsync(_store)).Header.Format);
        Assert.Equal(["1|10", "1|11", "1|12"], await TextsAsync(_store));
        // An overwrite never goes back.
        await Dataset.CreateAsync(_store, Uuid, Rows((1, 13)), Create with { HeaderFormat = HeaderFormat.MessagePack, Overwrite = true });
        Assert.Equal(["1|13"], await TextsAsync(_store));
    }

    [Fact]
    public async Task An_implicit_dataset_becomes_explicit_whatever_the_commit_does()
    {
        var dataset = await CommitRows.CreateAsync(_store);
        await dataset.UpdateAsync(u => u.DropIndex("v"));
        var header = JsonNode.Parse(await HeaderAsync(_store))!.AsObject();
        header.Remove("partitions");
        header["metadata"]!.AsObject().Remove(CommitRecord.MetadataKey);
        foreach (var index in await _store.KeysAsync($"{Uuid}/indices/"))
        {
            await _store.DeleteAsync(index);
        }
        await _store.PutAsync(DatasetKeys.JsonHeader(Uuid), Encoding.UTF8.GetBytes(header.ToJsonString()));
        Assert.False((await OpenAsync(_store)).Header.IsExplicit);
        var report = await (await OpenAsync(_store)).UpdateAsync(u => u.DeleteScope(new Dictionary<string, object> { ["p"] = 2 }));
        Assert.True((await OpenAsync(_store)).Header.IsExplicit);
        Assert.Equal(2, report.Dataset.Partitions.Length);
        Assert.Equal(2, (await TextsAsync(_store)).Length);
    }

    [Fact]
    public async Task Readers_that_opened_before_finish_on_what_they_saw()
    {
        var old = await CommitRows.CreateAsync(_store);
        await old.CompactAsync(new() { MaxParallelism = 1 });
        await (await OpenAsync(_store)).UpdateAsync(u => u.DeleteAll());
        await Garbage.CollectAsync(_store, Uuid);
        Assert.Equal(["1|10", "1|11", "2|20"], await TextsAsync(old));
        Assert.Empty(await TextsAsync(_store));
    }

    [Fact]
    public async Task The_entry_in_the_metadata_is_ours_alone_and_Python_carries_it_along()
    {
        var dataset = await CommitRows.CreateAsync(_store);
        var metadata = JsonNode.Parse(await HeaderAsync(_store))!["metadata"]!.AsObject();
        Assert.Equal(["creation_time", CommitRecord.MetadataKey], metadata.Select(m => m.Key).Order(StringComparer.Ordinal));
        Assert.False(dataset.Metadata.TryGetProperty(CommitRecord.MetadataKey, out _));
        // Kartothek's and Plateau's merge of one header's metadata with nothing new (format.md 6.7) keeps it unless it has an empty object in it.
        Assert.DoesNotContain("{}", metadata[CommitRecord.MetadataKey]!.ToJsonString(), StringComparison.Ordinal);
    }
}
