using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

/// <summary>A dataset reads of its indices what its queries need.</summary>
public sealed class IndexOnDemandTests
{
    private const string IndexKey = "lines/indices/number/2026-01-01T00%3A00%3A00.by-dataset-index.parquet";

    private sealed record Line(long Number, string Text);

    private static async Task<MemoryStore> Store(int rowGroup = 25_000)
    {
        var store = await new TestDataset<Line>("lines")
            .File(new Line(0, "a")).File(new Line(50_000 * 7919L, "b")).File(new Line(100_000 * 7919L, "c"))
            .IndexOn("number").StoreAsync();
        // An index of more values than the files have, so that it isn't read at once.
        var values = Enumerable.Range(0, 150_000).Select(i => (long?)(i * 7919L)).ToArray();
        var dataset = await Dataset.OpenAsync(store, "lines");
        string[][] labels = [.. values.Select((_, i) => new[] { dataset.Partitions[i / 50_000].Label })];
        await store.PutAsync(IndexKey, RandomIndex.Write(values, labels, rowGroup, hasStatistics: true, hasDictionary: true, column: "number"));
        return store;
    }

    private static ScanRequest Request(Dataset dataset, Func<Scalar, Scalar> condition) => new(dataset, dataset.Schema, condition(Scalar.Column("number", ColumnType.Int64)));

    private static async Task<IEnumerable<int>> FilesOf(Dataset dataset, Func<Scalar, Scalar> condition) =>
        (await ScanPlanner.PlanFilesAsync(Request(dataset, condition))).Files.Select(f => f.Partition.Ordinal);

    private static Scalar Row(int row) => Scalar.Constant(row * 7919L, ColumnType.Int64);

    [Fact]
    public async Task A_plan_without_requests_uses_what_was_read_before_and_names_the_index_for_the_rest()
    {
        var dataset = await Dataset.OpenAsync(await Store(), "lines");
        var first = Request(dataset, c => Scalar.Equal(c, Row(75_000)));
        Assert.Equal("number", Assert.Single(ScanPlanner.PlanKeys(first).IndicesPending));

        Assert.Equal([1], await FilesOf(dataset, c => Scalar.Equal(c, Row(75_000))));

        var known = ScanPlanner.PlanKeys(first);
        Assert.Equal((1, "number", 0), (Assert.Single(known.Files).Partition.Ordinal, Assert.Single(known.IndicesUsed), known.IndicesPending.Length));
        var other = ScanPlanner.PlanKeys(Request(dataset, c => Scalar.Equal(c, Row(135_000))));
        Assert.Equal((3, 0, "number"), (other.Files.Length, other.IndicesUsed.Length, Assert.Single(other.IndicesPending)));
    }

    [Fact]
    public async Task Both_ends_of_a_range_read_what_lies_between_them()
    {
        await using var store = new CountingStore(await Store());
        var dataset = await Dataset.OpenAsync(store, "lines", new() { TrustsIndices = true });
        var before = store.Counts;

        Assert.Equal([2], await FilesOf(dataset, c => Scalar.And(Scalar.GreaterOrEqual(c, Row(111_000)), Scalar.LessOrEqual(c, Row(112_000)))));

        Assert.InRange((store.Counts - before).BytesRead, 64 << 10, 330_000);
        Assert.Equal([0, 1, 2], await FilesOf(dataset, c => Scalar.NotEqual(c, Row(3))));
        Assert.Equal([1], await FilesOf(dataset, c => Scalar.Equal(c, Row(75_000))));
    }

    [Fact]
    public async Task An_index_that_Python_rewrites_between_two_queries_is_opened_again()
    {
        var store = await Store();
        var dataset = await Dataset.OpenAsync(store, "lines");
        Assert.Equal([0], await FilesOf(dataset, c => Scalar.Equal(c, Row(5))));
        var other = await Store(rowGroup: 20_000);
        await store.PutAsync(IndexKey, (await other.ReadTailAsync(IndexKey, int.MaxValue)).Bytes);

        Assert.Equal([1], await FilesOf(dataset, c => Scalar.Equal(c, Row(75_000))));
        Assert.Equal([0], await FilesOf(dataset, c => Scalar.Equal(c, Row(5))));
    }

    [Fact]
    public async Task An_index_that_goes_away_between_two_queries_is_done_without()
    {
        var store = await Store();
        var log = new ListLogger();
        var dataset = await Dataset.OpenAsync(store, "lines", new() { Logger = log });
        Assert.Equal([0], await FilesOf(dataset, c => Scalar.Equal(c, Row(5))));
        await store.DeleteAsync(IndexKey);

        Assert.Equal([0, 1, 2], await FilesOf(dataset, c => Scalar.Equal(c, Row(75_000))));

        Assert.Contains("index on column 'number'", Assert.Single(log.Messages), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_queries_at_once_read_each_part_once()
    {
        await using var store = new CountingStore(await Store());
        var dataset = await Dataset.OpenAsync(store, "lines");
        var before = store.Counts;

        var plans = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => FilesOf(dataset, c => Scalar.Equal(c, Row(i * 3_700))))));

        Assert.All(plans, (files, i) => Assert.Equal([i * 3_700 / 50_000], files));
        var size = (await store.ReadTailAsync(IndexKey, 0)).Size;
        Assert.InRange((store.Counts - before).BytesRead, 64 << 10, size + (64 << 10));
    }
}
