using System.ComponentModel.DataAnnotations.Schema;
using System.Linq.Expressions;
using Kartothek.Columns;
using Kartothek.Core;
using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

/// <summary>What queries that delete and update ask of Core: conditions and values by column, and what is left to records.</summary>
public sealed class RowWriteTranslationTests
{
    private enum Size
    {
        Small,
        Large,
    }

    private sealed record Part(
        long Id, string Country, int? Number, double Weight, decimal Price, DateOnly Day, [property: Column("size")] Size Size, string? Note)
    {
        public string Label => $"{Country}{Id}";
    }

    private static readonly TestDataset<Part> Data = new TestDataset<Part>().PartitionOn("country").Files(
        Enumerable.Range(0, 20).Select(i => new Part(i, i < 10 ? "DE" : "FR", i % 3 == 0 ? null : i, i / 2.0, i * 1.25m, new DateOnly(2026, 1, 1).AddDays(i), (Size)(i % 2), null)), 10);

    private static async Task<IQueryable<Part>> OpenAsync() => (await Data.OpenAsync()).AsQueryable<Part>();

    private static Task<AffectedRows> Rows(IQueryable query) => AffectedRows.OfAsync(query, "ExecuteDeleteAsync", default).AsTask();

    private static async Task<ColumnSetter> Setter<T>(Expression<Func<Part, T>> property, Expression<Func<Part, T>> value)
    {
        var source = (await QueryPlanning.OpenAsync((await OpenAsync()).Expression, default))!;
        return new LambdaSetter<T>(property, value).Build(source.Map, source.Name, out _);
    }

    private static async Task<string?> Residual<T>(Expression<Func<Part, T>> property, Expression<Func<Part, T>> value)
    {
        var source = (await QueryPlanning.OpenAsync((await OpenAsync()).Expression, default))!;
        new LambdaSetter<T>(property, value).Build(source.Map, source.Name, out var residual);
        return residual;
    }

    [Fact]
    public async Task Conditions_that_translate_are_the_filter()
    {
        var country = "DE";

        var rows = await Rows((await OpenAsync()).Where(p => p.Country == country && p.Number > 3).Where(p => p.Price < 10));

        Assert.Equal("country = 'DE' and number > 3 and price < 10.0000", rows.Filter.Condition!.ToString());
        Assert.Null(rows.Filter.Residual);
        Assert.Empty(rows.Residuals);
    }

    [Fact]
    public async Task All_rows_are_meant_without_a_condition()
    {
        var rows = await Rows(await OpenAsync());

        Assert.Null(rows.Filter.Condition);
        Assert.Null(rows.Filter.Residual);
    }

    [Fact]
    public async Task Conditions_that_do_not_translate_are_asked_of_records_and_are_told()
    {
        var rows = await Rows((await OpenAsync()).Where(p => p.Country == "DE").Where(p => p.Label.EndsWith('3')).Where(p => Math.Round(p.Weight) == 2));

        Assert.Equal("country = 'DE'", rows.Filter.Condition!.ToString());
        Assert.Equal(
            """
            p => p.Label.EndsWith('3'): 'Label' is not mapped to a column
            p => Math.Round(p.Weight) == 2: scans don't evaluate Math.Round: 'Math.Round(p.Weight)'
            """,
            string.Join('\n', rows.Residuals));
    }

    [Fact]
    public async Task A_residual_is_asked_of_the_rows_of_a_block()
    {
        var rows = await Rows((await OpenAsync()).Where(p => Math.Round(p.Weight) == 2));
        var residual = rows.Filter.Residual!;
        Assert.Equal(["weight"], residual.Columns.Fields.Select(f => f.Name));
        var test = residual.Start();

        Assert.Equal([false, true, true, false], Ask(1, 2.25, 1.5, double.NaN));
        Assert.Equal([true], Ask(1.75));

        bool[] Ask(params double?[] weights)
        {
            var holds = new bool[weights.Length];
            test(new Block(residual.Columns, [TestBlock.Flat(ColumnType.Double, weights)]) { Length = weights.Length }, holds);
            return holds;
        }
    }

    [Fact]
    public async Task A_null_in_a_member_that_is_never_null_is_an_error_where_the_condition_would_let_it_pass()
    {
        var rows = await Rows((await OpenAsync()).Where(p => p.Id != 5));
        var test = rows.Filter.Residual!.Start();
        var block = new Block(rows.Filter.Residual!.Columns, [TestBlock.Flat<long>(ColumnType.Int64, 1, null)]) { Length = 2, FirstRow = 10 };

        var error = Assert.Throws<KartothekException>(() => test(block, new bool[2]));

        Assert.Equal("Column 'id' is null in row 11 of 'test', which 'Part.Id' can't hold. Declare it as 'long?'.", error.Message);
    }

