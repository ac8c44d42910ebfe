using Kartothek.Columns;
using Row = Kartothek.Core.Tests.RewriteRows.Row;

namespace Kartothek.Core.Tests;

/// <summary>Many writers at once: the result is that of one after the other.</summary>
public sealed class RewriteRaceTests
{
    private static readonly ColumnScalar A = Scalar.Column("a", ColumnType.Int64);
    private static readonly RewriteOptions Patient = new() { MaxParallelism = 1, Commit = new() { MaxAttempts = 1000 } };

    [Fact]
    public async Task No_increment_is_lost()
    {
        var store = await RewriteRows.Dataset([.. RewriteRows.Some.Select(r => r with { A = 0 })]).StoreAsync();
        var increment = new ColumnSetter("a", Scalar.Arithmetic(ArithmeticOperator.Add, A, Scalar.Constant(1L, ColumnType.Int64)));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 5; i++)
            {
                await (await Dataset.OpenAsync(store, "test")).UpdateRowsAsync(null, [increment], Patient);
            }
        })));
        var dataset = await Dataset.OpenAsync(store, "test");
        Assert.Equal(RewriteRows.Some.Select(r => (r with { A = 20 }).Text), await RewriteRows.TextsAsync(dataset));
        await RewriteRows.CheckIndicesAsync(dataset);
    }

    [Fact]
    public async Task Upserts_deletes_appends_and_compactions_go_together()
    {
        var store = await RewriteRows.Dataset(RewriteRows.Some).StoreAsync();
        async Task Many(int times, Func<Dataset, int, Task> step)
        {
            for (var i = 0; i < times; i++)
            {
                await step(await Dataset.OpenAsync(store, "test"), i);
            }
        }
        Row New(int id, int a) => new(id, id % 2 == 0 ? "x" : "y", a, 1, "n", null, 0);
        await Task.WhenAll(
            Task.Run(() => Many(6, (d, i) => d.UpsertAsync(RewriteRows.Source(New(1000, i), New(1001 + i, i)), ["id"], Patient).AsTask())),
            Task.Run(() => Many(6, (d, i) => d.UpsertAsync(RewriteRows.Source(New(1000, 100 + i), New(2001 + i, i)), ["id"], Patient).AsTask())),
            Task.Run(() => Many(6, (d, i) => d.AppendAsync(RewriteRows.Source(New(3000 + i, -7)), new() { Commit = Patient.Commit }).AsTask())),
            Task.Run(() => Many(3, (d, i) => d.CompactAsync(new() { MaxParallelism = 1, Commit = Patient.Commit }).AsTask())));
        await (await Dataset.OpenAsync(store, "test")).DeleteRowsAsync(RowFilter.Where(Scalar.Equal(A, Scalar.Constant(-7L, ColumnType.Int64))), Patient);
        var dataset = await Dataset.OpenAsync(store, "test");
        var ids = (await RewriteRows.ReadAsync(dataset)).Select(r => r.Id).Order();
        Assert.Equal([.. Enumerable.Range(0, 12), 1000, .. Enumerable.Range(1001, 6), .. Enumerable.Range(2001, 6)], ids);
        await RewriteRows.CheckIndicesAsync(dataset);
    }
}
