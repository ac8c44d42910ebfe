using CsCheck;
using Kartothek.Core;
using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

/// <summary>OrderBy with Take: tasks keep their first rows, and skip what can't be among them.</summary>
public sealed class TopTests
{
    private static readonly Func<IQueryable<RandomRow>, IOrderedQueryable<RandomRow>>[] Orders =
    [
        q => q.OrderBy(r => r.Id), q => q.OrderByDescending(r => r.Id), q => q.OrderBy(r => r.Number), q => q.OrderByDescending(r => r.Number),
        q => q.OrderBy(r => r.Big), q => q.OrderByDescending(r => r.Big), q => q.OrderBy(r => r.Ratio), q => q.OrderByDescending(r => r.Ratio),
        q => q.OrderBy(r => r.Share), q => q.OrderByDescending(r => r.Share), q => q.OrderBy(r => r.Part), q => q.OrderByDescending(r => r.Part),
        q => q.OrderBy(r => r.Amount), q => q.OrderByDescending(r => r.Amount), q => q.OrderBy(r => r.Name), q => q.OrderByDescending(r => r.Label),
        q => q.OrderBy(r => r.Name, StringComparer.Ordinal), q => q.OrderByDescending(r => r.Name, StringComparer.OrdinalIgnoreCase),
        q => q.OrderBy(r => r.Flag), q => q.OrderByDescending(r => r.Open), q => q.OrderBy(r => r.Day), q => q.OrderByDescending(r => r.Day),
        q => q.OrderBy(r => r.At), q => q.OrderByDescending(r => r.At), q => q.OrderBy(r => r.Size), q => q.OrderBy(r => r.Key), q => q.OrderByDescending(r => r.Zone),
        q => q.OrderBy(r => (double)r.Count), q => q.OrderBy(r => (int?)r.Count), q => q.OrderBy(r => r.Count % 3), q => q.OrderBy(r => r.Count, new Backwards()),
    ];

    private static readonly Func<IOrderedQueryable<RandomRow>, IOrderedQueryable<RandomRow>>[] MoreOrders =
    [
        q => q, q => q, q => q.ThenBy(r => r.Number), q => q.ThenByDescending(r => r.Day), q => q.ThenBy(r => r.Name).ThenByDescending(r => r.Ratio), q => q.ThenByDescending(r => r.Id),
    ];

    private static readonly Func<IQueryable<RandomRow>, IQueryable<RandomRow>>[] Filters =
    [
        q => q, q => q, q => q.Where(r => r.Number > 0), q => q.Where(r => r.Zone == "odd"), q => q.Where(r => r.Count.ToString() != "1"), q => q.Where(r => r.Ratio > 0 || r.Flag),
    ];

    private static readonly Func<IQueryable<RandomRow>, string>[] Ends =
    [
        q => Text(q.Take(3).Select(r => r.Id)), q => Text(q.Take(1).AsEnumerable().Select(r => r.Id)), q => Text(q.Skip(2).Take(5).Select(r => new { r.Id, r.Name })), q => Text(q.Take(40).Select(r => r.Id)),
        q => Text(q.Take(0)), q => Text(q.Take(5000).Select(r => r.Id)), q => Text([q.Select(r => r.Id).FirstOrDefault()]), q => Text([q.FirstOrDefault()?.Id]), q => Text([q.ElementAtOrDefault(7)?.Id]),
        q => Text(q.Skip(390).Select(r => r.Id)), q => Text(q.Take(20).Where(r => r.Flag).Select(r => r.Id)), q => Text(q.Take(9).Reverse().Select(r => r.Id)), q => Text([q.Take(12).Count()]),
        q => Text([q.Take(12).Sum(r => r.Count)]), q => Text(q.Select(r => new { r.Id, Twice = r.Count * 2 }).Take(4)),
        q => Text([q.Last().Id]), q => Text([q.Select(r => r.Id).LastOrDefault()]), q => Text([q.Select(r => new { r.Id, r.Name }).Last()]), q => Text([q.ElementAtOrDefault(^3)?.Id]), q => Text([q.ElementAtOrDefault(^399)?.Id]),
        q => Text([q.Take(9).LastOrDefault()?.Id]), q => Text([q.Take(5000).FirstOrDefault()?.Id]), q => Text([q.Select(r => r.Number).LastOrDefault()]), q => Text(q.Select(r => r.Ratio).Take(5)), q => Text([q.Select(r => r.Day).First()]),
        q => Text(q.Select(r => r.Number).Order().Take(4)), q => Text([q.Select(r => r.Ratio).OrderDescending().Last()]),
        q => Text([q.MinBy(r => r.Share)?.Id]), q => Text([q.MaxBy(r => r.Number)?.Id]), q => Text([q.Select(r => new { r.Id, r.Name }).MinBy(r => r.Name)]), q => Text(q.Take(2..5).Select(r => r.Id)), q => Text(q.Take(385..).Select(r => r.Id)), q => Text(q.Take(5..3).Select(r => r.Id)),
    ];