    [Fact]
    public async Task Operators_beside_Where_are_refused()
    {
        var parts = await OpenAsync();

        await FailsAsync("ExecuteDeleteAsync takes a dataset with any number of Where, and the query has 'Slice first 3'. Leave it out, or say which rows are meant by a condition.", parts.Take(3));
        await FailsAsync("and the query has 'Sort Id'.", parts.OrderBy(p => p.Id));
        await FailsAsync("and the query has 'Project p => p.Id'.", parts.Select(p => p.Id));
        await FailsAsync("and the query has 'Distinct'.", parts.Distinct());
        await FailsAsync("ExecuteDeleteAsync changes a dataset, and EnumerableQuery<int> runs this query in memory. Start the query with AsQueryable<T>() of a dataset,", new[] { 1 }.AsQueryable());
        await FailsAsync("The query is strict, but a condition is left to memory", parts.Strict().Where(p => p.Label == "x"));
        await FailsAsync("RequirePruning allows 10", parts.RequirePruning(10).Where(p => p.Id > 3));

        static async Task FailsAsync(string message, IQueryable query) =>
            Assert.Contains(message, (await Assert.ThrowsAsync<KartothekException>(() => Rows(query))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_that_translate_are_computed_by_column()
    {
        var note = "new";

        Assert.Equal("checked int32(number) + 1", (await Setter(p => p.Number, p => p.Number + 1)).Value!.ToString());
        Assert.Equal("'new'", (await Setter(p => p.Note, p => note)).Value!.ToString());
        Assert.Equal("null", (await Setter(p => p.Note, p => null)).Value!.ToString());
        Assert.Equal("country", (await Setter(p => p.Note, p => p.Country)).Value!.ToString());
        Assert.Equal("12.5000", (await Setter(p => p.Price, p => 12.5m)).Value!.ToString());
        Assert.Equal("'Large'", (await Setter(p => p.Size, p => Size.Large)).Value!.ToString());
        Assert.Equal("2026-03-01", (await Setter(p => p.Day, p => new DateOnly(2026, 3, 1))).Value!.ToString());
        Assert.Equal("(weight ?? NaN) * 2", (await Setter(p => p.Weight, p => p.Weight * 2)).Value!.ToString());
        Assert.Null(await Residual(p => p.Number, p => p.Number ?? 7));
    }

    [Fact]
    public async Task Values_that_do_not_translate_are_computed_over_records_and_are_told()
    {
        Assert.Equal(
            "p => p.Price = p => Math.Round(p.Price * 1.1m, 2): scans don't evaluate Math.Round: 'Math.Round(p.Price * 1.1m, 2)'",
            await Residual(p => p.Price, p => Math.Round(p.Price * 1.1m, 2)));
        Assert.Equal("p => p.Note = p => p.Label: 'Label' is not mapped to a column", await Residual(p => p.Note, p => p.Label));
        Assert.Contains("the column holds the names of the enum", await Residual(p => p.Size, p => p.Id > 3 ? Size.Large : Size.Small), StringComparison.Ordinal);

        var price = await Setter(p => p.Price, p => Math.Round(p.Price * 1.1m, 2));
        var computation = price.Computation!;
        Assert.Equal(["price"], computation.Columns.Fields.Select(f => f.Name));
        var type = computation.Columns["price"].Type;
        var one = StorageConversion.PowerOfTen(type.Scale);
        var block = new Block(computation.Columns, [new FlatVector<Int128>(type) { Values = [10 * one, 125 * one / 100], Length = 2 }]) { Length = 2 };

        var values = (FlatVector<Int128>)computation.Start()(block);

        Assert.Equal([11 * one, 138 * one / 100], values.Values[..2]);
    }

    [Fact]
    public async Task Values_that_a_column_cannot_hold_are_errors()
    {
        await FailsAsync("'Country' can't be set to null in dataset 'test': it is declared as never null.", p => p.Country, p => null!);
        await FailsAsync("'Price' can't be set to 1.23456789", p => p.Price, p => 1.23456789m);
        await FailsAsync("'p => p.Label' names a member that is not mapped to a column of dataset 'test'.", p => p.Label, p => "x");
        await FailsAsync("'p => p.Country + \"x\"' doesn't name members of the record. Write 'x => x.Member'", p => p.Country + "x", p => "x");
        await FailsAsync("'Size' can't be set to", p => p.Size, p => (Size)9);

        static async Task FailsAsync<T>(string message, Expression<Func<Part, T>> property, Expression<Func<Part, T>> value) =>
            Assert.Contains(message, (await Assert.ThrowsAsync<KartothekException>(() => Setter(property, value))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_sets_each_column_once_and_at_least_one()
    {
        var parts = await OpenAsync();

        var twice = await Assert.ThrowsAsync<KartothekException>(() => parts.ExecuteUpdateAsync(s => s.SetProperty(p => p.Note, "a").SetProperty(p => p.Note, "b")));
        var none = await Assert.ThrowsAsync<KartothekException>(() => parts.ExecuteUpdateAsync(_ => { }));
        var strict = await Assert.ThrowsAsync<KartothekException>(() => parts.Strict().ExecuteUpdateAsync(s => s.SetProperty(p => p.Note, p => p.Label)));

        Assert.StartsWith("Column 'note' is set twice.", twice.Message, StringComparison.Ordinal);
        Assert.StartsWith("ExecuteUpdateAsync was given no value to set.", none.Message, StringComparison.Ordinal);
        Assert.StartsWith("The query is strict, but values are left to memory: p => p.Note = p => p.Label: 'Label' is not mapped to a column.", strict.Message, StringComparison.Ordinal);
    }
}
