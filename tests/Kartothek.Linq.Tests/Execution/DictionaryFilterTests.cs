using System.Linq.Expressions;
using Kartothek.Core;
using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

/// <summary>Row groups of which no dictionary entry satisfies a condition aren't scanned.</summary>
public sealed class DictionaryFilterTests
{
    private sealed record Row(long Id, string? Name, int? Number, DateOnly? Day, double Ratio, string Comment);

    // Every second value only: the others lie within the bounds of each row group, and only the dictionary knows that they aren't there.
    private static Row[] Rows(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => new Row(
            i, i % 11 == 0 ? null : $"name {i % 60 * 2:D3}", i % 13 == 0 ? null : i % 50 * 2, i % 17 == 0 ? null : new DateOnly(2020, 1, 1).AddDays(i % 40 * 2), i % 19 == 0 ? double.NaN : i % 20, $"comment {i * 7919L % 100003}")),
    ];

    private static readonly string?[] Absent = ["name 001", "name 003", "none"];

    private static readonly string?[] AbsentOrNull = ["name 001", null];

    private static readonly DateOnly Day = new(2020, 1, 10);

    private static readonly Expression<Func<Row, bool>>[] Nowhere =
    [
        r => r.Name == "name 001", r => r.Number == 7, r => r.Day == Day, r => r.Ratio == 0.5, r => Absent.Contains(r.Name), r => r.Number > 8 && r.Number < 10, r => r.Name != null && r.Name.StartsWith("name 00", StringComparison.Ordinal) && r.Name.EndsWith("1", StringComparison.Ordinal),
        r => r.Id >= 0 && r.Name == "name 001", r => r.Number > 4 && r.Day == Day && r.Comment != "x", r => !(r.Number != 7), r => 100 / (r.Id + 1) >= 0 && r.Name == "name 001", r => r.Name != null && r.Name.Length == 7,
    ];

    private static readonly Expression<Func<Row, bool>>[] Somewhere =
    [
        r => r.Name == "name 002", r => r.Number != 7, r => r.Number == null, r => r.Name != "name 001" && r.Number >= 0, r => AbsentOrNull.Contains(r.Name), r => !(r.Number > 4), r => r.Day < Day || r.Day == null,
        r => r.Name != null && r.Name.StartsWith("name 01", StringComparison.Ordinal), r => r.Name == null || !r.Name.StartsWith("name", StringComparison.Ordinal), r => r.Ratio > 18 && r.Name == "name 038", r => r.Number > 8 && r.Number < 12 && r.Name != null, r => !(r.Ratio < 100), r => r.Id < 5 && r.Name == "name 004",
    ];

    [Fact]
    public async Task Conditions_that_no_entry_satisfies_cost_no_rows_and_no_other_column()
    {
        var rows = Rows(6000);
        await using var store = new CountingStore(await new TestDataset<Row>("rows").RowGroups(2000).File(rows).StoreAsync());
        var dataset = await Dataset.OpenAsync(store, "rows");
        await dataset.AsQueryable<Row>().CountAsync();
        foreach (var condition in Nowhere)
        {
            Assert.Empty(rows.AsQueryable().Where(condition));
            QueryFigures? figures = null;
            var before = store.Counts;
            Assert.Empty(await dataset.AsQueryable<Row>().Observe(f => figures = f).Where(condition).ToListAsync());
            Assert.True(figures!.RowsScanned == 0, $"{condition}: {figures}");
            Assert.InRange(store.Counts.BytesRead - before.BytesRead, 1, store.Counts.BytesRead / 2);
        }
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(40, true)]
    [InlineData(300, true)]
    [InlineData(40, false)]
    public async Task Rows_are_those_of_LINQ_with_and_without_an_index_of_pages(int? page, bool hasDictionaries)
    {
        var rows = Rows(2500);
        var data = new TestDataset<Row>().RowGroups(900);
        var oracle = await QueryOracle<Row>.OpenAsync((page is { } size ? data.Pages(size, hasDictionaries) : data).File(rows[..1000]).File(rows[1000..]));
        foreach (var condition in Somewhere.Concat(Nowhere))
            await oracle.RowsAsync(null, q => q.Where(condition));
    }

    [Fact]
    public async Task Files_of_ours_are_scanned_as_little()
    {
        var rows = Rows(6000);
        var store = new MemoryStore();
        await Dataset.CreateAsync(store, "rows", rows, o => o.Files(_ => new FileLayout { RowGroupRows = 2000, KeepsNaN = true }));
        var dataset = await Dataset.OpenAsync(store, "rows");
        // Few numbers take less space packed than as codes.
        foreach (var condition in Nowhere.Where(c => c.ToString().Contains("r.Name", StringComparison.Ordinal)))
        {
            QueryFigures? figures = null;
            Assert.Empty(await dataset.AsQueryable<Row>().Observe(f => figures = f).Where(condition).ToListAsync());
            Assert.True(figures!.RowsScanned == 0, $"{condition}: {figures}");
        }
        foreach (var condition in Somewhere)
            Assert.Equal(rows.AsQueryable().Where(condition).Select(r => r.Id), (await dataset.AsQueryable<Row>().Where(condition).ToListAsync()).Select(r => r.Id));
    }
}
