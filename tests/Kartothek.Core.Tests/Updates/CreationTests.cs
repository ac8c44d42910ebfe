using System.Text.Json.Nodes;
using Kartothek.Columns;
using Kartothek.Testing;
using static Kartothek.Core.Tests.TestRows;

namespace Kartothek.Core.Tests;

public sealed class CreationTests
{
    private readonly MemoryStore _store = new();

    [Fact]
    public async Task A_dataset_reads_back_as_it_was_created()
    {
        var created = await Dataset.CreateAsync(
            _store,
            "sales",
            InBlocks(2, ("country", ColumnType.String, ["DE", "FR", "DE", "IT"]), ("n", ColumnType.Int32, [1, 2, null, 4]), ("day", ColumnType.Date, [1, 2, 3, null]), ("amount", ColumnType.Double, [1.5, null, 2.5, 3.5])),
            new CreateOptions { PartitionOn = ["country"], SecondaryIndices = ["n", "day"], Metadata = new JsonObject { ["owner"] = "käse" } });
        foreach (var dataset in new[] { created, await Dataset.OpenAsync(_store, "sales") })
        {
            Assert.Equal("country: string, amount: double, day: date, n: int64", dataset.Schema.ToString());
            Assert.Equal(["country=DE", "country=FR", "country=IT"], Keys(dataset));
            Assert.Equal(["DE|1.5|1|1", "DE|2.5|3|null", "FR|null|2|2", "IT|3.5|null|4"], await TextsAsync(dataset));
            Assert.Equal("day, n", string.Join(", ", dataset.IndexColumns));
            Assert.Equal("käse", dataset.Metadata.GetProperty("owner").GetString());
        }
    }

    [Fact]
    public async Task Arrow_batches_are_written_as_they_are()
    {
        var source = await Dataset.CreateAsync(_store, "a", Source(("p", ColumnType.String, ["x", "y", "x"]), ("v", ColumnType.Int64, [1L, null, 3L])), new CreateOptions { PartitionOn = ["p"] });
        var batches = await source.ReadBatchesAsync().ToListAsync();
        var copy = await Dataset.CreateAsync(_store, "b", batches[0].Schema, batches.ToAsyncEnumerable(), new CreateOptions { PartitionOn = ["p"] });
        Assert.Equal(await TextsAsync(source), await TextsAsync(copy));
    }

    [Fact]
    public async Task A_scan_is_written_block_by_block()
    {
        object?[] values = [.. Enumerable.Range(0, 1000).Select(i => (object?)(long)i)];
        var source = await Dataset.CreateAsync(_store, "a", Source(("v", ColumnType.Int64, values)), new CreateOptions { Files = new FileLayout { RowGroupRows = 100 } });
        var plan = await ScanPlanner.PlanFilesAsync(new ScanRequest(source, source.Schema, Scalar.Less(Scalar.Column(source.Schema["v"]), Scalar.Constant(250L, ColumnType.Int64))));
        var copy = await Dataset.CreateAsync(_store, "b", BlockSource.FromScan(plan));
        Assert.Equal(values[..250], (await ReadAsync(copy)).Select(r => r[0]));
    }

    [Fact]
    public async Task An_existing_dataset_is_refused_before_anything_is_written()
    {
        await CreateAsync("x", 1);
        var before = await _store.KeysAsync();
        var error = await Assert.ThrowsAsync<KartothekException>(() => CreateAsync("x", 2));
        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.Equal("Dataset 'x' exists already in store 'memory:'. Nothing was changed. Open and update it, replace it with 'CreateOptions.Overwrite', or choose another name.", error.Message);
        Assert.Equal(before, await _store.KeysAsync());
    }

