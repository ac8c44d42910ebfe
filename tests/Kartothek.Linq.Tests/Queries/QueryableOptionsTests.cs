using System.Runtime.CompilerServices;
using Kartothek.Columns;
using Kartothek.Core;
using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

public sealed class QueryableOptionsTests
{
    private sealed record Row(string Country, long Id, string? Name)
    {
        public string Label => $"{Country}{Id}";
    }

    private static readonly TestDataset<Row> Data = new TestDataset<Row>("sales").PartitionOn("country").IndexOn("id").RowGroups(2)
        .File(new("DE", 1, "a"), new("DE", 2, "b"), new("DE", 3, "c")).File(new("FR", 4, "d"), new("FR", 5, null));

    private static async Task<(IQueryable<Row> Rows, CountingStore Store)> OpenAsync()
    {
        var store = new CountingStore(await Data.StoreAsync());
        return ((await Dataset.OpenAsync(store, "sales")).AsQueryable<Row>(), store);
    }

    [Fact]
    public async Task Strict_refuses_a_condition_that_no_scan_evaluates_before_anything_is_read()
    {
        var (rows, store) = await OpenAsync();
        var before = store.Counts;

        var error = await Assert.ThrowsAsync<KartothekException>(() => rows.Strict().Where(r => r.Label == "DE1").ToListAsync());
        Assert.Contains("r.Label == \"DE1\"", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, store.Counts);
        Assert.Single(await rows.Strict().Where(r => r.Id == 1).ToListAsync());
        Assert.Single(await rows.Where(r => r.Label == "DE1").ToListAsync());
    }

