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
}
