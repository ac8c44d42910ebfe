using CsCheck;
using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

/// <summary>Random rows, layouts and predicates: pruning changes no row, and tasks partition the rows.</summary>
public sealed class ScanPropertyTests
{
    private sealed record Row(int Id, int P, int? A, double? F, string? S, byte[]? B);

    private static readonly string[] Texts = ["", "a", "ä", "b\u0000", "\uE000", "\U0001F600", "zz"];
    private static readonly byte[][] Blobs = [[], [0], [1], [1, 0], [1, 0, 2], [1, 1], [2]];
    private static readonly double[] Floats = [-1, -0.0, 0.0, 1, double.NaN, double.PositiveInfinity];

    private static readonly Gen<Row> Rows =
        from p in Gen.Int[0, 2]
        from a in Gen.Int[-2, 3].Nullable(0.3)
        from f in Pick(Floats).Nullable(0.3)
        from s in Pick(Texts).Null(0.3)
        from b in Pick(Blobs).Null(0.3)
        select new Row(0, p, a, f, s, b);

    private static readonly Gen<Scalar> Comparisons = Gen.OneOf(
        Compare("p", ColumnType.Int64, Gen.Int[-1, 3].Select(i => (object)(long)i)),
        Compare("a", ColumnType.Int64, Gen.Int[-3, 4].Select(i => (object)(long)i)),
        Compare("f", ColumnType.Double, Pick(Floats).Select(d => (object)d)),
        Compare("s", ColumnType.String, Pick(Texts).Select(t => (object)t)),
        Compare("b", ColumnType.Binary, Pick(Blobs).Select(b => (object)b)));

    private static readonly Gen<Scalar> Predicates = Gen.Recursive<Scalar>((depth, inner) => depth > 2
        ? Comparisons
        : Gen.Frequency(
            (3, Comparisons),
            (2, inner.Array[2, 3].Select(terms => Scalar.And(terms))),
            (2, inner.Array[2, 3].Select(terms => Scalar.Or(terms))),
            (1, inner.Select(Scalar.Not))));

    private static Gen<T> Pick<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<Scalar> Compare(string name, ColumnType type, Gen<object> values)
    {
        var column = Scalar.Column(name, type);
        return Gen.Frequency(
            (6, Gen.Select(Gen.Enum<ComparisonOperator>(), values, (op, value) => Scalar.Compare(op, column, Scalar.Constant(value, type)))),
            (1, Gen.Const(Scalar.IsNull(column))),
            (2, values.Null(0.2).Array[0, 3].Select(list => Scalar.In(column, list))));
    }

