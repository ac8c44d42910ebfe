using Kartothek.Columns;
using ParquetSharp;

namespace Kartothek.Core.Tests;

public sealed class TableSchemaTests
{
    [Fact]
    public async Task Without_partitions_the_only_table_is_found_by_listing()
    {
        await using var store = new CountingStore(new MemoryStore());
        await PutHeader(store, """{"dataset_metadata_version": 4, "dataset_uuid": "u", "partitions": {}}""");
        await PutSchema(store, "u/named/_common_metadata");
        await store.PutAsync("u/indices/a/1.by-dataset-index.parquet", new byte[1]);
        var header = await DatasetHeader.ReadAsync(store, "u");
        var before = store.Counts;

        var schema = await TableSchema.ReadAsync(store, header);

        Assert.Equal("named", schema.Table);
        Assert.Equal(["a", "b"], schema.Schema.Fields.Select(f => f.Name));
        Assert.Equal(3, (store.Counts - before).Requests);
        await PutSchema(store, "u/table/_common_metadata");
        Assert.Equal("table", (await TableSchema.ReadAsync(store, header)).Table);
        Assert.Equal("named", (await TableSchema.ReadAsync(store, header, "named")).Table);
    }

    [Fact]
    public async Task Of_several_tables_one_must_be_chosen()
    {
        await using var store = new MemoryStore();
        await PutHeader(store, """{"dataset_metadata_version": 4, "dataset_uuid": "u", "partitions": {"p": {"files": {"core": "u/core/p.parquet", "extra": "u/extra/p.parquet"}}}}""");
        await PutSchema(store, "u/core/_common_metadata");
        var header = await DatasetHeader.ReadAsync(store, "u");

        var none = await Assert.ThrowsAsync<KartothekException>(async () => await TableSchema.ReadAsync(store, header));
        var wrong = await Assert.ThrowsAsync<KartothekException>(async () => await TableSchema.ReadAsync(store, header, "other"));
        var lost = await Assert.ThrowsAsync<KartothekException>(async () => await TableSchema.ReadAsync(store, header, "extra"));

        Assert.Equal(ErrorKind.Invalid, none.Kind);
        Assert.Contains("'core', 'extra'", none.Message);
        Assert.Equal(ErrorKind.NotFound, wrong.Kind);
        Assert.Contains("'core', 'extra'", wrong.Message);
        Assert.Equal(ErrorKind.NotFound, lost.Kind);
        Assert.Contains("'u/extra/_common_metadata'", lost.Message);
        Assert.Equal("core", (await TableSchema.ReadAsync(store, header, "core")).Table);
    }

    [Fact]
    public async Task The_table_that_Plateau_wrote_beside_the_others_by_mistake_is_not_the_default()
    {
        await using var store = new MemoryStore();
        await PutHeader(store, """{"dataset_metadata_version": 4, "dataset_uuid": "u", "partitions": {"p": {"files": {"foo": "u/foo/p.parquet"}}, "q": {"files": {"table": "u/table/q.parquet"}}}}""");
        await PutSchema(store, "u/foo/_common_metadata");

        Assert.Equal("foo", (await TableSchema.ReadAsync(store, await DatasetHeader.ReadAsync(store, "u"))).Table);
    }

    [Theory]
    [InlineData("""{"index_columns": ["b"], "columns": []}""", "a", "b")]
    [InlineData("""{"index_columns": [{"kind": "range", "name": null, "start": 0, "stop": 3, "step": 1}], "columns": []}""", "a b", "")]
    [InlineData("""{"index_columns": ["gone"]}""", "a b", "gone")]
    [InlineData("""{"index_columns": 5}""", "a b", "")]
    [InlineData("not json", "a b", "")]
    public async Task Columns_of_a_pandas_index_are_hidden(string pandas, string visible, string hidden)
    {
        await using var store = new MemoryStore();
        await PutHeader(store, """{"dataset_metadata_version": 4, "dataset_uuid": "u", "partitions": {}}""");
        await PutSchema(store, "u/table/_common_metadata", pandas);

        var schema = await TableSchema.ReadAsync(store, await DatasetHeader.ReadAsync(store, "u"));

        Assert.Equal(visible, string.Join(' ', schema.Schema.Fields.Select(f => f.Name)));
        Assert.Equal(hidden, string.Join(' ', schema.HiddenColumns));
    }

    [Fact]
    public async Task A_schema_that_stays_broken_is_corrupt()
    {
        await using var store = new MemoryStore();
        await PutHeader(store, """{"dataset_metadata_version": 4, "dataset_uuid": "u", "partitions": {}}""");
        await store.PutAsync("u/table/_common_metadata", new byte[50]);

        var header = await DatasetHeader.ReadAsync(store, "u");
        var e = await Assert.ThrowsAsync<KartothekException>(async () => await TableSchema.ReadAsync(store, header, null, new HastyClock()));

        Assert.Equal(ErrorKind.Corrupt, e.Kind);
        Assert.Contains("u/table/_common_metadata", e.Message);
    }

    private static async Task PutHeader(IObjectStore store, string json) => await store.PutAsync("u.by-dataset-metadata.json", System.Text.Encoding.UTF8.GetBytes(json));

    private static async Task PutSchema(IObjectStore store, string key, string? pandas = null)
    {
        using var file = new MemoryStream();
        using (var writer = new ParquetFileWriter(
            file, [new Column<long?>("a"), new Column<string>("b")],
            keyValueMetadata: pandas is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["pandas"] = pandas }))
        {
            writer.Close();
        }
        await store.PutAsync(key, file.ToArray());
    }
}
