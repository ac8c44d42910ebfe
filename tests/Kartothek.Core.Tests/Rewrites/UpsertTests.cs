using Kartothek.Columns;
using Row = Kartothek.Core.Tests.RewriteRows.Row;

namespace Kartothek.Core.Tests;

public sealed class UpsertTests
{
    private static Row New(int id, string p = "x") => new(id, p, 5, 2.5, "n", [9], 3);

    private static async Task CheckAsync(RewriteReport report, IEnumerable<Row> expected)
    {
        await RewriteRows.CheckIndicesAsync(report.Dataset);
        Assert.Equal(expected.Select(r => r.Text).Order(), (await RewriteRows.TextsAsync(report.Dataset)).Order());
    }

    [Fact]
    public async Task Rows_with_a_known_key_are_replaced_and_others_inserted()
    {
        var dataset = await RewriteRows.Dataset(RewriteRows.Some).OpenAsync();
        var report = await dataset.UpsertAsync(RewriteRows.Source(New(1), New(2, "y"), New(50), New(51)), ["id"]);
        Assert.Equal((2L, 2L), (report.RowsUpdated, report.RowsInserted));
        Assert.Equal((1, 3), (report.FilesRewritten, report.FilesUntouched));
        await CheckAsync(report, [.. RewriteRows.Some.Where(r => r.Id is not (1 or 2)), New(1), New(2, "y"), New(50), New(51)]);
    }

    [Fact]
    public async Task A_key_of_several_columns_is_all_of_them()
    {
        var dataset = await RewriteRows.Dataset(RewriteRows.Some).OpenAsync();
        var report = await dataset.UpsertAsync(RewriteRows.Source(New(1, "y"), New(2), New(7, "y")), ["p", "id"]);
        Assert.Equal((2L, 1L), (report.RowsUpdated, report.RowsInserted));
        await CheckAsync(report, [.. RewriteRows.Some.Where(r => r.Id is not (2 or 7)), New(1, "y"), New(2), New(7, "y")]);
    }

    [Fact]
    public async Task A_key_given_twice_is_named_and_nothing_changes()
    {
        var dataset = await RewriteRows.Dataset(RewriteRows.Some).OpenAsync();
        var error = await Assert.ThrowsAsync<KartothekException>(async () => await dataset.UpsertAsync(RewriteRows.Source([.. Enumerable.Range(0, 9).Select(i => New(i)), New(7)]), ["id", "p"]));
        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Contains("id = 7, p = 'x'", error.Message, StringComparison.Ordinal);
        Assert.Empty(await RewriteRows.OrphansAsync(dataset));
    }

    [Fact]
    public async Task Null_is_no_key()
    {
        var dataset = await RewriteRows.Dataset(RewriteRows.Some).OpenAsync();
        foreach (var (row, key) in new[] { (New(1) with { S = null }, "s"), (New(1) with { F = double.NaN }, "f") })
        {
            var error = await Assert.ThrowsAsync<KartothekException>(async () => await dataset.UpsertAsync(RewriteRows.Source(row), [key]));
            Assert.Equal(ErrorKind.Invalid, error.Kind);
            Assert.Contains($"'{key}'", error.Message, StringComparison.Ordinal);
        }
        Assert.Empty(await RewriteRows.OrphansAsync(dataset));
    }

    [Fact]
    public async Task Rows_that_hold_null_in_a_key_column_are_never_replaced()
    {
        var dataset = await RewriteRows.Dataset(RewriteRows.Some).OpenAsync();
        var report = await dataset.UpsertAsync(RewriteRows.Source(New(99)), ["s"]);
        Assert.Equal((0L, 1L), (report.RowsUpdated, report.RowsInserted));
        await CheckAsync(report, [.. RewriteRows.Some, New(99)]);
    }

    [Fact]
    public async Task Of_several_rows_with_one_key_one_is_left()
    {
        var dataset = await RewriteRows.Dataset(RewriteRows.Some).OpenAsync();
        var report = await dataset.UpsertAsync(RewriteRows.Source(New(99) with { S = "s1" }), ["s"]);
        Assert.Equal((1L, 0L), (report.RowsUpdated, report.RowsInserted));
        await CheckAsync(report, [.. RewriteRows.Some.Where(r => r.S != "s1"), New(99) with { S = "s1" }]);
    }

    [Fact]
    public async Task What_the_new_rows_lack_is_kept_in_rows_that_are_there_and_null_in_others()
    {
        var dataset = await RewriteRows.Dataset(RewriteRows.Some).OpenAsync();
        var source = RewriteRows.Source([New(1), New(7, "y"), New(50)], ["id", "p", "a"]);
        var report = await dataset.UpsertAsync(source, ["id"]);
        var rows = await RewriteRows.ReadNullableAsync(report.Dataset);
        Assert.Equal(
            RewriteRows.Some.Select(r => r.Id is 1 or 7 ? (r with { A = 5 }).Text : r.Text).Append("50|x|5|-|-|-|-").Order(),
            rows.Order());
        await RewriteRows.CheckIndicesAsync(report.Dataset);
        Assert.All(await RewriteRows.OrphansAsync(report.Dataset), k => Assert.Contains(k, dataset.Partitions.Select(p => p.Key)));
    }

    [Fact]
    public async Task Files_that_cant_hold_a_key_arent_read()
    {
        var store = new CountingStore(await RewriteRows.Dataset(RewriteRows.Long).StoreAsync());
        var dataset = await Dataset.OpenAsync(store, "test");
        var before = store.Counts;
        var report = await dataset.UpsertAsync(RewriteRows.Source(New(500)), ["id"]);
        Assert.Equal(4, report.FilesUntouched);
        Assert.Equal(0, (store.Counts - before).Ranges);
    }

