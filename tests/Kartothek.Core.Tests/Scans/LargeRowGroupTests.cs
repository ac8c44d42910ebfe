using System.Collections.Immutable;
using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

/// <summary>Row groups that several tasks share.</summary>
public sealed class LargeRowGroupTests
{
    private const int Count = 3_000;

    private sealed record Row(long Id, double Value, string? Name);

    private static IEnumerable<Row> Rows => Enumerable.Range(0, Count).Select(i => new Row(i, Math.Sqrt(i) / 7, i % 5 == 0 ? null : $"name {i % 40}"));

    private static TestDataset<Row> Data(bool hasPageIndex) => new TestDataset<Row>().Pages(50, hasIndex: hasPageIndex).File(Rows);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sums_dont_depend_on_the_parallelism(bool hasPageIndex)
    {
        var dataset = await Data(hasPageIndex).ShareOut(200).OpenAsync();
        ImmutableArray<AggregateCall> calls = [new(AggregateKind.Sum, Scalar.Column("value", ColumnType.Double)), new(AggregateKind.Count, null)];
        var plan = await ScanPlanner.PlanFilesAsync(new ScanRequest(dataset, new Schema([dataset.Schema["value"]])));
        var sums = new HashSet<long>();
        foreach (var parallelism in new[] { 1, 2, 3, 8 })
        {
            var figures = new RunFigures();
            var results = await ScanAggregates.RunAsync(plan, calls, new() { MaxParallelism = parallelism, Figures = figures });
            sums.Add(BitConverter.DoubleToInt64Bits((double)results[0].Value!));
            Assert.Equal(Count, results[1].Count);
            Assert.Equal((1, 1, Count), (figures.Files, figures.RowGroups, figures.RowsScanned));
        }
        Assert.Single(sums);
    }

    [Fact]
    public async Task Rows_keep_their_numbers()
    {
        var dataset = await Data(hasPageIndex: true).ShareOut(200).OpenAsync();
        var request = new ScanRequest(dataset, new Schema([dataset.Schema["id"]]));
        var plan = await ScanPlanner.PlanRowGroupsAsync(request);
        var tasks = await TaskSplitting.SplitAsync(TaskCutter.Cut(plan.Files[0], request), request, 200, null, default);
        Assert.InRange(tasks.Length, 10, 20);
        var next = 0L;
        foreach (var task in tasks)
        {
            using var reader = await new LocalTaskRunner(dataset).StartAsync(task);
            while (await reader.NextAsync() is { } block)
            {
                for (var row = 0; row < block.Length; row++, next++)
                {
                    Assert.Equal(next, block.RowNumber(row));
                    Assert.Equal(next, VectorValues.At(block.Columns[0], row));
                }
            }
        }
        Assert.Equal(Count, next);
    }

    [Fact]
    public async Task Who_wants_the_first_rows_walks_over_no_pages()
    {
        var dataset = await Data(hasPageIndex: false).ShareOut(200).OpenAsync();
        var plan = await ScanPlanner.PlanRowGroupsAsync(new ScanRequest(dataset, dataset.Schema) { LimitHint = 1 });
        var figures = new RunFigures();
        Assert.NotEmpty(await ScanRunner.RunAsync(plan, task => new RowSink(task), new() { Figures = figures }).FirstAsync());
        Assert.InRange(figures.Requests, 0, 2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_requests_cost_something_pages_are_found_by_an_index_only(bool hasPageIndex)
    {
        var data = Data(hasPageIndex).InPieces(1 << 20);
        var dataset = await data.ShareOut(200).OpenAsync();
        var request = new ScanRequest(dataset, dataset.Schema);
        var plan = await ScanPlanner.PlanRowGroupsAsync(request);
        var figures = new RunFigures();
        var tasks = await TaskSplitting.SplitAsync(TaskCutter.Cut(plan.Files[0], request), request, 200, figures, default);
        // The row group is far smaller than a piece.
        Assert.Single(tasks);
        Assert.InRange(figures.Requests, 0, hasPageIndex ? 1 : 0);
    }
}