    [Fact]
    public async Task Of_two_writers_that_create_one_dataset_one_wins_and_the_other_leaves_nothing()
    {
        // The second creates between the first one's look and its commit.
        var store = new FaultStore(_store) { At = 1, Kind = FaultKind.Delay, Counts = (verb, key) => verb == "put" && key.EndsWith(".json", StringComparison.Ordinal), Meanwhile = async () => await CreateAsync("x", 1) };
        var error = await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.CreateAsync(store, "x", Source(("v", ColumnType.Int64, [2L]))));
        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.Equal(["1"], await TextsAsync(await Dataset.OpenAsync(_store, "x")));
        Assert.Single(await _store.KeysAsync("x/table/"), k => k.EndsWith(".parquet", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(HeaderFormat.Json)]
    [InlineData(HeaderFormat.MessagePack)]
    public async Task Overwriting_replaces_everything_and_old_readers_finish(HeaderFormat format)
    {
        var old = await Dataset.CreateAsync(
            _store, "x", Source(("p", ColumnType.Int64, [1L, 2L]), ("v", ColumnType.Int64, [1L, 2L])),
            new CreateOptions { PartitionOn = ["p"], SecondaryIndices = ["v"], HeaderFormat = format, Metadata = new JsonObject { ["a"] = 1 } });
        var created = await Dataset.CreateAsync(_store, "x", Source(("w", ColumnType.String, ["new"])), new CreateOptions { Overwrite = true });
        Assert.Equal(["new"], await TextsAsync(created));
        Assert.Empty(created.PartitionColumns);
        Assert.Empty(created.IndexColumns);
        Assert.False(created.Metadata.TryGetProperty("a", out _));
        Assert.Equal(["1|1", "2|2"], await TextsAsync(old));
    }

    [Fact]
    public async Task An_empty_dataset_has_its_schema_and_takes_rows()
    {
        var schema = new Schema([new("v", ColumnType.Int32), new("p", ColumnType.String, IsNullable: false), new("f", ColumnType.Float)]);
        var empty = await Dataset.CreateEmptyAsync(_store, "x", schema, new CreateOptions { PartitionOn = ["p"], SecondaryIndices = ["v"] });
        Assert.Equal("p: string, f: double, v: int64", empty.Schema.ToString());
        Assert.Empty(empty.Partitions);
        Assert.Equal("v", Assert.Single(empty.IndexColumns));
        Assert.Empty(await ReadAsync(empty));
        var report = await empty.AppendAsync(Source(("p", ColumnType.String, ["a"]), ("v", ColumnType.Int64, [7L]), ("f", ColumnType.Double, [0.5])));
        Assert.Equal(["a|0.5|7"], await TextsAsync(report.Dataset));
    }

    [Fact]
    public async Task Rows_without_rows_make_a_dataset_that_takes_rows()
    {
        var partitioned = await Dataset.CreateAsync(_store, "x", Source(("p", ColumnType.Int64, []), ("v", ColumnType.Int64, [])), new CreateOptions { PartitionOn = ["p"] });
        Assert.Empty(partitioned.Partitions);
        var plain = await Dataset.CreateAsync(_store, "y", Source(("v", ColumnType.Int64, [])));
        Assert.Single(plain.Partitions);
        Assert.Empty(await ReadAsync(plain));
        Assert.Equal(["1"], await TextsAsync((await plain.AppendAsync(Source(("v", ColumnType.Int64, [1L])))).Dataset));
    }

    [Theory]
    [InlineData("uuid.")]
    [InlineData("mañana")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a#b")]
    [InlineData("")]
    [InlineData("abc\n")]
    public async Task A_name_that_no_dataset_can_have_is_refused(string uuid)
    {
        // format.md 11.2, 32; the trailing line feed, which Python lets through, too
        var error = await Assert.ThrowsAsync<KartothekException>(() => CreateAsync(uuid, 1));
        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Empty(await _store.KeysAsync());
    }

    [Theory]
    [InlineData("indices")]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("tä")]
    public async Task A_table_that_would_collide_or_has_no_key_is_refused(string table)
    {
        var error = await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.CreateAsync(_store, "x", Source(("v", ColumnType.Int64, [1L])), new CreateOptions { Table = table }));
        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Empty(await _store.KeysAsync());
    }

