using Kartothek.Core;
using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

/// <summary>Pages that the page index rules out are neither read nor decoded.</summary>
public sealed class PageIndexTests
{
    private sealed record Row(long Id, int Number, string? Label, double Ratio, DateOnly? Day);

    private static Row[] Rows(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => new Row(
            i / 3, random.Next(40), random.Next(5) == 0 ? null : $"text {random.Next(200):D3}", random.Next(9) == 0 ? double.NaN : random.NextDouble() * 10,
            i / 50 % 4 == 0 ? null : new DateOnly(2020, 1, 1).AddDays(i / 11)))];
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(16, 2)]
    [InlineData(200, 3)]
    public async Task Rows_are_those_of_LINQ_whatever_the_pages(int page, int seed)
    {
        var rows = Rows(1500, seed);
        var oracle = await QueryOracle<Row>.OpenAsync(new TestDataset<Row>().RowGroups(700).Pages(page).File(rows[..900]).File(rows[900..]));
        var day = new DateOnly(2020, 2, 1);
        foreach (var id in (long[])[0, 77, 233, 234, 299, 499, 5000])
        {
            await oracle.RowsAsync(null, q => q.Where(r => r.Id == id));
            await oracle.RowsAsync(null, q => q.Where(r => r.Id >= id && r.Id < id + 20 && r.Number > 5));
            await oracle.RowsAsync(null, q => q.Where(r => r.Id == id || r.Id == id + 100).Select(r => new { r.Label, r.Ratio }));
        }
        await oracle.RowsAsync(null, q => q.Where(r => r.Day == null));
        await oracle.RowsAsync(null, q => q.Where(r => r.Day != null && r.Id > 200));
        await oracle.RowsAsync(null, q => q.Where(r => r.Day >= day && r.Label != "text 001"));
        await oracle.RowsAsync(null, q => q.Where(r => r.Label == "text 007"));
        await oracle.RowsAsync(null, q => q.Where(r => r.Ratio > 9.9 && r.Id < 100));
        await oracle.RowsAsync(null, q => q.Where(r => r.Number != 3 && 100 / r.Number > 20 && r.Id < 30));
        await oracle.ValueAsync(null, q => q.Where(r => r.Id > 400).Sum(r => r.Number));
    }

    [Fact]
    public async Task A_look_up_reads_the_pages_of_its_rows()
    {
        // Texts that take many bytes, so that a row group isn't read by one request.
        var random = new Random(5);
        var rows = Rows(6000, 4).Select(r => r with { Label = string.Create(200, random, (text, random) => { foreach (ref var c in text) c = (char)random.Next('a', 'z'); }) }).ToArray();
        await using var store = new CountingStore(await new TestDataset<Row>("rows").Pages(100, hasDictionaries: false).File(rows).StoreAsync());
        var dataset = await Dataset.OpenAsync(store, "rows");
        await dataset.AsQueryable<Row>().CountAsync();

        var before = store.Counts;
        Assert.Equal(3, (await dataset.AsQueryable<Row>().Where(r => r.Id == 1000).ToListAsync()).Count);
        var pruned = store.Counts.BytesRead - before.BytesRead;
        before = store.Counts;
        Assert.Equal(3, (await dataset.AsQueryable<Row>().Where(r => r.Id + 0 == 1000).ToListAsync()).Count);
        var whole = store.Counts.BytesRead - before.BytesRead;
        Assert.InRange(pruned, 1, whole / 4);
    }
}
