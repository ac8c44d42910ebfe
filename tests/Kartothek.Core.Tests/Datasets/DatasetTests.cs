using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

public sealed class DatasetTests
{
    private sealed record Sale(string Country, int Year, double? Amount);

    private static TestDataset<Sale> Sales(string uuid = "sales") => new TestDataset<Sale>(uuid)
        .File(new Sale("DE", 2024, 1), new Sale("DE", 2024, null))
        .File(new Sale("FR", 2025, 3))
        .PartitionOn("country")
        .IndexOn("year");

    private static ScanRequest Year2025(Dataset dataset) =>
        new(dataset, dataset.Schema, Scalar.Equal(Scalar.Column("year", ColumnType.Int64), Scalar.Constant(2025L, ColumnType.Int64)));

    [Fact]
    public async Task A_snapshot_shows_what_the_header_says()
    {
        var dataset = await Dataset.OpenAsync(await Sales().StoreAsync(), "sales");

        Assert.Equal(("sales", "table"), (dataset.Uuid, dataset.Table));
        Assert.Equal("table", Assert.Single(dataset.Tables));
        Assert.Equal("country", Assert.Single(dataset.PartitionColumns));
        Assert.Equal("year", Assert.Single(dataset.IndexColumns));
        Assert.Equal("country: string, amount: double, year: int64", dataset.Schema.ToString());
        Assert.Equal("2026-01-01T00:00:00.000001", dataset.Metadata.GetProperty("creation_time").GetString());
        Assert.Equal(["DE", "FR"], dataset.Partitions.Select(p => p.Values.Single().Value));
        Assert.Equal([0, 1], dataset.Partitions.Select(p => p.Ordinal));
        Assert.All(dataset.Partitions, p => Assert.Equal($"sales/table/{p.Label}.parquet", p.Key));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    public async Task Opening_costs_two_requests_whatever_the_number_of_partitions(int files)
    {
        var data = new TestDataset<Sale>("sales").Files(Enumerable.Range(0, files).Select(i => new Sale("DE", i, i)), 1);
        var store = new CountingStore(await data.StoreAsync());

        var dataset = await Dataset.OpenAsync(store, "sales");

        Assert.Equal(files, dataset.Partitions.Length);
        Assert.Equal(2, store.Counts.Tails + store.Counts.Ranges + store.Counts.Lists);
        Assert.Equal(2, dataset.OpeningRequests);
    }

    [Fact]
    public async Task A_dataset_that_does_not_exist_names_the_nearest()
    {
        var store = await Sales().StoreAsync();
        await Sales("sales2").WriteAsync(store);
        await Sales("weather").WriteAsync(store);

        var error = await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.OpenAsync(store, "sale"));

        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.Contains("has no dataset 'sale'. Its nearest datasets are 'sales' and 'sales2'.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dataset_in_an_empty_store_says_that_it_is_empty()
    {
        var error = await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.OpenAsync(new MemoryStore(), "sales"));

        Assert.Contains("It has no datasets at all", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_does_not_exist_names_those_there_are()
    {
        var store = await Sales().StoreAsync();

        var error = await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.OpenAsync(store, "sales", new() { Table = "helper" }));

        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.Contains("Its only table is 'table'.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_tables_one_is_chosen_by_an_option_that_the_message_names()
    {
        var store = await Sales().StoreAsync();
        await store.PutAsync("two.by-dataset-metadata.json", System.Text.Encoding.UTF8.GetBytes(
            "{\"dataset_metadata_version\": 4, \"dataset_uuid\": \"two\", \"partitions\": {\"a\": {\"files\": {\"core\": \"two/core/a.parquet\", \"more\": \"two/more/a.parquet\"}}}, \"partition_keys\": []}"));

        var error = await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.OpenAsync(store, "two"));

        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.EndsWith("Say which one to open: 'new DatasetOptions { Table = \"core\" }', or 'Set<T>(\"two\", \"core\")' in a context.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void A_parallelism_that_is_not_positive_is_refused(int tasks)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DatasetOptions { MaxParallelism = tasks });
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchOptions { MaxParallelism = tasks });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScanOptions { MaxParallelism = tasks });
    }

    [Fact]
    public async Task A_partition_column_without_type_is_an_error()
    {
        var store = await Sales().StoreAsync();
        var other = new TestDataset<Other>("sales").File(new Other(1)).Objects();
        await store.PutAsync("sales/table/_common_metadata", other["sales/table/_common_metadata"]);

        var error = await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.OpenAsync(store, "sales"));

        Assert.Equal(ErrorKind.Corrupt, error.Kind);
        Assert.Contains("lacks the partition column 'country'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_index_is_loaded_once_and_a_footer_read_once()
    {
        var store = new CountingStore(await Sales().StoreAsync());
        var dataset = await Dataset.OpenAsync(store, "sales");
        var before = store.Counts.Tails;

        await ScanPlanner.PlanFilesAsync(Year2025(dataset));
        Assert.Equal(1, store.Counts.Tails - before);
        await ScanPlanner.PlanRowGroupsAsync(Year2025(dataset));
        Assert.Equal(2, store.Counts.Tails - before);
        await ScanPlanner.PlanRowGroupsAsync(Year2025(dataset));
        Assert.Equal(2, store.Counts.Tails - before);
    }

    [Fact]
    public async Task An_index_that_is_missing_is_done_without()
    {
        var store = await Sales().StoreAsync();
        await store.DeleteAsync("sales/indices/year/2026-01-01T00%3A00%3A00.by-dataset-index.parquet");
        var log = new ListLogger();
        var dataset = await Dataset.OpenAsync(store, "sales", new() { Logger = log });

        var plan = await ScanPlanner.PlanFilesAsync(Year2025(dataset));

        Assert.Equal(2, plan.Files.Length);
        Assert.Empty(plan.IndicesUsed);
        Assert.Empty(plan.IndicesPending);
        Assert.Contains("index on column 'year'", Assert.Single(log.Messages), StringComparison.Ordinal);
    }

    private sealed record Other(int Nothing);
}
