using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

/// <summary>Every asynchronous terminal gives what its synchronous form gives, over a dataset and over a mocked query.</summary>
public sealed class AsyncTerminalTests
{
    private sealed record Row(int Id, string? Name, long? Big, float Small, double Ratio, decimal Amount);

    private static readonly TestDataset<Row> Data = new TestDataset<Row>().RowGroups(2)
        .File(new(1, "b", 5, 1.5f, 2.5, 1.25m), new(2, "a", null, -1f, 0.5, 2m), new(3, null, 7, 0f, -2.5, 3m)).File(new Row(4, "c", 1, 2f, 1, 4m));

    private static readonly IQueryable<Row> Mock = Data.Rows.ToList().AsQueryable();

    private static async Task SameAsync<TResult>(Func<IQueryable<Row>, Task<TResult>> asynchronous, Func<IQueryable<Row>, TResult> synchronous)
    {
        var query = (await Data.OpenAsync()).AsQueryable<Row>();
        Assert.Equal(synchronous(Mock), await asynchronous(Mock));
        Assert.Equal(synchronous(Mock), await asynchronous(query));
    }

    private static async Task ThrowsAsync<TException>(Func<IQueryable<Row>, Task> terminal)
        where TException : Exception
    {
        var query = (await Data.OpenAsync()).AsQueryable<Row>();
        await Assert.ThrowsAsync<TException>(() => terminal(Mock));
        await Assert.ThrowsAsync<TException>(() => terminal(query));
    }

    [Fact]
    public async Task Collections()
    {
        await SameAsync(q => q.ToListAsync(), q => q.ToList());
        await SameAsync(q => q.ToArrayAsync(), q => q.ToArray());
        await SameAsync(q => q.Select(r => r.Id % 2).ToHashSetAsync(), q => q.Select(r => r.Id % 2).ToHashSet());
        await SameAsync(
            q => q.Select(r => r.Name).ToHashSetAsync(StringComparer.OrdinalIgnoreCase!), q => q.Select(r => r.Name).ToHashSet(StringComparer.OrdinalIgnoreCase));
        await SameAsync(q => q.ToDictionaryAsync(r => r.Id), q => q.ToDictionary(r => r.Id));
        await SameAsync(q => q.ToDictionaryAsync(r => r.Id, r => r.Name), q => q.ToDictionary(r => r.Id, r => r.Name));
        await SameAsync(q => q.ToDictionaryAsync(r => r.Name + "", StringComparer.Ordinal), q => q.ToDictionary(r => r.Name + "", StringComparer.Ordinal));
        await SameAsync(
            q => q.ToDictionaryAsync(r => r.Name + "", r => r.Id, StringComparer.Ordinal), q => q.ToDictionary(r => r.Name + "", r => r.Id, StringComparer.Ordinal));
        await SameAsync(
            async q =>
            {
                var ids = new List<int>();
                await q.ForEachAsync(r => ids.Add(r.Id));
                return ids;
            },
            q => q.Select(r => r.Id).ToList());
        await SameAsync(
            async q =>
            {
                var ids = new List<int>();
                await foreach (var row in q.AsAsyncEnumerable())
                {
                    ids.Add(row.Id);
                }
                return ids;
            },
            q => q.Select(r => r.Id).ToList());
        await ThrowsAsync<ArgumentException>(q => q.ToDictionaryAsync(r => r.Id % 2));
    }

