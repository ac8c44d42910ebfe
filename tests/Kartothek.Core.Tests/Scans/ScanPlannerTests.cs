using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

public sealed class ScanPlannerTests
{
    private sealed record Sale(string Country, int? Year, double? Amount, string? Note);

    private static readonly Scalar Country = Scalar.Column("country", ColumnType.String);
    private static readonly Scalar Year = Scalar.Column("year", ColumnType.Int64);
    private static readonly Scalar Amount = Scalar.Column("amount", ColumnType.Double);
    private static readonly Scalar Note = Scalar.Column("note", ColumnType.String);

    private static async Task<Dataset> Open(DatasetOptions? options = null)
    {
        var data = new TestDataset<Sale>("sales")
            .File(new Sale("DE", 2024, 1, "a"), new Sale("DE", 2025, 2, null), new Sale("DE", 2025, 30, null), new Sale("DE", 2025, 40, null))
            .File(new Sale("DE", 2021, 5, null), new Sale("DE", 2029, 6, null))
            .File(new Sale("FR", 2025, double.NaN, "b"))
            .File(new Sale("IT", null, null, null), new Sale("IT", null, 7, null))
            .PartitionOn("country").IndexOn("year").RowGroups(2).Without(1, "note");
        return await Dataset.OpenAsync(await data.StoreAsync(), "sales", options);
    }

    private static Scalar Text(string value) => Scalar.Constant(value, ColumnType.String);

    private static Scalar Int(long value) => Scalar.Constant(value, ColumnType.Int64);

    private static Scalar Float(double value) => Scalar.Constant(value, ColumnType.Double);

    private static string Describe(ScanPlan plan) => string.Join('\n',
    [
        .. plan.FileSteps.Select(s => $"files {s.After} of {s.Before}: {s.Conjunct} [{s.Layer}]"),
        .. plan.RowGroupSteps.Select(s => $"row groups {s.After} of {s.Before}: {s.Conjunct} [{s.Layer}]"),
        .. plan.RowFilters().Select(f => $"row filter on {f.Count}: {f.Conjunct}"),
    ]);

    private static IEnumerable<int> Kept(ScanPlan plan) => plan.Files.Where(f => f.IsKept).Select(f => f.Partition.Ordinal);

    [Fact]
    public async Task Keys_are_exact_and_leave_nothing_to_check()
    {
        var dataset = await Open();

        var plan = await ScanPlanner.PlanFilesAsync(new(dataset, dataset.Schema, Scalar.Equal(Country, Text("DE"))));

        Assert.Equal("files 2 of 4: country = 'DE' [PartitionKeys]", Describe(plan));
        Assert.Equal([0, 1], Kept(plan));
        Assert.All(plan.Files, f => Assert.Empty(f.Residual));
        Assert.Equal([2, 3], plan.SkippedFiles.Select(f => f.Partition.Ordinal));
        Assert.All(plan.SkippedFiles, f => Assert.Equal((PruningLayers.PartitionKeys, Verdict.None), (f.Evidence.Layer, f.Evidence.Verdict)));
    }

    [Fact]
    public async Task Layers_are_asked_one_after_the_other()
    {
        var dataset = await Open();
        var predicate = Scalar.And(Scalar.Equal(Country, Text("DE")), Scalar.Equal(Year, Int(2025)), Scalar.Greater(Amount, Float(10)));

        var plan = await ScanPlanner.PlanRowGroupsAsync(new ScanRequest(dataset, dataset.Schema, predicate));

        Assert.Equal(
            """
            files 2 of 4: country = 'DE' [PartitionKeys]
            files 1 of 2: year = 2025 [SecondaryIndices]
            row groups 1 of 2: amount > 10 [Statistics]
            row filter on 1: amount > 10
            """,
            Describe(plan));
        Assert.Equal("year", Assert.Single(plan.IndicesUsed));
    }

    [Fact]
    public async Task Conditions_on_one_indexed_column_are_judged_together()
    {
        var dataset = await Open();
        // File 1 has values on both sides, and none between.
        var predicate = Scalar.And(Scalar.Greater(Year, Int(2021)), Scalar.Less(Year, Int(2029)));

        var plan = await ScanPlanner.PlanFilesAsync(new(dataset, dataset.Schema, predicate));

        Assert.Equal("files 3 of 4: year > 2021 and year < 2029 [SecondaryIndices]", string.Join('\n', Describe(plan).Split('\n')[0]));
        Assert.Equal([0, 2, 3], Kept(plan));
    }

