using Kartothek.Core;
using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

/// <summary>Answers that keys and footers give: no data is read for them.</summary>
public sealed class MetadataAnswersTests
{
    private sealed record Row(string Country, long Id, int Number, DateOnly Day, DateTime At, decimal Amount, double Ratio, int? Maybe, string Label);

    private static TestDataset<Row> Data => new TestDataset<Row>("rows").PartitionOn("country").RowGroups(7)
        .File(Rows("DE", 0, 30)).File(Rows("FR", 30, 20)).File(Rows("DE", 50, 5));

    private static IEnumerable<Row> Rows(string country, int first, int count) => Enumerable.Range(first, count).Select(i => new Row(
        country, (i * 7919 % 101) - 50, i % 13, new DateOnly(2020, 1, 1).AddDays(i * 37 % 400), new DateTime(2020, 1, 1, 0, 0, 0).AddMinutes(i * 997 % 10_000),
        (i * 31 % 97) / 4m, i / 3.0, i % 3 == 0 ? null : i % 5, $"text {i}"));

    [Fact]
    public async Task Extremes_of_columns_are_those_of_LINQ()
    {
        var oracle = await QueryOracle<Row>.OpenAsync(Data);
        await oracle.ValueAsync(null, q => q.Min(r => r.Id));
        await oracle.ValueAsync(null, q => q.Max(r => r.Id));
        await oracle.ValueAsync(null, q => q.Max(r => r.Number));
        await oracle.ValueAsync(null, q => q.Min(r => r.Day));
        await oracle.ValueAsync(null, q => q.Max(r => r.At));
        await oracle.ValueAsync(null, q => q.Max(r => r.Amount));
        await oracle.ValueAsync(null, q => q.Min(r => r.Maybe));
        await oracle.ValueAsync(null, q => q.Max(r => r.Ratio));
        await oracle.ValueAsync(null, q => q.Where(r => r.Country == "FR").Min(r => r.Amount));
        await oracle.ValueAsync(null, q => q.Where(r => r.Country == "IT").Min(r => r.Maybe));
        await oracle.ValueAsync(null, q => q.Where(r => r.Id > 10).Min(r => r.Id));
        await oracle.ValueAsync(null, q => q.Where(r => r.Number == 3).Max(r => r.Day));
    }

    [Fact]
    public async Task Extremes_counts_and_groups_of_whole_files_read_no_data()
    {
        await using var store = new CountingStore(await Data.StoreAsync());
        // A dataset that knows its footers: every further request would be for data.
        var rows = (await Dataset.OpenAsync(store, "rows")).AsQueryable<Row>();
        await rows.ToListAsync();
        var before = store.Counts;

        await rows.MinAsync(r => r.Id);
        await rows.MaxAsync(r => r.Day);
        await rows.Where(r => r.Country == "DE").MaxAsync(r => r.At);
        await rows.MinAsync(r => r.Amount);
        await rows.CountAsync();
        await rows.Where(r => r.Country == "DE").LongCountAsync();
        await rows.AnyAsync(r => r.Country == "FR");
        Assert.Equal(["DE", "FR"], await rows.Select(r => r.Country).Distinct().ToListAsync());
        Assert.Equal(35, (await rows.GroupBy(r => r.Country).Select(g => new { g.Key, Count = g.Count() }).ToListAsync())[0].Count);
        Assert.Equal(before, store.Counts);
    }