    [Fact]
    public async Task Counts_and_tests()
    {
        await SameAsync(q => q.AnyAsync(), q => q.Any());
        await SameAsync(q => q.AnyAsync(r => r.Id > 4), q => q.Any(r => r.Id > 4));
        await SameAsync(q => q.AllAsync(r => r.Id > 0), q => q.All(r => r.Id > 0));
        await SameAsync(q => q.CountAsync(), q => q.Count());
        await SameAsync(q => q.CountAsync(r => r.Name != null), q => q.Count(r => r.Name != null));
        await SameAsync(q => q.LongCountAsync(), q => q.LongCount());
        await SameAsync(q => q.LongCountAsync(r => r.Big > 2), q => q.LongCount(r => r.Big > 2));
        await SameAsync(q => q.Select(r => r.Name).ContainsAsync("a"), q => q.Select(r => r.Name).Contains("a"));
        await SameAsync(
            q => q.Select(r => r.Name).ContainsAsync("A", StringComparer.OrdinalIgnoreCase), q => q.Select(r => r.Name).Contains("A", StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Elements()
    {
        await SameAsync(q => q.FirstAsync(), q => q.First());
        await SameAsync(q => q.FirstAsync(r => r.Id > 2), q => q.First(r => r.Id > 2));
        await SameAsync(q => q.FirstOrDefaultAsync(), q => q.FirstOrDefault());
        await SameAsync(q => q.FirstOrDefaultAsync(r => r.Id > 9), q => q.FirstOrDefault(r => r.Id > 9));
        await SameAsync(q => q.Select(r => r.Id).FirstOrDefaultAsync(i => i > 9, -1), q => q.Select(r => r.Id).FirstOrDefault(i => i > 9, -1));
        await SameAsync(q => q.SingleAsync(r => r.Id == 3), q => q.Single(r => r.Id == 3));
        await SameAsync(q => q.Where(r => r.Id == 3).SingleAsync(), q => q.Single(r => r.Id == 3));
        await SameAsync(q => q.Where(r => r.Id == 9).SingleOrDefaultAsync(), q => q.SingleOrDefault(r => r.Id == 9));
        await SameAsync(q => q.SingleOrDefaultAsync(r => r.Id == 9), q => q.SingleOrDefault(r => r.Id == 9));
        await SameAsync(q => q.Select(r => r.Id).SingleOrDefaultAsync(i => i > 9, -1), q => q.Select(r => r.Id).SingleOrDefault(i => i > 9, -1));
        await SameAsync(q => q.LastAsync(), q => q.Last());
        await SameAsync(q => q.LastAsync(r => r.Id < 3), q => q.Last(r => r.Id < 3));
        await SameAsync(q => q.LastOrDefaultAsync(), q => q.LastOrDefault());
        await SameAsync(q => q.LastOrDefaultAsync(r => r.Id > 9), q => q.LastOrDefault(r => r.Id > 9));
        await SameAsync(q => q.Select(r => r.Id).LastOrDefaultAsync(i => i > 9, -1), q => q.Select(r => r.Id).LastOrDefault(i => i > 9, -1));
        await SameAsync(q => q.ElementAtAsync(2), q => q.ElementAt(2));
        await SameAsync(q => q.ElementAtAsync(^1), q => q.ElementAt(^1));
        await SameAsync(q => q.ElementAtOrDefaultAsync(9), q => q.ElementAtOrDefault(9));
        await SameAsync(q => q.ElementAtOrDefaultAsync(^9), q => q.ElementAtOrDefault(^9));
        await ThrowsAsync<InvalidOperationException>(q => q.FirstAsync(r => r.Id > 9));
        await ThrowsAsync<InvalidOperationException>(q => q.SingleAsync());
        await ThrowsAsync<InvalidOperationException>(q => q.SingleOrDefaultAsync(r => r.Id > 1));
        await ThrowsAsync<InvalidOperationException>(q => q.LastAsync(r => r.Id > 9));
        await ThrowsAsync<ArgumentOutOfRangeException>(q => q.ElementAtAsync(4));
    }

    [Fact]
    public async Task Extremes()
    {
        await SameAsync(q => q.Select(r => r.Big).MinAsync(), q => q.Select(r => r.Big).Min());
        await SameAsync(q => q.Select(r => r.Name).MinAsync(StringComparer.Ordinal!), q => q.Select(r => r.Name).Min(StringComparer.Ordinal));
        await SameAsync(q => q.MinAsync(r => r.Ratio), q => q.Min(r => r.Ratio));
        await SameAsync(q => q.Select(r => r.Big).MaxAsync(), q => q.Select(r => r.Big).Max());
        await SameAsync(q => q.Select(r => r.Name).MaxAsync(StringComparer.Ordinal!), q => q.Select(r => r.Name).Max(StringComparer.Ordinal));
        await SameAsync(q => q.MaxAsync(r => r.Amount), q => q.Max(r => r.Amount));
        await ThrowsAsync<InvalidOperationException>(q => q.Where(r => r.Id > 9).MaxAsync(r => r.Id));
    }

    [Fact]
    public async Task Sums_and_means_of_every_type()
    {
        await SameAsync(q => q.Select(r => r.Id).SumAsync(), q => q.Select(r => r.Id).Sum());
        await SameAsync(q => q.Select(r => (int?)r.Id).SumAsync(), q => q.Select(r => (int?)r.Id).Sum());
        await SameAsync(q => q.Select(r => r.Id + 0L).SumAsync(), q => q.Select(r => r.Id + 0L).Sum());
        await SameAsync(q => q.Select(r => r.Big).SumAsync(), q => q.Select(r => r.Big).Sum());
        await SameAsync(q => q.Select(r => r.Small).SumAsync(), q => q.Select(r => r.Small).Sum());
        await SameAsync(q => q.Select(r => (float?)r.Small).SumAsync(), q => q.Select(r => (float?)r.Small).Sum());
        await SameAsync(q => q.Select(r => r.Ratio).SumAsync(), q => q.Select(r => r.Ratio).Sum());
        await SameAsync(q => q.Select(r => (double?)r.Ratio).SumAsync(), q => q.Select(r => (double?)r.Ratio).Sum());
        await SameAsync(q => q.Select(r => r.Amount).SumAsync(), q => q.Select(r => r.Amount).Sum());
        await SameAsync(q => q.Select(r => (decimal?)r.Amount).SumAsync(), q => q.Select(r => (decimal?)r.Amount).Sum());
        await SameAsync(q => q.SumAsync(r => r.Id), q => q.Sum(r => r.Id));
        await SameAsync(q => q.SumAsync(r => r.Big), q => q.Sum(r => r.Big));
        await SameAsync(q => q.SumAsync(r => r.Small), q => q.Sum(r => r.Small));
        await SameAsync(q => q.SumAsync(r => r.Ratio), q => q.Sum(r => r.Ratio));
        await SameAsync(q => q.SumAsync(r => r.Amount), q => q.Sum(r => r.Amount));
        await SameAsync(q => q.AverageAsync(r => r.Id), q => q.Average(r => r.Id));
        await SameAsync(q => q.AverageAsync(r => r.Big), q => q.Average(r => r.Big));
        await SameAsync(q => q.AverageAsync(r => r.Small), q => q.Average(r => r.Small));
        await SameAsync(q => q.AverageAsync(r => r.Ratio), q => q.Average(r => r.Ratio));
        await SameAsync(q => q.AverageAsync(r => r.Amount), q => q.Average(r => r.Amount));
        await SameAsync(q => q.Select(r => r.Big).AverageAsync(), q => q.Select(r => r.Big).Average());
        await ThrowsAsync<OverflowException>(q => q.SumAsync(r => r.Id * 1_000_000_000));
        await ThrowsAsync<InvalidOperationException>(q => q.Where(r => r.Id > 9).AverageAsync(r => r.Id));
    }

    [Fact]
    public async Task Every_terminal_stops_when_it_is_cancelled()
    {
        var cancelled = new CancellationToken(canceled: true);

        await ThrowsAsync<OperationCanceledException>(q => q.ToListAsync(cancelled));
        await ThrowsAsync<OperationCanceledException>(q => q.CountAsync(cancelled));
        await ThrowsAsync<OperationCanceledException>(q => q.SumAsync(r => r.Id, cancelled));
        await ThrowsAsync<OperationCanceledException>(q => q.ForEachAsync(_ => { }, cancelled));
        await ThrowsAsync<OperationCanceledException>(async q =>
        {
            await foreach (var _ in q.AsAsyncEnumerable().WithCancellation(cancelled))
            {
            }
        });
    }

    [Fact]
    public void Every_terminal_of_Queryable_that_is_supported_has_an_asynchronous_form()
    {
        string[] terminals = ["Any", "All", "Count", "LongCount", "Contains", "First", "FirstOrDefault", "Single", "SingleOrDefault", "Last", "LastOrDefault", "ElementAt", "ElementAtOrDefault", "Sum", "Average", "Min", "Max"];
        var missing =
            from method in typeof(Queryable).GetMethods()
            where terminals.Contains(method.Name)
            let shape = Shape(method)
            where !typeof(AsyncQueryable).GetMethods().Any(m => m.Name == method.Name + "Async" && Shape(m) == shape)
            select $"{method.Name}{shape}";

        // What a default value stands for is told by FirstOrDefaultAsync(_ => true, value).
        Assert.Equal(
            ["FirstOrDefault(IQueryable<T>, T)", "LastOrDefault(IQueryable<T>, T)", "SingleOrDefault(IQueryable<T>, T)"], missing.Order(StringComparer.Ordinal));

        static string Shape(System.Reflection.MethodInfo method) =>
            $"({string.Join(", ", method.GetParameters().Select(p => Print(p.ParameterType)).Where(p => p != "CancellationToken"))})";

        static string Print(Type type) =>
            type.IsGenericParameter ? (type.Name == "TResult" ? "TResult" : "T")
            : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Print))}>"
            : type.Name;
    }
}
