using Kartothek.Columns;
using Row = Kartothek.Core.Tests.RewriteRows.Row;

namespace Kartothek.Core.Tests;

public sealed class UpdateRowsTests
{
    private static readonly ColumnScalar Id = Scalar.Column("id", ColumnType.Int64);
    private static readonly ColumnScalar A = Scalar.Column("a", ColumnType.Int64);
    private static readonly ColumnScalar F = Scalar.Column("f", ColumnType.Double);
    private static readonly ColumnScalar S = Scalar.Column("s", ColumnType.String);

    private static RowFilter OddIds { get; } = RowFilter.Where(Scalar.In(Id, [1L, 3L, 5L]));

    private static async Task<List<string>> TextsAsync(RewriteReport report)
    {
        await RewriteRows.CheckIndicesAsync(report.Dataset);
        return await RewriteRows.TextsAsync(report.Dataset);
    }

    private static IEnumerable<string> Expected(Func<Row, bool> where, Func<Row, Row> set) => RewriteRows.Some.Select(r => (where(r) ? set(r) : r).Text);

    private static bool IsOdd(Row row) => row.Id is 1 or 3 or 5;

    [Fact]
    public async Task Constants_are_put_into_the_rows_that_satisfy_the_filter()
    {
        var dataset = await RewriteRows.Dataset(RewriteRows.Some).OpenAsync();
        var report = await dataset.UpdateRowsAsync(OddIds, [
            new("a", Scalar.Constant(7L, ColumnType.Int64)), new("s", Scalar.Constant("new ä", ColumnType.String)), new("f", Scalar.Null(ColumnType.Double))]);
        Assert.Equal((3L, 0L, 2, 2), (report.RowsUpdated, report.RowsDeleted, report.FilesRewritten, report.FilesUntouched));
        Assert.Equal(Expected(IsOdd, r => r with { A = 7, S = "new ä", F = null }), await TextsAsync(report));
    }

    [Fact]
    public async Task Setters_see_the_row_as_it_was()
    {
        var dataset = await RewriteRows.Dataset(RewriteRows.Some).OpenAsync();
        var report = await dataset.UpdateRowsAsync(null, [
            new("id", Scalar.Arithmetic(ArithmeticOperator.Add, Id, Scalar.Constant(100L, ColumnType.Int64), isChecked: true)),
            new("a", Id)]);
        Assert.Equal(Expected(_ => true, r => r with { Id = r.Id + 100, A = r.Id }), await TextsAsync(report));
    }

    [Fact]
    public async Task Arithmetic_runs_only_on_rows_that_satisfy_the_filter()
    {
        var dataset = await RewriteRows.Dataset([.. RewriteRows.Some.Select(r => r with { A = r.Id % 3 })]).OpenAsync();
        var hundredth = Scalar.Arithmetic(ArithmeticOperator.Divide, Scalar.Constant(100L, ColumnType.Int64), A);
        var report = await dataset.UpdateRowsAsync(RowFilter.Where(Scalar.NotEqual(A, Scalar.Constant(0L, ColumnType.Int64))), [new("a", hundredth)]);
        Assert.Equal(RewriteRows.Some.Select(r => (r with { A = r.Id % 3 == 0 ? 0 : 100 / (r.Id % 3) }).Text), await TextsAsync(report));
        await Assert.ThrowsAsync<DivideByZeroException>(async () => await report.Dataset.UpdateRowsAsync(null, [new("a", hundredth)]));
    }

    [Fact]
    public async Task Code_may_compute_values_and_is_given_only_rows_that_satisfy_the_filter()
    {
        var dataset = await RewriteRows.Dataset(RewriteRows.Some).OpenAsync();
        var computation = new ColumnComputation(new Schema([new("id", ColumnType.Int32)]), ColumnType.String, () => block =>
        {
            Assert.All(Enumerable.Range(0, block.Length), i => Assert.True((int)VectorValues.At(block.Columns[0], i)! is 1 or 3 or 5));
            return ConstantVectors.OfValues(ColumnType.String, block.Length, i => "#" + VectorValues.At(block.Columns[0], i));
        });
        var report = await dataset.UpdateRowsAsync(OddIds, [new("s", computation)]);
        Assert.Equal(Expected(IsOdd, r => r with { S = "#" + r.Id }), await TextsAsync(report));
    }