    [Fact]
    public async Task The_first_rows_are_those_of_LINQ_in_its_order()
    {
        var random = new Random(20261126);
        RandomRow[] rows = [.. Enumerable.Range(0, 400).Select(i => RandomRow.Of(random, i / 40, i))];
        var dataset = await new TestDataset<RandomRow>().PartitionOn("zone").RowGroups(7).Files(rows, 40).OpenAsync();
        Gen.Int.Sample(
            seed =>
            {
                foreach (var tasks in (int[])[1, 3])
                {
                    Assert.Equal(Answer(rows.AsQueryable(), new Random(seed)), Answer(dataset.AsQueryable<RandomRow>().WithParallelism(tasks), new Random(seed)));
                }
            },
            iter: 400,
            threads: 1);

        static string Answer(IQueryable<RandomRow> source, Random random) =>
            Pick(Ends, random)(Pick(MoreOrders, random)(Pick(Orders, random)(Pick(Filters, random)(source))));
    }

    private sealed record Sample(long Id, int Rank, int? Maybe, double Value, string Note);

    [Fact]
    public async Task Row_groups_that_cannot_hold_one_of_the_first_are_not_read_and_of_others_few_rows_are_made()
    {
        // Ranks are random: no bounds rule a row group out, but hardly a row is among the first; identities are sorted, so that bounds do.
        var random = new Random(1);
        Sample[] samples = [.. Enumerable.Range(0, 40_000).Select(i => new Sample(i, random.Next(), random.Next(3) == 0 ? null : random.Next(), random.NextDouble(), $"note {random.Next()}"))];
        var store = new CountingStore(new MemoryStore());
        await Dataset.CreateAsync(store, "samples", samples, o => o.Files(f => f with { RowGroupRows = 1000 }));
        var dataset = await Dataset.OpenAsync(store, "samples");
        // The footer is known from here on.
        await dataset.AsQueryable<Sample>().CountAsync();

        var (byId, idBytes, _) = await RunAsync(q => q.OrderBy(s => s.Id).Take(10));
        Assert.Equal(samples.Take(10), byId);
        var (byRank, _, figures) = await RunAsync(q => q.OrderByDescending(s => s.Rank).Take(10));
        Assert.Equal(samples.OrderByDescending(s => s.Rank).Take(10), byRank);
        Assert.InRange(figures.RowsKept, 10, 7000);
        var (byBoth, _, _) = await RunAsync(q => q.OrderBy(s => s.Maybe).ThenBy(s => s.Value).Skip(3).Take(4));
        Assert.Equal(samples.OrderBy(s => s.Maybe).ThenBy(s => s.Value).Skip(3).Take(4), byBoth);
        var (_, allBytes, _) = await RunAsync(q => q.OrderByDescending(s => s.Rank + 0).Take(10));
        Assert.InRange(idBytes, 1, allBytes / 10);

        async Task<(List<Sample> Rows, long Bytes, QueryFigures Figures)> RunAsync(Func<IQueryable<Sample>, IQueryable<Sample>> query)
        {
            var before = store.Counts;
            QueryFigures? seen = null;
            var rows = await query(dataset.AsQueryable<Sample>().WithParallelism(1).Observe(f => seen = f)).ToListAsync();
            return (rows, store.Counts.BytesRead - before.BytesRead, seen!);
        }
    }

