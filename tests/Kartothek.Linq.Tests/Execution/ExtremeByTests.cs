using Kartothek.Columns;
using Kartothek.Core;
using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

/// <summary>MinBy and MaxBy: the first row with the least or greatest key, picked inside the tasks where keys are plain.</summary>
public sealed class ExtremeByTests
{
    private sealed record Row(int Id, int Rank, int? Maybe, double Ratio, double? Share, string? Name, DateOnly Day, decimal Amount, bool Flag, int? Never, string Country);

    // Few distinct keys, so that there are ties in each row group and between files.
    private static IEnumerable<Row> Rows(int first, int count, string country) => Enumerable.Range(first, count).Select(i => new Row(
        i, (i * 7) % 11, i % 3 == 0 ? null : (i * 5) % 13, i % 29 == 7 ? double.NaN : i * 31 % 17, i % 4 == 0 ? null : i % 31 == 5 ? double.NaN : i * 13 % 19,
        i % 5 == 0 ? null : $"{(i % 2 == 0 ? "n" : "N")}ame {i * 3 % 7}", new DateOnly(2020, 1, 1).AddDays(i * 37 % 40), i * 31 % 23 / 4m, i % 3 == 1, null, country));

    private static TestDataset<Row> Data => new TestDataset<Row>("rows").PartitionOn("country").RowGroups(7).File(Rows(0, 60, "DE")).File(Rows(60, 40, "FR")).File(Rows(100, 5, "DE"));

    [Fact]
    public async Task Rows_are_those_of_LINQ_for_each_type_of_key()
    {
        var oracle = await QueryOracle<Row>.OpenAsync(Data);
        await oracle.ValueAsync(null, q => q.MinBy(r => r.Id));
        await oracle.ValueAsync(null, q => q.MaxBy(r => r.Id));
        await oracle.ValueAsync(null, q => q.MinBy(r => r.Rank));
        await oracle.ValueAsync(null, q => q.MaxBy(r => r.Rank));
        await oracle.ValueAsync(null, q => q.MinBy(r => r.Maybe));
        await oracle.ValueAsync(null, q => q.MaxBy(r => r.Maybe));
        await oracle.ValueAsync(null, q => q.MinBy(r => r.Ratio));
        await oracle.ValueAsync(null, q => q.MaxBy(r => r.Ratio));
        await oracle.ValueAsync(null, q => q.MinBy(r => r.Share));
        await oracle.ValueAsync(null, q => q.MaxBy(r => r.Share));
        await oracle.ValueAsync(null, q => q.MinBy(r => r.Name));
        await oracle.ValueAsync(null, q => q.MaxBy(r => r.Name));
        await oracle.ValueAsync(null, q => q.MinBy(r => r.Day));
        await oracle.ValueAsync(null, q => q.MaxBy(r => r.Amount));
        await oracle.ValueAsync(null, q => q.MaxBy(r => r.Flag));
        await oracle.ValueAsync(null, q => q.MinBy(r => r.Country));
        await oracle.ValueAsync(null, q => q.MaxBy(r => r.Never));
        await oracle.ValueAsync(null, q => q.MinBy(r => r.Never));
        await oracle.ValueAsync(null, q => q.MinBy(r => r.Rank % 4));
        await oracle.ValueAsync(null, q => q.MaxBy(r => (long)r.Rank));
    }

    [Fact]
    public async Task Whatever_stands_before_and_whatever_compares()
    {
        var oracle = await QueryOracle<Row>.OpenAsync(Data);
        await oracle.ValueAsync(null, q => q.Where(r => r.Country == "FR" && r.Rank > 2).MinBy(r => r.Rank));
        await oracle.ValueAsync(null, q => q.Where(r => r.Name!.GetHashCode() != 0 && r.Maybe != null).MaxBy(r => r.Maybe));
        await oracle.ValueAsync(null, q => q.Select(r => new { r.Name, Twice = r.Rank * 2 }).MaxBy(x => x.Twice));
        await oracle.ValueAsync(null, q => q.Select(r => r.Share).MinBy(x => x));
        await oracle.ValueAsync(null, q => q.OrderByDescending(r => r.Id).MinBy(r => r.Rank));
        await oracle.ValueAsync(null, q => q.Skip(10).Take(50).MaxBy(r => r.Rank));
        await oracle.ValueAsync(null, q => q.Select(r => r.Rank).Distinct().MinBy(x => -x));
        await oracle.ValueAsync(null, q => q.GroupBy(r => r.Name).Select(g => new { g.Key, Count = g.Count() }).MaxBy(g => g.Count));
        await oracle.ValueAsync(null, q => q.MinBy(r => r.Name, StringComparer.Ordinal));
        await oracle.ValueAsync(null, q => q.MaxBy(r => r.Name, StringComparer.OrdinalIgnoreCase));
        await oracle.ValueAsync(null, q => q.MinBy(r => r.Rank, new Backwards<int>()));
        await oracle.ValueAsync(null, q => q.MaxBy(r => r.Maybe, new Backwards<int?>()));
        await oracle.ValueAsync(null, q => q.MinBy(r => r.Never, new Backwards<int?>()));
        await oracle.ValueAsync(null, q => q.MinBy(r => r.Rank, null));
        await oracle.ValueAsync(null, q => q.MinBy(r => r.Rank, new Failing()));
        await oracle.ValueAsync(null, q => q.MinBy(r => 100 / (r.Rank - 5)));
        await oracle.ValueAsync(null, q => q.MinBy(r => new { r.Rank }));
    }