    [Fact]
    public async Task Rows_whose_partition_column_is_set_move()
    {
        var dataset = await RewriteRows.Dataset(RewriteRows.Some).OpenAsync();
        var report = await dataset.UpdateRowsAsync(OddIds, [new("p", Scalar.Constant("z z", ColumnType.String)), new("a", Scalar.Constant(9L, ColumnType.Int64))]);
        var rows = await TextsAsync(report);
        Assert.Equal(Expected(IsOdd, r => r with { P = "z z", A = 9 }).Order(), rows.Order());
        Assert.Equal(3, report.Dataset.Partitions.Select(p => p.Values[0].Value).Distinct().Count());
        Assert.Equal(3L, report.RowsUpdated);
    }

    [Fact]
    public async Task A_partition_column_may_be_set_to_what_another_column_has()
    {
        var rows = RewriteRows.Some.Select(r => r with { S = r.Id % 2 == 0 ? "x" : "w" }).ToList();
        var dataset = await RewriteRows.Dataset(rows).OpenAsync();
        var report = await dataset.UpdateRowsAsync(null, [new("p", S)]);
        Assert.Equal(rows.Select(r => (r with { P = r.S! }).Text).Order(), (await TextsAsync(report)).Order());
        // Rows of 'x' that stay in 'x' stay in their files.
        Assert.StartsWith("test/table/p=x/", report.Dataset.Partitions[0].Key, StringComparison.Ordinal);
        Assert.Equal(["x", "w"], report.Dataset.Partitions.Select(p => p.Values[0].Value).Distinct());
    }

    [Fact]
    public async Task All_rows_of_a_file_may_move()
    {
        var dataset = await RewriteRows.Dataset(RewriteRows.Some).OpenAsync();
        var report = await dataset.UpdateRowsAsync(RowFilter.Where(Scalar.Less(Id, Scalar.Constant(3L, ColumnType.Int64))), [new("p", Scalar.Constant("y", ColumnType.String))]);
        Assert.Equal(Expected(r => r.Id < 3, r => r with { P = "y" }).Order(), (await TextsAsync(report)).Order());
        Assert.Equal((1, 0, 3, 1), (report.FilesRewritten, report.FilesRemoved, report.FilesUntouched, report.FilesWritten));
    }

    [Fact]
    public async Task A_partition_column_cant_become_null()
    {
        var dataset = await RewriteRows.Dataset(RewriteRows.Some).OpenAsync();
        var error = await Assert.ThrowsAsync<KartothekException>(async () => await dataset.UpdateRowsAsync(null, [new("p", Scalar.Null(ColumnType.String))]));
        Assert.Equal(ErrorKind.Invalid, error.Kind);
        error = await Assert.ThrowsAsync<KartothekException>(async () => await dataset.UpdateRowsAsync(null, [new("p", S)]));
        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Empty(await RewriteRows.OrphansAsync(dataset));
    }

    [Fact]
    public async Task A_file_stays_as_narrow_as_it_is_where_values_fit()
    {
        var dataset = await RewriteRows.Dataset(RewriteRows.Some).OpenAsync();
        var report = await dataset.UpdateRowsAsync(OddIds, [new("small", Scalar.Constant(100L, ColumnType.Int64))]);
        Assert.Equal(ColumnType.Int8, (await report.Dataset.OpenFileAsync(report.Dataset.Partitions[0].Key, null, default)).Footer.Schema["small"].Type);
        Assert.Equal(Expected(IsOdd, r => r with { Small = 100 }), await TextsAsync(report));
        report = await dataset.UpdateRowsAsync(OddIds, [new("small", Scalar.Constant(1000L, ColumnType.Int64))]);
        var wide = (await report.Dataset.OpenFileAsync(report.Dataset.Partitions[0].Key, null, default)).Footer.Schema;
        Assert.Equal(ColumnType.Int64, wide["small"].Type);
        Assert.Equal(ColumnType.Int32, wide["id"].Type);
    }