    [Fact]
    public async Task Explain_says_that_bounds_answer()
    {
        await using var store = await Data.StoreAsync();
        var rows = (await Dataset.OpenAsync(store, "rows")).AsQueryable<Row>();

        var text = (await rows.ExplainAsync(q => q.Max(r => r.Day))).ToString();
        Assert.Contains("answered    9 of 9   day   bounds of row groups", text, StringComparison.Ordinal);
        Assert.Contains("0 files, 0 B of", text, StringComparison.Ordinal);
        Assert.DoesNotContain("answered", (await rows.ExplainAsync(q => q.Max(r => r.Ratio))).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_says_where_keys_and_numbers_of_rows_answer()
    {
        await using var store = await Data.StoreAsync();
        var rows = (await Dataset.OpenAsync(store, "rows")).AsQueryable<Row>();

        Assert.Contains("answered    9 of 9   keys and numbers of rows\n", (await rows.ExplainAsync(q => q.Count())).ToString(), StringComparison.Ordinal);
        Assert.Contains("answered    3 of 3   keys and numbers of rows\n", (await rows.Where(r => r.Country == "FR").ExplainAsync(q => q.Any())).ToString(), StringComparison.Ordinal);
        Assert.Contains("answered    all   keys and numbers of rows\n", rows.GroupBy(r => r.Country).Select(g => new { g.Key, Count = g.Count() }).Explain().ToString(), StringComparison.Ordinal);
        // Where bounds lie on both sides of the number, rows are looked at.
        IEnumerable<Row>[] files = [Rows("DE", 0, 30), Rows("FR", 30, 20), Rows("DE", 50, 5)];
        var proven = files.Sum(f => f.Chunk(7).Count(group => group.All(r => r.Id > -45)));
        Assert.InRange(proven, 1, 8);
        Assert.Contains($"answered    {proven} of 9   keys and numbers of rows\n", (await rows.ExplainAsync(q => q.Count(r => r.Id > -45))).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("answered", rows.Explain(q => q.Count(r => r.Number == 3)).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("answered", (await rows.ExplainAsync(q => q.Sum(r => r.Ratio))).ToString(), StringComparison.Ordinal);
        using var json = System.Text.Json.JsonDocument.Parse((await rows.ExplainAsync(q => q.Count())).ToJson());
        Assert.Equal(9, json.RootElement.GetProperty("input").GetProperty("answered")[0].GetProperty("rowGroups").GetInt32());
    }

    private sealed record Narrow(byte Number, long Id);

    [Fact]
    public async Task An_extreme_that_does_not_fit_its_member_names_its_row()
    {
        var data = new TestDataset<Row>("rows").RowGroups(5).File(Rows("DE", 0, 20).Select(r => r with { Number = r.Number == 12 ? 300 : r.Number }));
        await using var store = await data.StoreAsync();
        var rows = (await Dataset.OpenAsync(store, "rows")).AsQueryable<Narrow>();

        var error = await Assert.ThrowsAsync<Kartothek.Columns.KartothekException>(() => rows.MinAsync(r => r.Number));
        Assert.Contains("holds 300 in row 12 of", error.Message, StringComparison.Ordinal);
    }

    private sealed record Sale(string Country, int Year, long Id, int? Maybe, int Number, DateOnly Day, DateTime At, decimal Amount, double Ratio, string Label);

    private static TestDataset<Sale> Sales => new TestDataset<Sale>("sales").PartitionOn("country", "year").RowGroups(7)
        .File(SalesOf("DE", 2020, 0, 30)).File(SalesOf("FR", 2019, 30, 20)).File(SalesOf("DE", 2021, 50, 5)).File(SalesOf("DE", 2020, 55, 9));

    private static IEnumerable<Sale> SalesOf(string country, int year, int first, int count) => Enumerable.Range(first, count).Select(i => new Sale(
        country, year, (i * 7919 % 101) - 50, i % 3 == 0 ? null : i % 5, i % 13, new DateOnly(2020, 1, 1).AddDays(i * 37 % 400), new DateTime(2020, 1, 1).AddMinutes(i * 997 % 10_000), (i * 31 % 97) / 4m, i / 3.0, $"text {i}"));

    /// <summary>Questions that keys and footers answer, each with what its plan says of that.</summary>
    public static TheoryData<string> Questions => [.. Answers.Keys];

    private static readonly Dictionary<string, System.Linq.Expressions.Expression<Func<IQueryable<Sale>, object?>>> Answers = new()
    {
        ["count"] = q => q.Count(),
        ["long count"] = q => q.LongCount(),
        ["count of a key"] = q => q.Count(s => s.Country == "DE"),
        ["count of keys"] = q => q.Where(s => s.Country == "DE" && s.Year > 2020).LongCount(),
        ["count that bounds prove"] = q => q.Count(s => s.Id > -1000),
        ["count that bounds refute"] = q => q.Count(s => s.Id > 1000),
        ["any"] = q => q.Any(),
        ["any of a key"] = q => q.Any(s => s.Country == "FR"),
        ["any of no key"] = q => q.Any(s => s.Country == "IT"),
        ["any that bounds prove"] = q => q.Any(s => s.Number >= 0),
        ["any that bounds refute"] = q => q.Any(s => s.Number > 99),
        ["all that bounds prove"] = q => q.All(s => s.Number >= 0),
        ["all of a key"] = q => q.All(s => s.Year > 2000),
        ["least key"] = q => q.Min(s => s.Year),
        ["greatest key"] = q => q.Max(s => s.Year),
        ["greatest key of some"] = q => q.Where(s => s.Country == "FR").Max(s => s.Year),
        ["greatest key as text"] = q => q.Select(s => s.Country).Max(StringComparer.Ordinal),
        ["sum of keys"] = q => q.Sum(s => s.Year),
        ["average of keys"] = q => q.Average(s => s.Year),
        ["least integer"] = q => q.Min(s => s.Id),
        ["greatest integer of some"] = q => q.Where(s => s.Year == 2020).Max(s => s.Number),
        ["greatest integer or null"] = q => q.Max(s => s.Maybe),
        ["least date"] = q => q.Min(s => s.Day),
        ["greatest time"] = q => q.Max(s => s.At),
        ["least decimal"] = q => q.Min(s => s.Amount),
        ["greatest decimal"] = q => q.Where(s => s.Country == "DE").Max(s => s.Amount),
        ["greatest of rows that bounds prove"] = q => q.Where(s => s.Number >= 0).Max(s => s.Day),
        ["contains a key"] = q => q.Select(s => s.Country).Contains("FR"),
        ["count of distinct keys"] = q => q.Select(s => s.Year).Distinct().Count(),
        ["first of a key"] = q => q.Select(s => s.Country).First(),
        ["last of a key"] = q => q.Select(s => s.Year).Last(),
        ["key with most rows"] = q => q.GroupBy(s => s.Country).Select(g => new { g.Key, Count = g.Count() }).MaxBy(g => g.Count),
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Questions_about_keys_and_whole_files_read_no_data(string question)
    {
        var query = Answers[question];
        await (await QueryOracle<Sale>.OpenAsync(Sales)).ValueAsync(null, query);
        await HoldAsync(q => q.ExplainAnalyzeAsync(query));
    }

    /// <summary>The same of questions that have rows for answers.</summary>
    public static TheoryData<string> Lists => [.. ListAnswers.Keys];

    private static readonly Dictionary<string, Func<IQueryable<Sale>, IQueryable<object>>> ListAnswers = new()
    {
        ["distinct keys"] = q => q.Select(s => s.Country).Distinct(),
        ["distinct pairs of keys"] = q => q.Select(s => new { s.Country, s.Year }).Distinct(),
        ["distinct keys of some"] = q => q.Where(s => s.Year >= 2020).Select(s => new { s.Country }).Distinct(),
        ["counts by key"] = q => q.GroupBy(s => s.Country).Select(g => new { g.Key, Count = g.Count() }),
        ["counts by pairs of keys"] = q => q.GroupBy(s => new { s.Country, s.Year }).Select(g => new { g.Key.Country, g.Key.Year, Count = g.LongCount() }),
        ["counts by key of some"] = q => q.Where(s => s.Id > -1000).GroupBy(s => s.Year).Select(g => new { g.Key, Count = g.Count() }).OrderBy(g => g.Key),
        ["extremes of keys by key"] = q => q.GroupBy(s => s.Country).Select(g => new { g.Key, Least = g.Min(s => s.Year), Greatest = g.Max(s => s.Year), Count = g.Count() }),
        ["keys of groups"] = q => q.GroupBy(s => s.Country).Select(g => g.Key),
        ["keys of large groups"] = q => q.GroupBy(s => s.Country).Where(g => g.Count() > 20).Select(g => new { g.Key }),
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Lists_of_keys_and_counts_by_key_read_no_data(string question)
    {
        var query = ListAnswers[question];
        await (await QueryOracle<Sale>.OpenAsync(Sales)).RowsAsync(null, query);
        await HoldAsync(q => query(q).ExplainAnalyzeAsync());
    }

    private static async Task HoldAsync(Func<IQueryable<Sale>, Task<QueryExplanation>> run)
    {
        await using var store = new CountingStore(await Sales.StoreAsync());
        var rows = (await Dataset.OpenAsync(store, "sales")).AsQueryable<Sale>();
        // A dataset that knows its footers: every further request would be for data.
        await rows.ToListAsync();
        var before = store.Counts;
        var explanation = await run(rows);
        Assert.Equal(before, store.Counts);
        Assert.Equal((0, 0), (explanation.Figures!.Requests, explanation.Figures.BytesRead));
        Assert.Equal(0, explanation.BytesToRead);
        // What rules everything out, or else gives the answer, is named.
        Assert.True(explanation.FilesToRead == 0 || (explanation.ToString().Contains("  answered    ", StringComparison.Ordinal) && explanation.ToString().Contains(", 0 B of ", StringComparison.Ordinal)), explanation.ToString());
    }
}