    [Fact]
    public async Task Of_no_rows_there_is_null_or_an_exception()
    {
        var oracle = await QueryOracle<Row>.OpenAsync(Data);
        await oracle.ValueAsync(null, q => q.Where(r => r.Country == "IT").MinBy(r => r.Rank));
        await oracle.ValueAsync(null, q => q.Where(r => r.Id < 0).MaxBy(r => r.Name));
        await oracle.ValueAsync(null, q => q.Where(r => r.Id < 0).Select(r => r.Rank).MaxBy(x => x));
        await oracle.ValueAsync(null, q => q.Where(r => r.Id < 0).Select(r => r.Maybe).MaxBy(x => x));
    }

    [Fact]
    public async Task Row_groups_that_cannot_hold_the_row_are_skipped()
    {
        var rows = Enumerable.Range(0, 20_000).Select(i => new Row(i, i, i % 1000 < 500 ? null : 20_000 - i, i, null, null, default, 0, false, null, "DE")).ToArray();
        var dataset = await Dataset.CreateAsync(new MemoryStore(), "rows", rows, o => o.Files(f => f with { RowGroupRows = 500 }));
        QueryFigures? seen = null;
        var source = dataset.AsQueryable<Row>().WithParallelism(1).Observe(f => seen = f);

        Assert.Equal(0, (await source.MinByAsync(r => r.Rank))!.Id);
        Assert.True(seen!.Skipped.Bound >= 34, $"{seen.Skipped}");
        // Every second row group has nulls only, which aren't wanted where there is anything else.
        Assert.Equal(500, (await source.MaxByAsync(r => r.Maybe))!.Id);
        Assert.True(seen!.Skipped.Bound >= 34, $"{seen.Skipped}");
        Assert.Equal(19_999, (await source.MinByAsync(r => r.Maybe))!.Id);
        Assert.True(seen!.Skipped.Bound >= 16, $"{seen.Skipped}");
    }

    [Fact]
    public async Task Plans_say_where_the_row_is_picked()
    {
        var rows = (await Data.OpenAsync()).AsQueryable<Row>();
        Assert.StartsWith("MaxBy Rank\n  in tasks    the first row of each; row groups that can hold none of them are skipped\n  Scan rows\n", rows.Explain(q => q.MaxBy(r => r.Rank)).ToString(), StringComparison.Ordinal);
        Assert.StartsWith("MinBy Name (StringComparer.Ordinal)\n  in tasks    the first row of each\n  Scan rows\n", rows.Explain(q => q.MinBy(r => r.Name, StringComparer.Ordinal)).ToString(), StringComparison.Ordinal);
        Assert.StartsWith("MinBy Rank (Backwards`1)\n  in memory   a comparer of one's own compares the keys\n  Scan rows\n", rows.Explain(q => q.MinBy(r => r.Rank, new Backwards<int>())).ToString(), StringComparison.Ordinal);
        Assert.StartsWith("MinBy r => r.Rank % 3\n  in memory   the key is more than a member of the row\n  Scan rows\n", rows.Explain(q => q.MinBy(r => r.Rank % 3)).ToString(), StringComparison.Ordinal);
#pragma warning disable CS0618, SYSLIB0061 // The overload that .NET has by mistake.
        var error = Assert.Throws<KartothekException>(() => rows.Explain(q => q.MinBy(r => r.Rank, (IComparer<Row>?)null)));
#pragma warning restore CS0618, SYSLIB0061
        Assert.Contains("Pass a comparer of keys.", error.Message, StringComparison.Ordinal);
    }

    private sealed class Backwards<TKey> : IComparer<TKey>
    {
        public int Compare(TKey? x, TKey? y) => Comparer<TKey>.Default.Compare(y, x);
    }

    private sealed class Failing : IComparer<int>
    {
        public int Compare(int x, int y) => throw new TimeoutException();
    }
}