    [Fact]
    public async Task Another_table_name_is_kept_by_updates()
    {
        // format.md 12.1 rule 13
        var created = await Dataset.CreateAsync(_store, "x", Source(("v", ColumnType.Int64, [1L])), new CreateOptions { Table = "core" });
        Assert.Equal("core", created.Table);
        var updated = (await (await Dataset.OpenAsync(_store, "x")).AppendAsync(Source(("v", ColumnType.Int64, [2L])))).Dataset;
        Assert.Equal("core", Assert.Single(updated.Tables));
        Assert.Equal(["1", "2"], await TextsAsync(updated));
        Assert.DoesNotContain(await _store.KeysAsync(), k => k.StartsWith("x/table/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("p", ErrorKind.Invalid)]
    [InlineData("nope", ErrorKind.NotFound)]
    [InlineData("d", ErrorKind.NotSupported)]
    [InlineData("partition", ErrorKind.Invalid)]
    public async Task An_index_that_no_column_can_have_is_refused(string column, ErrorKind kind)
    {
        var rows = Source(("p", ColumnType.Int64, [1L]), ("d", ColumnType.Decimal(10, 2), [1L]), ("partition", ColumnType.Int64, [1L]));
        var error = await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.CreateAsync(_store, "x", rows, new CreateOptions { PartitionOn = ["p"], SecondaryIndices = [column] }));
        Assert.Equal(kind, error.Kind);
        Assert.Empty(await _store.KeysAsync());
    }

    [Fact]
    public async Task Partition_columns_whose_values_keys_cannot_hold_are_refused()
    {
        foreach (var type in new[] { ColumnType.Binary, ColumnType.Uuid, ColumnType.Timestamp(ColumnUnit.Microsecond, isUtc: true), ColumnType.Null })
        {
            var error = await Assert.ThrowsAsync<KartothekException>(async () =>
                await Dataset.CreateAsync(_store, "x", Source(("p", type, [null]), ("v", ColumnType.Int64, [1L])), new CreateOptions { PartitionOn = ["p"] }));
            Assert.Equal(ErrorKind.NotSupported, error.Kind);
        }
        Assert.Empty(await _store.KeysAsync());
    }

    [Fact]
    public async Task Metadata_that_is_no_JSON_is_refused()
    {
        var options = new CreateOptions { Metadata = new JsonObject { ["a"] = new JsonArray(1, double.NaN) } };
        var error = await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.CreateAsync(_store, "x", Source(("v", ColumnType.Int64, [1L])), options));
        Assert.Equal("The metadata has a NaN or an infinity at '$.a[1]', which JSON has no text for: Python couldn't read the dataset any more. Store null, or the name as text.", error.Message);
    }

    [Fact]
    public async Task Metadata_that_no_reader_would_take_back_is_refused_and_the_dataset_stays()
    {
        var dataset = await CreateAsync("x", 1);
        foreach (var (entries, problem) in new (JsonObject, string)[]
        {
            (new() { ["a"] = Nested(600) }, "nests more than 50 objects and lists"),
            (new() { ["a"] = Nested(200_000) }, "nests more than 50 objects and lists"),
            (new() { ["a"] = new JsonArray("\uD800") }, "half a surrogate pair at '$.a[0]'"),
            (new() { ["\uD800"] = 1 }, "half a surrogate pair at '$'"),
        })
        {
            var error = await Assert.ThrowsAsync<KartothekException>(async () => await dataset.UpdateAsync(u => u.MergeMetadata(entries)));
            Assert.Contains(problem, error.Message, StringComparison.Ordinal);
            Assert.Equal(ErrorKind.Invalid, error.Kind);
        }
        await dataset.UpdateAsync(u => u.MergeMetadata(new() { ["a"] = Nested(49) }));

        Assert.True((await Dataset.OpenAsync(_store, "x")).Metadata.TryGetProperty("a", out _));

        static JsonNode Nested(int depth)
        {
            JsonNode node = new JsonArray();
            for (var i = 1; i < depth; i++)
            {
                node = new JsonArray(node);
            }
            return node;
        }
    }

    private async Task<Dataset> CreateAsync(string uuid, long value) => await Dataset.CreateAsync(_store, uuid, Source(("v", ColumnType.Int64, [value])));
}