    [Fact]
    public async Task A_value_that_doesnt_fit_the_dataset_changes_nothing()
    {
        var dataset = await RewriteRows.Dataset(RewriteRows.Some).OpenAsync();
        var keys = dataset.Partitions.Select(p => p.Key);
        var error = await Assert.ThrowsAsync<KartothekException>(async () => await dataset.UpdateRowsAsync(OddIds, [new("a", Scalar.Constant(ulong.MaxValue, ColumnType.UInt64))]));
        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Contains("'a'", error.Message, StringComparison.Ordinal);
        var wide = new ColumnComputation(new Schema([]), ColumnType.UInt64, () => block => Scalar.Constant(ulong.MaxValue, ColumnType.UInt64).ToVector(block.Length));
        error = await Assert.ThrowsAsync<KartothekException>(async () => await dataset.UpdateRowsAsync(OddIds, [new("a", wide)]));
        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Equal(keys, (await RewriteRows.AgainAsync(dataset)).Partitions.Select(p => p.Key));
        Assert.Empty(await RewriteRows.OrphansAsync(dataset));
    }

    [Fact]
    public async Task NaN_becomes_null_unless_it_is_to_be_kept()
    {
        var dataset = await RewriteRows.Dataset(RewriteRows.Some).OpenAsync();
        var setters = new ColumnSetter[] { new("f", Scalar.Constant(double.NaN, ColumnType.Double)) };
        var report = await dataset.UpdateRowsAsync(OddIds, [.. setters]);
        Assert.Equal(Expected(IsOdd, r => r with { F = null }), await TextsAsync(report));
        report = await report.Dataset.UpdateRowsAsync(OddIds, [.. setters], new() { Files = new() { KeepsNaN = true } });
        Assert.Equal(Expected(IsOdd, r => r with { F = double.NaN }), await TextsAsync(report));
        // NaN that is there stays.
        report = await report.Dataset.UpdateRowsAsync(OddIds, [new("s", Scalar.Constant("q", ColumnType.String))]);
        Assert.Equal(Expected(IsOdd, r => r with { F = double.NaN, S = "q" }), await TextsAsync(report));
        var computed = Scalar.Arithmetic(ArithmeticOperator.Divide, Scalar.Constant(0.0, ColumnType.Double), Scalar.Arithmetic(ArithmeticOperator.Subtract, F, F));
        report = await dataset.UpdateRowsAsync(null, [new("f", computed)]);
        Assert.All(await RewriteRows.ReadAsync(report.Dataset), r => Assert.Null(r.F));
    }

    [Fact]
    public async Task A_column_that_a_file_lacks_is_added_to_it()
    {
        var rows = RewriteRows.Some.Select(r => r.Id is 3 or 4 or 5 ? r with { F = null } : r).ToList();
        var dataset = await RewriteRows.Dataset(rows).Without(1, "f").OpenAsync();
        var report = await dataset.UpdateRowsAsync(OddIds, [new("f", Scalar.Constant(4.5, ColumnType.Double))]);
        Assert.Equal(rows.Select(r => (IsOdd(r) ? r with { F = 4.5 } : r).Text), await TextsAsync(report));
    }

    [Fact]
    public async Task Setters_are_checked_before_anything_is_read()
    {
        var dataset = await RewriteRows.Dataset(RewriteRows.Some).OpenAsync();
        async Task<ErrorKind> KindOf(params ColumnSetter[] setters) =>
            (await Assert.ThrowsAsync<KartothekException>(async () => await dataset.UpdateRowsAsync(OddIds, [.. setters]))).Kind;
        Assert.Equal(ErrorKind.Invalid, await KindOf());
        Assert.Equal(ErrorKind.NotFound, await KindOf(new ColumnSetter("aa", A)));
        Assert.Equal(ErrorKind.Invalid, await KindOf(new ColumnSetter("a", S)));
        Assert.Equal(ErrorKind.Invalid, await KindOf(new ColumnSetter("a", A), new ColumnSetter("a", Id)));
        Assert.Equal(ErrorKind.Invalid, await KindOf(new ColumnSetter("s", Scalar.Constant("\uD800", ColumnType.String))));
    }
}
