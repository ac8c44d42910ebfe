using Apache.Arrow;
using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

public sealed class BatchTests
{
    private sealed record Sale(string Country, int Year, double? Amount);

    private static readonly Scalar Year = Scalar.Column("year", ColumnType.Int64);

    private static Scalar Int(long value) => Scalar.Constant(value, ColumnType.Int64);

    private static async Task<Dataset> Open(IObjectStore? store = null)
    {
        var data = new TestDataset<Sale>("sales")
            .File(Enumerable.Range(0, 10).Select(i => new Sale("DE", 2020 + (i % 3), i)))
            .File(Enumerable.Range(0, 5).Select(i => new Sale("FR", 2021, null)))
            .File(Enumerable.Range(0, 4).Select(i => new Sale("DE", 2030, i)))
            .PartitionOn("country").IndexOn("year").Without(1, "amount");
        store ??= new MemoryStore();
        await data.WriteAsync(store);
        return await Dataset.OpenAsync(store, "sales");
    }

    [Fact]
    public async Task All_batches_have_the_schema_of_the_dataset()
    {
        var dataset = await Open();
        var lengths = new List<int>();

        await foreach (var batch in dataset.ReadBatchesAsync(options: new() { BatchRows = 4, MaxParallelism = 3 }))
        {
            using (batch)
            {
                Assert.Equal(["country", "amount", "year"], batch.Schema.FieldsList.Select(f => f.Name));
                Assert.IsType<StringArray>(batch.Column(0));
                Assert.IsType<DoubleArray>(batch.Column(1));
                lengths.Add(batch.Length);
            }
        }

        Assert.Equal([4, 4, 2, 4, 1, 4], lengths);
    }

    [Fact]
    public async Task Columns_come_in_the_order_asked_for()
    {
        var dataset = await Open();

        var rows = await BatchValues.RowsAsync(dataset.ReadBatchesAsync(["year", "country"], Scalar.Equal(Year, Int(2030))));

        Assert.Equal(4, rows.Count);
        Assert.All(rows, r => Assert.Equal((2030L, "DE"), (r[0], r[1])));
    }

    [Fact]
    public async Task No_columns_give_batches_with_rows_only()
    {
        var dataset = await Open();

        var rows = await BatchValues.RowsAsync(dataset.ReadBatchesAsync([], Scalar.Less(Year, Int(2022))));

        Assert.Equal(12, rows.Count);
    }

    [Fact]
    public async Task Nothing_is_read_before_the_first_batch_is_asked_for()
    {
        var store = new CountingStore(new MemoryStore());
        var dataset = await Open(store);
        var before = store.Counts;

        _ = dataset.ReadBatchesAsync();

        Assert.Equal(before, store.Counts);
    }

    [Fact]
    public async Task Wrong_requests_are_refused_by_the_call()
    {
        var dataset = await Open();

        Assert.Contains("Its nearest column is 'country'.", Assert.Throws<KartothekException>(() => dataset.ReadBatchesAsync(["contry"])).Message, StringComparison.Ordinal);
        Assert.Contains("'year' was asked for twice", Assert.Throws<KartothekException>(() => dataset.ReadBatchesAsync(["year", "year"])).Message, StringComparison.Ordinal);
        Assert.Contains("can't be a predicate", Assert.Throws<KartothekException>(() => dataset.ReadBatchesAsync(null, Year)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_come_ascending_with_only_their_rows()
    {
        var dataset = await Open();
        var groups = new List<string>();

        await foreach (var group in dataset.ReadGroupsAsync(["country", "year"], ["country", "year"]))
        {
            var rows = await BatchValues.RowsAsync(group.ReadBatchesAsync());
            Assert.All(rows, r => Assert.Equal(group.Values.Select(v => v.Value), r));
            groups.Add($"{group} {group.FileCount} {rows.Count}");
        }

        Assert.Equal(
            [
                "country = 'DE', year = 2020 1 4", "country = 'DE', year = 2021 1 3", "country = 'DE', year = 2022 1 3",
                "country = 'DE', year = 2030 1 4", "country = 'FR', year = 2021 1 5",
            ],
            groups);
    }

    [Fact]
    public async Task Groups_follow_the_predicate()
    {
        var dataset = await Open();
        var groups = new List<string>();

        await foreach (var group in dataset.ReadGroupsAsync(["year"], ["amount"], Scalar.And(Scalar.Less(Year, Int(2022)), Scalar.IsNotNull(Scalar.Column("amount", ColumnType.Double)))))
        {
            groups.Add($"{group}: {(await BatchValues.RowsAsync(group.ReadBatchesAsync())).Count}");
        }

        Assert.Equal(["year = 2020: 4", "year = 2021: 3"], groups);
    }

    [Fact]
    public async Task No_dispatch_columns_give_one_group()
    {
        var dataset = await Open();

        var group = Assert.Single(await dataset.ReadGroupsAsync([]).ToListAsync());

        Assert.Equal(19, (await BatchValues.RowsAsync(group.ReadBatchesAsync())).Count);
    }

    [Fact]
    public async Task Dispatch_columns_must_be_indexed()
    {
        var dataset = await Open();

        var error = Assert.Throws<KartothekException>(() => dataset.ReadGroupsAsync(["year", "amount"]));

        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Contains("can't be read in groups by 'year' and 'amount'", error.Message, StringComparison.Ordinal);
        Assert.Contains("it has these for 'country' and 'year'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Its nearest column is 'year'.", Assert.Throws<KartothekException>(() => dataset.ReadGroupsAsync(["yeer"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Over_a_slow_store_footers_are_read_ahead(int parallelism)
    {
        var rows = Enumerable.Range(0, 12).Select(i => new Sale("DE", i, i));
        var data = new TestDataset<Sale>("sales").Files(rows, 1);
        // Slow enough that reads overlap on a busy machine as well.
        var store = new SlowStore(await data.StoreAsync(), TimeSpan.FromMilliseconds(40));
        var dataset = await Dataset.OpenAsync(store, "sales");

        var read = await BatchValues.RowsAsync(dataset.ReadBatchesAsync(["year"], options: new() { MaxParallelism = parallelism }));

        Assert.Equal(Enumerable.Range(0, 12).Select(i => (long)i), read.Select(r => (long)r[0]!));
        Assert.InRange(store.MostReads, 4, 8 + parallelism);
        Assert.Equal(0, store.Reads);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Who_stops_early_leaves_no_read_behind(int parallelism)
    {
        var data = new TestDataset<Sale>("sales").Files(Enumerable.Range(0, 30).Select(i => new Sale("DE", i, i)), 1);
        var store = new SlowStore(await data.StoreAsync(), TimeSpan.FromMilliseconds(5));
        var dataset = await Dataset.OpenAsync(store, "sales");

        await foreach (var batch in dataset.ReadBatchesAsync(options: new() { MaxParallelism = parallelism }))
        {
            batch.Dispose();
            break;
        }

        Assert.Equal(0, store.Reads);
    }
}