    [Fact]
    public async Task A_file_that_an_index_does_not_list_is_decided_by_its_footer()
    {
        var dataset = await Open();
        var request = new ScanRequest(dataset, dataset.Schema, Scalar.Equal(Year, Int(2021)));

        var files = await ScanPlanner.PlanFilesAsync(request);
        var groups = await ScanPlanner.PlanRowGroupsAsync(request);

        // File 3 has only nulls there; a file that a writer forgot to index would look the same.
        Assert.Equal([1, 3], Kept(files));
        Assert.Equal([1], Kept(groups));
        Assert.Equal(PruningLayers.Statistics, Assert.Single(groups.Files[1].SkippedRowGroups).Evidence.Layer);
    }

    [Fact]
    public async Task A_file_that_an_index_does_not_list_is_skipped_where_indices_are_trusted()
    {
        var dataset = await Open(new() { TrustsIndices = true });

        var plan = await ScanPlanner.PlanFilesAsync(new(dataset, dataset.Schema, Scalar.Equal(Year, Int(2021))));

        Assert.Equal([1], Kept(plan));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Files_with_nulls_are_kept_where_null_satisfies(bool trusts)
    {
        var dataset = await Open(new() { TrustsIndices = trusts });

        foreach (var predicate in new[] { Scalar.NotEqual(Year, Int(2025)), Scalar.IsNull(Year), Scalar.Not(Scalar.Less(Year, Int(3000))), Scalar.In(Year, [null, 1L]) })
        {
            var plan = await ScanPlanner.PlanFilesAsync(new(dataset, dataset.Schema, predicate));

            // An index doesn't say that a file has no nulls beside its values.
            Assert.Equal([0, 1, 2, 3], Kept(plan));
        }
    }

    [Fact]
    public async Task An_or_keeps_a_file_that_one_branch_may_need()
    {
        var dataset = await Open();
        var predicate = Scalar.Or(Scalar.Equal(Year, Int(2024)), Scalar.Equal(Amount, Float(7)), Scalar.Equal(Country, Text("FR")));

        var plan = await ScanPlanner.PlanRowGroupsAsync(new ScanRequest(dataset, dataset.Schema, predicate));

        Assert.Equal([0, 2, 3], Kept(plan));
        // What is decided for a file isn't checked in its rows.
        Assert.Equal(["year = 2024 or amount = 7"], plan.Files[0].Residual.Select(r => r.ToString()));
        Assert.Empty(plan.Files.Single(f => f.Partition.Ordinal == 2).Residual);
    }

    [Fact]
    public async Task A_column_that_a_file_lacks_is_null_there()
    {
        var dataset = await Open();

        var plan = await ScanPlanner.PlanRowGroupsAsync(new ScanRequest(dataset, dataset.Schema, Scalar.Equal(Note, Text("a"))));

        var lacking = plan.Files.Single(f => f.Partition.Ordinal == 1);
        Assert.Equal(PruningLayers.Schema, Assert.Single(lacking.SkippedRowGroups).Evidence.Layer);
        Assert.Equal([0], Kept(plan));
    }

    [Fact]
    public async Task Layers_can_be_left_out()
    {
        var dataset = await Open();
        var predicate = Scalar.And(Scalar.Equal(Country, Text("DE")), Scalar.Equal(Year, Int(2025)), Scalar.Greater(Amount, Float(10)));

        var plan = await ScanPlanner.PlanRowGroupsAsync(new ScanRequest(dataset, dataset.Schema, predicate) { Layers = PruningLayers.None });

        Assert.Equal([0, 1, 2, 3], Kept(plan));
        Assert.Equal(plan.RowGroupCount, plan.RowGroupsToRead);
        Assert.Equal(3, plan.RowFilters().Count());
    }

    [Fact]
    public async Task Without_requests_a_plan_names_the_indices_that_it_would_use()
    {
        var store = new CountingStore((await Open()).Store);
        var dataset = await Dataset.OpenAsync(store, "sales");
        var before = store.Counts;

        var plan = ScanPlanner.PlanKeys(new(dataset, dataset.Schema, Scalar.And(Scalar.Equal(Country, Text("DE")), Scalar.Equal(Year, Int(2025)))));

        Assert.Equal(before, store.Counts);
        Assert.Equal("year", Assert.Single(plan.IndicesPending));
        Assert.Equal([0, 1], Kept(plan));
    }

    [Fact]
    public async Task An_index_is_not_loaded_when_keys_leave_no_file()
    {
        var store = new CountingStore((await Open()).Store);
        var dataset = await Dataset.OpenAsync(store, "sales");
        var before = store.Counts;

        var plan = await ScanPlanner.PlanFilesAsync(new(dataset, dataset.Schema, Scalar.And(Scalar.Equal(Country, Text("XX")), Scalar.Equal(Year, Int(2025)))));

        Assert.Equal(before, store.Counts);
        Assert.Empty(plan.Files);
    }

    [Fact]
    public async Task A_condition_that_can_throw_skips_nothing_and_is_guarded_by_those_before_it()
    {
        var dataset = await Open();
        var quotient = new ArithmeticScalar(ArithmeticOperator.Divide, Int(10), new ArithmeticScalar(ArithmeticOperator.Subtract, Year, Int(2025)));
        var predicate = Scalar.And(Scalar.NotEqual(Year, Int(2025)), Scalar.IsNotNull(Year), Scalar.Less(quotient, Int(0)));

        var plan = await ScanPlanner.PlanFilesAsync(new(dataset, dataset.Schema, predicate));
        var rows = await GoldenScans.RowsAsync(plan);

        Assert.Equal([2024L, 2021L], rows.Select(r => r[3]));
    }

    [Theory]
    [InlineData("contry", "Its nearest column is 'country'.")]
    [InlineData("xyzzy_plugh", "Its columns are 'country', 'amount', 'note' and 'year'.")]
    public async Task An_unknown_column_names_the_nearest(string column, string remedy)
    {
        var dataset = await Open();

        var error = await Assert.ThrowsAsync<KartothekException>(async () =>
            await ScanPlanner.PlanFilesAsync(new(dataset, dataset.Schema, Scalar.IsNull(Scalar.Column(column, ColumnType.String)))));

        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.Equal($"Dataset 'sales' has no column '{column}'. {remedy}", error.Message);
    }

    [Fact]
    public async Task A_column_of_another_kind_is_refused_before_data_is_read()
    {
        var dataset = await Open();

        var error = await Assert.ThrowsAsync<KartothekException>(async () =>
            await ScanPlanner.PlanFilesAsync(new(dataset, new Schema([new Field("year", ColumnType.String)]))));

        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Contains("Column 'year' of dataset 'sales' is int64, and was asked for as string.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_and_indices_are_used_for_columns_asked_for_with_another_width()
    {
        var data = new TestDataset<Point>().Files(Enumerable.Range(0, 6).Select(i => new Point(i / 2, i)), 1).PartitionOn("x").IndexOn("y");
        var dataset = await Dataset.OpenAsync(await data.StoreAsync(), data.Uuid);
        var (x, y) = (Scalar.Column("x", ColumnType.Int32), Scalar.Column("y", ColumnType.Int16));
        var predicate = Scalar.And(Scalar.GreaterOrEqual(x, Scalar.Constant(1, ColumnType.Int32)), Scalar.Less(y, Scalar.Constant(4, ColumnType.Int16)));
        var columns = new Schema([new Field("x", ColumnType.UInt8), new Field("y", ColumnType.Int32)]);

        var plan = await ScanPlanner.PlanFilesAsync(new(dataset, columns, predicate));

        Assert.Equal([2, 3], Kept(plan));
        Assert.Equal([(1, 2), (1, 3)], (await GoldenScans.RowsAsync(plan)).Select(r => ((int)r[0]!, (int)r[1]!)));
    }

    private sealed record Point(int X, int Y);

    [Fact]
    public async Task Bytes_to_read_are_those_of_the_columns_wanted_and_filtered_on()
    {
        var dataset = await Open();
        var all = await ScanPlanner.PlanRowGroupsAsync(new ScanRequest(dataset, dataset.Schema));
        var none = await ScanPlanner.PlanRowGroupsAsync(new ScanRequest(dataset, new Schema([])));
        var one = await ScanPlanner.PlanRowGroupsAsync(new ScanRequest(dataset, new Schema([dataset.Schema["year"]])));
        var filtered = await ScanPlanner.PlanRowGroupsAsync(new ScanRequest(dataset, new Schema([]), Scalar.Greater(Year, Int(2022))) { Layers = PruningLayers.None });

        Assert.Equal(0, none.BytesToRead);
        Assert.InRange(one.BytesToRead, 1, all.BytesToRead - 1);
        Assert.Equal(one.BytesToRead, filtered.BytesToRead);
        Assert.InRange(all.BytesToRead, 1, all.BytesInFiles);
    }
}