    [Fact]
    public async Task RequirePruning_refuses_a_plan_that_would_read_too_much()
    {
        var (rows, _) = await OpenAsync();
        var all = (await rows.ExplainAsync()).BytesToRead!.Value;
        var some = (await rows.Where(r => r.Country == "DE").ExplainAsync()).BytesToRead!.Value;

        Assert.True(some < all);
        Assert.Equal(5, await rows.RequirePruning(all).ToListAsync().ContinueWith(t => t.Result.Count));
        var error = await Assert.ThrowsAsync<KartothekException>(() => rows.RequirePruning(some).ToListAsync());
        Assert.StartsWith(FormattableString.Invariant($"The query would read {all:N0} bytes of dataset 'sales', and RequirePruning allows {some:N0}. No rows were read."), error.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await rows.RequirePruning(some).Where(r => r.Country == "DE").ToListAsync()).Count);
        await Assert.ThrowsAsync<KartothekException>(() => rows.RequirePruning(0).SumAsync(r => r.Id));
    }

    [Fact]
    public async Task Observers_are_told_what_a_query_cost()
    {
        var (rows, store) = await OpenAsync();
        var seen = new List<QueryFigures>();
        var before = store.Counts;

        await rows.Observe(seen.Add).Where(r => r.Country == "DE" && r.Id > 1).Select(r => r.Id).ToListAsync();

        var figures = Assert.Single(seen);
        Assert.Equal(
            """
            Project r => r.Id
              Scan sales
                columns     id
                predicate   country = 'DE' and id > 1
            """,
            figures.Plan,
            ignoreLineEndingDifferences: true);
        var counts = store.Counts;
        Assert.Equal((2, 1, 2, 2), (figures.Rows, figures.Files, figures.RowGroups, figures.RowsKept));
        // The index is read for the plan, and counts with the dataset.
        Assert.Equal(counts.Tails + counts.Ranges - before.Tails - before.Ranges - 1, figures.Requests);
        Assert.StartsWith("2 rows; 2 of 3 rows kept in 2 row groups of 1 files;", figures.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Observers_are_told_when_the_caller_stops_early_and_when_the_query_fails()
    {
        var (rows, _) = await OpenAsync();
        var seen = new List<QueryFigures>();
        var observed = rows.Observe(seen.Add).WithParallelism(1);

        foreach (var _ in observed)
        {
            break;
        }
        await Assert.ThrowsAsync<InvalidOperationException>(() => observed.SingleAsync());

        Assert.Equal(2, seen.Count);
        Assert.Equal(1, seen[0].RowGroups);
    }

    [Fact]
    public async Task Observers_are_told_how_many_rows_the_caller_took()
    {
        var (rows, _) = await OpenAsync();
        var seen = new List<QueryFigures>();
        var observed = rows.Observe(seen.Add);
        for (var wanted = 1; wanted <= 6; wanted++)
        {
            var left = wanted;
            foreach (var _ in observed)
            {
                if (--left == 0)
                {
                    break;
                }
            }
            left = wanted;
            await foreach (var _ in observed.AsAsyncEnumerable())
            {
                if (--left == 0)
                {
                    break;
                }
            }
        }

        Assert.Equal([1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 5, 5], seen.Select(f => (int)f.Rows));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_slow_condition_is_cancelled_within_a_block(bool isBehindTake)
    {
        var data = new TestDataset<Row>("many").File([.. Enumerable.Range(0, 4_000).Select(i => new Row("DE", i, null))]);
        await using var store = await data.StoreAsync();
        var rows = (await Dataset.OpenAsync(store, "many")).AsQueryable<Row>();
        rows = isBehindTake ? rows.Take(3_999) : rows;
        using var cancellation = new CancellationTokenSource();
        var seen = new StrongBox<int>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => rows.WithParallelism(1).Where(r => IsSlow(r, seen, cancellation)).ToListAsync(cancellation.Token));

        Assert.InRange(seen.Value, 5, 200);
    }

    private static bool IsSlow(Row row, StrongBox<int> seen, CancellationTokenSource cancellation)
    {
        Thread.Sleep(1);
        if (++seen.Value == 5)
        {
            cancellation.Cancel();
        }
        return row.Id >= 0;
    }

    [Fact]
    public async Task The_provider_gives_the_rows_of_an_expression_that_has_rows()
    {
        var (rows, _) = await OpenAsync();
        var two = rows.Where(r => r.Id > 1).Take(2);

        Assert.Equal([2L, 3L], two.Provider.Execute<IEnumerable<Row>>(two.Expression).Select(r => r.Id));
        Assert.Equal([2L, 3L], ((IEnumerable<Row>)two.Provider.Execute(two.Expression)!).Select(r => r.Id));
        Assert.Equal(5, rows.Provider.Execute<IEnumerable<Row>>(rows.Expression).Count());
    }

    [Fact]
    public async Task A_query_that_needs_one_row_reads_one_row_group()
    {
        var (rows, _) = await OpenAsync();
        var seen = new List<QueryFigures>();
        var observed = rows.Observe(seen.Add).WithParallelism(1);

        Assert.Equal(1, (await observed.FirstAsync()).Id);
        Assert.True(await observed.AnyAsync());
        Assert.Equal([1, 2], await observed.Take(2).Select(r => r.Id).ToListAsync());
        Assert.Empty(await observed.Take(0).ToListAsync());

        Assert.Equal([1, 1, 1, 0], seen.Select(f => (int)f.RowGroups));
    }

    [Fact]
    public async Task A_foreach_with_one_task_stays_on_its_thread()
    {
        var (rows, _) = await OpenAsync();
        var thread = Environment.CurrentManagedThreadId;
        var threads = new HashSet<int>();

        foreach (var _ in rows.WithParallelism(1).Where(r => Note(threads)))
        {
        }

        Assert.Equal([thread], threads);
    }

    private static bool Note(HashSet<int> threads)
    {
        threads.Add(Environment.CurrentManagedThreadId);
        return true;
    }

    [Fact]
    public void Options_leave_a_mocked_query_as_it_is()
    {
        var mock = new List<Row> { new("DE", 1, null) }.AsQueryable();

        Assert.Same(mock, mock.Strict().RequirePruning(1).WithParallelism(2).Observe(_ => { }));
        Assert.StartsWith("Not a dataset: EnumerableQuery<Row> runs the query in memory", mock.Explain().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_makes_no_request_and_ExplainAsync_reads_indices_and_footers()
    {
        var (rows, store) = await OpenAsync();
        var query = rows.Where(r => r.Country == "DE" && r.Id == 2);
        var before = store.Counts;

        var first = query.Explain();
        Assert.Equal(before, store.Counts);
        Assert.False(first.IsComplete);

        var second = await query.ExplainAsync();
        Assert.True(second.IsComplete);
        Assert.Equal((1, 1), (second.FilesToRead, second.RowGroupsToRead));
        // One for the index, one for the footer.
        Assert.Equal(2, store.Counts.Tails + store.Counts.Ranges - before.Tails - before.Ranges);
        Assert.StartsWith("Aggregate count()", query.Explain(q => q.Count()).ToString(), StringComparison.Ordinal);
        Assert.Contains("\"dataset\": \"sales\"", (await query.ExplainAsync(q => q.Count())).ToJson(), StringComparison.Ordinal);
    }

    private sealed record Wide(long A, string B, long C, string D, long E);

    [Fact]
    public async Task No_plan_reads_more_than_it_says()
    {
        var data = new TestDataset<Wide>("wide").RowGroups(500)
            .Files(Enumerable.Range(0, 2_000).Select(i => new Wide(i, $"b{i}", i, new string('d', 40 + (i % 7)), i)), 1_000);
        await using var store = await data.StoreAsync();
        var rows = (await Dataset.OpenAsync(store, "wide")).AsQueryable<Wide>();
        await CheckAsync(rows.Select(r => new { r.A, r.C, r.E }));
        await CheckAsync(rows.Where(r => r.A >= 700 && r.E > 0).Select(r => r.C));
        await CheckAsync(rows.Where(r => r.C >= 0 || r.E == 3).Select(r => new { r.A, r.D }));
        await CheckAsync(rows.Where(r => r.B != "b7"));

        static async Task CheckAsync<T>(IQueryable<T> query)
        {
            var plan = (await query.ExplainAsync()).BytesToRead!.Value;
            var read = 0L;
            await query.RequirePruning(plan).Observe(f => read = f.BytesRead).ToListAsync();
            Assert.Equal(plan, read);
            await Assert.ThrowsAsync<KartothekException>(() => query.RequirePruning(plan - 1).ToListAsync());
        }
    }

    [Fact]
    public async Task What_is_explained_is_what_is_read()
    {
        var (rows, _) = await OpenAsync();
        var suffixes = new[] { "x", "a" };
        await CheckAsync(rows.Where(r => suffixes.Any(s => s == r.Name)).Select(r => r.Id));
        await CheckAsync(rows.OrderByDescending(r => r.Id).Select(r => r.Country).Take(2));
        await CheckAsync(rows.Where(r => r.Id > 1).OrderBy(r => r.Country).Skip(1).Where(r => r.Id < 5).Select(r => r.Id));
        await CheckAsync(rows.Where(r => r.Label != "DE1"));

        static async Task CheckAsync<T>(IQueryable<T> query)
        {
            var explained = (await query.ExplainAsync()).BytesToRead!.Value;
            var read = 0L;
            await query.Observe(f => read = f.BytesRead).ToListAsync();
            Assert.InRange(read, explained / 2, explained);
        }
    }

    [Fact]
    public async Task Text_that_cannot_be_encoded_is_explained_by_escapes()
    {
        var (rows, _) = await OpenAsync();
        var pair = new string('x', 59) + "😀";

        var scan = rows.Where(r => r.Name == "a\uD83D\n").Explain();
        var residual = rows.Where(r => r.Name!.ToUpper() == "\uDE00" || r.Name.ToUpper() == pair).Explain();

        Assert.Contains("""predicate   name = 'a\uD83D\u000A'""", scan.ToString(), StringComparison.Ordinal);
        Assert.Contains("""r => r.Name.ToUpper() == "\uDE00" || r.Name.ToUpper() == "xxxxxx""", residual.ToString(), StringComparison.Ordinal);
        Assert.Contains("xxx😀\"", residual.ToString(), StringComparison.Ordinal);
        Assert.Contains("uD83D", scan.ToJson(), StringComparison.Ordinal);
        Assert.Contains("uDE00", residual.ToJson(), StringComparison.Ordinal);
    }
}
