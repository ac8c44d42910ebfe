using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

public sealed class ScanAggregatesTests
{
    private sealed record Row(int Id, double? F);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Partial_results_are_merged_in_the_order_of_tasks(int parallelism)
    {
        var random = new Random(5);
        var rows = Enumerable.Range(0, 5_000).Select(i => new Row(i, i % 11 == 0 ? null : random.NextDouble() * Math.Pow(10, random.Next(9)))).ToList();
        var data = new TestDataset<Row>().Files(rows, 700).RowGroups(100);
        var dataset = await Dataset.OpenAsync(await data.StoreAsync(), data.Uuid);
        var (id, f) = (Scalar.Column("id", ColumnType.Int64), Scalar.Column("f", ColumnType.Double));
        var plan = await ScanPlanner.PlanFilesAsync(new(dataset, dataset.Schema, Scalar.GreaterOrEqual(id, Scalar.Constant(1_000L, ColumnType.Int64))));

        var results = await ScanAggregates.RunAsync(
            plan,
            [new(AggregateKind.Count), new(AggregateKind.CountValues, f), new(AggregateKind.Sum, f), new(AggregateKind.Sum, id), new(AggregateKind.Min, id), new(AggregateKind.Max, f)],
            new() { MaxParallelism = parallelism });

        var kept = rows.Where(r => r.Id >= 1_000).ToList();
        Assert.Equal((4_000, kept.Count(r => r.F is not null)), (results[0].Count, results[1].Count));
        Assert.Equal(kept.Sum(r => r.F)!.Value, (double)results[2].Value!, kept.Sum(r => r.F)!.Value * 1e-12);
        Assert.Equal((Int128)kept.Sum(r => r.Id), results[3].Value);
        Assert.Equal((1_000L, kept.Max(r => r.F)), (results[4].Value, results[5].Value));
    }

    [Fact]
    public async Task Of_no_rows_a_count_is_zero_and_a_sum_nothing()
    {
        var data = new TestDataset<Row>().File(new Row(1, 2));
        var dataset = await Dataset.OpenAsync(await data.StoreAsync(), data.Uuid);
        var plan = await ScanPlanner.PlanFilesAsync(new(dataset, dataset.Schema, Scalar.False));

        var results = await ScanAggregates.RunAsync(plan, [new(AggregateKind.Count), new(AggregateKind.Sum, Scalar.Column("f", ColumnType.Double))]);

        Assert.Equal([new AggregatePartial(0, null), new AggregatePartial(0, null)], results.AsEnumerable());
    }
}