    [Fact]
    public async Task Rows_of_another_writer_with_these_keys_are_replaced_too()
    {
        var inner = await RewriteRows.Dataset(RewriteRows.Some).StoreAsync();
        var store = DeleteRowsTests.HeaderGap(inner, async () => await (await Dataset.OpenAsync(inner, "test")).AppendAsync(RewriteRows.Source(New(50) with { A = 77 }, New(60))));
        var dataset = await Dataset.OpenAsync(store, "test");
        var report = await dataset.UpsertAsync(RewriteRows.Source(New(1), New(50)), ["id"]);
        Assert.Equal((2L, 0L), (report.RowsUpdated, report.RowsInserted));
        await CheckAsync(report, [.. RewriteRows.Some.Where(r => r.Id != 1), New(1), New(50), New(60)]);
    }

    [Fact]
    public async Task What_is_kept_follows_other_writers()
    {
        var inner = await RewriteRows.Dataset(RewriteRows.Some).StoreAsync();
        var store = DeleteRowsTests.HeaderGap(inner, async () =>
        {
            var other = await Dataset.OpenAsync(inner, "test");
            await other.UpdateRowsAsync(RowFilter.Where(Scalar.Equal(Scalar.Column("id", ColumnType.Int64), Scalar.Constant(1L, ColumnType.Int64))), [new("s", Scalar.Constant("other", ColumnType.String))]);
        });
        var dataset = await Dataset.OpenAsync(store, "test");
        var report = await dataset.UpsertAsync(RewriteRows.Source([New(1), New(50)], ["id", "p", "a"]), ["id"]);
        var rows = await RewriteRows.ReadNullableAsync(report.Dataset);
        Assert.Equal(RewriteRows.Some.Select(r => r.Id == 1 ? (r with { A = 5, S = "other" }).Text : r.Text).Append("50|x|5|-|-|-|-").Order(), rows.Order());
    }

    [Fact]
    public async Task Many_keys_are_found_by_their_range()
    {
        var rows = Enumerable.Range(0, 40_000).Select(i => new Row(i, i % 2 == 0 ? "x" : "y", i % 10, i, $"s{i % 7}", null, 1)).ToList();
        var dataset = await RewriteRows.Dataset(rows, rowsPerFile: 5_000, rowGroup: 1_000).OpenAsync();
        var changed = rows.Where(r => r.Id is >= 20_000 and < 35_000).Select(r => r with { A = -1 }).ToList();
        var report = await dataset.UpsertAsync(RewriteRows.Source(changed), ["id"]);
        Assert.Equal((15_000L, 0L), (report.RowsUpdated, report.RowsInserted));
        Assert.True(report.FilesUntouched >= 4);
        await CheckAsync(report, rows.Select(r => r.Id is >= 20_000 and < 35_000 ? r with { A = -1 } : r));
    }

    [Theory]
    [InlineData("id")]
    [InlineData("s", "id")]
    public async Task Many_keys_are_found_by_the_index_of_their_column(params string[] keys)
    {
        // Each file has ids from the whole range, so that its bounds say nothing.
        const int each = KeyCondition.MaxListed + 100;
        Row Of(int i, int a) => new(i, "x", a, 1, $"s{i % 7}", null, 1);
        var dataset = await Dataset.CreateAsync(new MemoryStore(), "test", RewriteRows.Source(Enumerable.Range(0, each).Select(i => Of(4 * i, 0))), new() { SecondaryIndices = ["id"] });
        for (var file = 1; file < 4; file++)
        {
            dataset = (await dataset.AppendAsync(RewriteRows.Source(Enumerable.Range(0, each).Select(i => Of((4 * i) + file, 0))))).Dataset;
        }
        var report = await dataset.UpsertAsync(RewriteRows.Source(Enumerable.Range(0, each).Select(i => Of((4 * i) + 2, 1))), [.. keys]);
        Assert.Equal((each, 0L, 3), (report.RowsUpdated, report.RowsInserted, report.FilesUntouched));
        Assert.Equal(1, report.FilesRemoved);
        Assert.Equal(each, (await RewriteRows.ReadAsync(report.Dataset)).Sum(r => r.A));
    }

    [Fact]
    public async Task Rows_and_keys_are_checked_before_anything_is_written()
    {
        var dataset = await RewriteRows.Dataset(RewriteRows.Some).OpenAsync();
        async Task<ErrorKind> KindOf(BlockSource rows, params string[] keys) =>
            (await Assert.ThrowsAsync<KartothekException>(async () => await dataset.UpsertAsync(rows, [.. keys]))).Kind;
        Assert.Equal(ErrorKind.Invalid, await KindOf(RewriteRows.Source(New(1))));
        Assert.Equal(ErrorKind.NotFound, await KindOf(RewriteRows.Source(New(1)), "nope"));
        Assert.Equal(ErrorKind.Invalid, await KindOf(RewriteRows.Source([New(1)], ["id", "a"]), "id"));
        var text = new Schema([new("id", ColumnType.String), new("p", ColumnType.String)]);
        Assert.Equal(ErrorKind.Invalid, await KindOf(BlockSource.Empty(text), "id"));
        Assert.Empty(await RewriteRows.OrphansAsync(dataset));
    }

    [Fact]
    public async Task No_rows_change_nothing()
    {
        var dataset = await RewriteRows.Dataset(RewriteRows.Some).OpenAsync();
        var report = await dataset.UpsertAsync(RewriteRows.Source(), ["id"]);
        Assert.Null(report.Commit);
    }
}