    private static async Task<Dataset> Write(IReadOnlyList<Row> rows, int rowsPerFile, int rowGroup, bool trusts)
    {
        var numbered = rows.Select((r, i) => r with { Id = i }).ToList();
        var data = new TestDataset<Row>().PartitionOn("p").IndexOn("a", "f", "s", "b").RowGroups(rowGroup);
        foreach (var partition in numbered.GroupBy(r => r.P))
        {
            data.Files(partition, rowsPerFile);
        }
        return await Dataset.OpenAsync(await data.StoreAsync(), data.Uuid, new() { TrustsIndices = trusts });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Pruning_changes_no_row(bool trusts) =>
        Gen.Select(Rows.List[1, 40], Gen.Int[1, 10], Gen.Int[1, 5], Predicates.Array[1, 12]).Sample(
            (rows, rowsPerFile, rowGroup, predicates) =>
            {
                var dataset = Write(rows, rowsPerFile, rowGroup, trusts).GetAwaiter().GetResult();
                foreach (var predicate in predicates)
                {
                    var request = new ScanRequest(dataset, new Schema([dataset.Schema["id"]]), predicate);
                    var unpruned = Ids(request with { Layers = PruningLayers.None });
                    if (!unpruned.SequenceEqual(Ids(request)) || !unpruned.SequenceEqual(Ids(request with { Layers = PruningLayers.All & ~PruningLayers.Statistics })))
                    {
                        throw new InvalidOperationException($"{predicate}: {string.Join(", ", Ids(request))} instead of {string.Join(", ", unpruned)}");
                    }
                }
            },
            iter: 60,
            threads: 1);

    [Fact]
    public void Tasks_of_a_scan_partition_its_rows() =>
        Gen.Select(Rows.List[1, 60], Gen.Int[1, 20], Gen.Int[1, 6], Comparisons).Sample(
            (rows, rowsPerFile, rowGroup, predicate) =>
            {
                var dataset = Write(rows, rowsPerFile, rowGroup, false).GetAwaiter().GetResult();
                var request = new ScanRequest(dataset, new Schema([dataset.Schema["id"]]), predicate);
                var plan = ScanPlanner.PlanRowGroupsAsync(request).AsTask().GetAwaiter().GetResult();
                var tasks = plan.Files.SelectMany(f => TaskCutter.Cut(f, request)).ToList();

                var groups = tasks.SelectMany(t => t.RowGroups.Select(g => (t.FileKey, g))).ToList();
                var ids = tasks.SelectMany(t => RowsOf(new LocalTaskRunner(dataset), ScanTask.FromJson(t.ToJson()))).ToList();

                return groups.SequenceEqual(plan.Files.SelectMany(f => f.RowGroups.Select(g => (f.Partition.Key, g.Number)))) && ids.SequenceEqual(Ids(request));
            },
            iter: 60,
            threads: 1);

    /// <summary>Row groups of 12 rows in pages of 1 to 3, in tasks of as few rows, and pieces of a few bytes.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Tasks_of_a_large_row_group_partition_its_rows(bool hasPageIndex)
    {
        var split = 0;
        Gen.Select(Rows.List[1, 60], Gen.Int[1, 3], Gen.Int[1, 4], Predicates.Array[1, 8]).Sample(
            (rows, page, rowsPerTask, predicates) =>
            {
                var numbered = rows.Select((r, i) => r with { Id = i, P = 0 }).ToList();
                var data = new TestDataset<Row>().RowGroups(12).Pages(page, hasIndex: hasPageIndex).Files(numbered, 30).InPieces(64).ShareOut(rowsPerTask);
                var dataset = data.OpenAsync().GetAwaiter().GetResult();
                var store = new MemoryStore();
                data.WriteAsync(store).GetAwaiter().GetResult();
                var whole = Dataset.OpenAsync(store, data.Uuid).AsTask().GetAwaiter().GetResult();
                foreach (var predicate in predicates)
                {
                    var request = new ScanRequest(dataset, new Schema([dataset.Schema["id"], dataset.Schema["s"]]), predicate);
                    var figures = new RunFigures();
                    var plan = ScanPlanner.PlanRowGroupsAsync(request).AsTask().GetAwaiter().GetResult();
                    var tasks = plan.Files.SelectMany(f => TaskSplitting.SplitAsync(TaskCutter.Cut(f, request), request, 9, figures, default).AsTask().GetAwaiter().GetResult()).ToList();
                    CheckSplit(tasks, plan, rowsPerTask);
                    split += tasks.Count(t => t.Rows is { First: > 0 });
                    var expected = Ids(new ScanRequest(whole, request.Columns, predicate) { Layers = PruningLayers.None });
                    Assert.Equal(expected, tasks.SelectMany(t => RowsOf(new LocalTaskRunner(dataset), t)));
                    Assert.Equal(expected, tasks.SelectMany(t => RowsOf(new LocalTaskRunner(dataset), ScanTask.FromJson(t.ToJson()))));
                    Assert.Equal(expected, Ids(request, new() { MaxParallelism = 3, Figures = figures }));
                    Assert.Equal(plan.RowGroupsToRead, figures.RowGroups + figures.Skipped.Total);
                }
            },
            iter: 60,
            threads: 1);
        Assert.InRange(split, 100, int.MaxValue);
    }

    /// <summary>Where rows of a row group are shared out, the ranges begin with its first row, and don't overlap; where no page was ruled out, they have no gap either.</summary>
    private static void CheckSplit(List<ScanTask> tasks, ScanPlan plan, int rowsPerTask)
    {
        foreach (var file in plan.Files)
        {
            foreach (var group in file.RowGroups)
            {
                var ranges = tasks.Where(t => t.FileKey == file.Partition.Key && t.RowGroups.Contains(group.Number) && t.Rows is not null).Select(t => t.Rows!.Value).ToList();
                if (ranges.Count == 0)
                {
                    continue;
                }
                Assert.Equal(0, ranges[0].First);
                Assert.InRange(ranges[^1].End, 1, group.RowCount);
                for (var i = 1; i < ranges.Count; i++)
                {
                    Assert.InRange(ranges[i].First, ranges[i - 1].End, group.RowCount - 1);
                }
                Assert.InRange(ranges.Count, 1, (int)Math.Round(group.RowCount / (double)rowsPerTask, MidpointRounding.AwayFromZero));
            }
        }
    }

    private static List<long> Ids(ScanRequest request, ScanOptions options) =>
        [.. ScanRunner.Run(ScanPlanner.PlanFilesAsync(request).AsTask().GetAwaiter().GetResult(), task => new RowSink(task), options).SelectMany(c => c).Select(r => (long)r[0]!)];

    private static List<long> Ids(ScanRequest request) =>
        [.. GoldenScans.RowsAsync(ScanPlanner.PlanFilesAsync(request).AsTask().GetAwaiter().GetResult()).GetAwaiter().GetResult().Select(r => (long)r[0]!)];

    private static IEnumerable<long> RowsOf(LocalTaskRunner runner, ScanTask task)
    {
        using var reader = runner.StartAsync(task).AsTask().GetAwaiter().GetResult();
        while (reader.NextAsync().AsTask().GetAwaiter().GetResult() is { } block)
        {
            for (var row = 0; row < block.Length; row++)
            {
                yield return (long)VectorValues.At(block.Columns[0], row)!;
            }
        }
    }
}