    [Fact]
    public async Task The_last_rows_skip_what_the_first_ones_do()
    {
        Sample[] samples = [.. Enumerable.Range(0, 20_000).Select(i => new Sample(i, i % 7, i % 5 == 0 ? null : i, i, "note"))];
        var dataset = await Dataset.CreateAsync(new MemoryStore(), "samples", samples, o => o.Files(f => f with { RowGroupRows = 1000 }));
        QueryFigures? seen = null;
        var rows = dataset.AsQueryable<Sample>().WithParallelism(1).Observe(f => seen = f);

        // Row groups come in ascending order: the first of them has the last in descending order.
        Assert.Equal(0, rows.OrderByDescending(s => s.Id).Last().Id);
        // A task is told of what others found when it begins its next row group, and its own rows it sorts at the end, or after some.
        Assert.InRange(seen!.RowGroups, 1, 3);
        Assert.Equal(20, seen.RowGroups + seen.Skipped.Bound);
        Assert.Equal(samples.OrderByDescending(s => s.Maybe).ElementAt(^3).Id, rows.OrderByDescending(s => s.Maybe).ElementAt(^3).Id);
        // Each row group has nulls, which come last.
        Assert.Equal(0, seen.Skipped.Bound);
        Assert.Equal(19_999, rows.OrderBy(s => s.Id).Last().Id);
        Assert.Equal(0, seen.Skipped.Bound);
    }

    [Fact]
    public async Task Files_whose_key_comes_behind_are_not_read()
    {
        var dataset = await new TestDataset<Keyed>("keyed").PartitionOn("key").File(Keyed.Rows(3)).File(Keyed.Rows(1)).File(Keyed.Rows(2)).File(Keyed.Rows(1)).OpenAsync();
        QueryFigures? seen = null;
        var rows = dataset.AsQueryable<Keyed>().WithParallelism(1).Observe(f => seen = f);

        Assert.Equal([(1, 0), (1, 1)], rows.OrderBy(r => r.Key).Take(2).AsEnumerable().Select(r => (r.Key, r.Id)));
        Assert.Equal((3, 1), (seen!.RowGroups, seen.Skipped.Bound));
        Assert.Equal([(3, 0), (3, 1)], rows.OrderByDescending(r => r.Key).Take(2).AsEnumerable().Select(r => (r.Key, r.Id)));
        Assert.Equal((1, 3), (seen.RowGroups, seen.Skipped.Bound));
    }

    private sealed record Keyed(int Key, int Id)
    {
        public static IEnumerable<Keyed> Rows(int key) => Enumerable.Range(0, 5).Select(i => new Keyed(key, i));
    }

    [Fact]
    public async Task Strings_are_sorted_by_the_culture_of_the_caller()
    {
        var rows = Enumerable.Range(0, 200).Select(i => new Sample(i, 0, null, 0, "zäöaåoÅ"[i % 7] + (i % 13).ToString("D2", System.Globalization.CultureInfo.InvariantCulture))).ToArray();
        var dataset = await Dataset.CreateAsync(new MemoryStore(), "samples", rows, o => o.Files(f => f with { RowGroupRows = 10 }));
        var culture = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            foreach (var name in (string[])["sv-SE", "de-DE", ""])
            {
                System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo(name);
                Assert.Equal(
                    rows.OrderBy(r => r.Note).ThenByDescending(r => r.Id).Take(9).Select(r => r.Id),
                    dataset.AsQueryable<Sample>().WithParallelism(3).OrderBy(r => r.Note).ThenByDescending(r => r.Id).Take(9).Select(r => r.Id));
            }
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = culture;
        }
    }

    private sealed record Wide(long Id, double Value);

    private sealed record Rounded(long Id, float Value);

    [Fact]
    public async Task Keys_that_become_equal_when_a_record_reads_them_are_ties()
    {
        // All are 1 as a float, and greater than it as they are stored; the last of them has the smallest identity.
        var store = new MemoryStore();
        await Dataset.CreateAsync(store, "wide", Enumerable.Range(0, 2000).Select(i => new Wide(-i, 1 + (i * 1e-12))), o => o.Files(f => f with { RowGroupRows = 100 }));
        var dataset = await Dataset.OpenAsync(store, "wide");
        var rows = dataset.AsQueryable<Rounded>().WithParallelism(1);
        Assert.Equal([-1999, -1998, -1997], rows.OrderBy(r => r.Value).ThenBy(r => r.Id).Take(3).Select(r => r.Id).AsEnumerable());
        Assert.Equal([0, -1, -2], rows.OrderByDescending(r => r.Value).Take(3).Select(r => r.Id).AsEnumerable());
        Assert.Equal(2000, rows.Count(r => r.Value == 1f));
    }

    private static TItem Pick<TItem>(TItem[] items, Random random) => items[random.Next(items.Length)];

    private static string Text<TItem>(IEnumerable<TItem> items) => string.Join('\n', items);

    private sealed class Backwards : IComparer<int>
    {
        public int Compare(int x, int y) => y.CompareTo(x);
    }
}
