using Kartothek.Core;
using Kartothek.Linq;
using Xunit;

namespace Kartothek.Testing;

/// <summary>Runs queries over a dataset and, with LINQ to Objects, over the rows that it was made of, and holds the results against each other.</summary>
/// <remarks>
/// Each query runs synchronously and asynchronously, with one task and with two, with all rules and without each one of them, and without pruning.
/// Rows must come in the same order; where LINQ to Objects throws, the same type of exception must come.
/// </remarks>
/// <typeparam name="T">The record type.</typeparam>
public sealed class QueryOracle<T>
    where T : notnull
{
    private readonly Dataset _dataset;
    private readonly IReadOnlyList<T> _rows;

    private QueryOracle(Dataset dataset, IReadOnlyList<T> rows) => (_dataset, _rows) = (dataset, rows);

    /// <summary>The dataset.</summary>
    public Dataset Dataset => _dataset;

    /// <summary>Writes a dataset and opens it.</summary>
    public static async Task<QueryOracle<T>> OpenAsync(TestDataset<T> data) => new(await data.OpenAsync(), [.. data.Rows]);

    /// <summary>An oracle over a dataset whose rows are known.</summary>
    public static QueryOracle<T> Of(Dataset dataset, IEnumerable<T> rows) => new(dataset, [.. rows]);

    /// <summary>Checks the plan of a query that gives rows, then its rows.</summary>
    /// <param name="plan">The rewritten plan; null where it doesn't matter.</param>
    /// <param name="query">The query.</param>
    /// <param name="equals">Compares two rows; null: their equality.</param>
    public async Task RowsAsync<TResult>(string? plan, Func<IQueryable<T>, IQueryable<TResult>> query, Func<TResult, TResult, bool>? equals = null)
    {
        var expected = Outcome<List<TResult>>.Of(() => [.. query(_rows.AsQueryable())]);
        foreach (var (name, source) in Variants())
        {
            var plans = new List<string>();
            var observed = query(source).Observe(figures => plans.Add(figures.Plan));
            var synchronous = Outcome<List<TResult>>.Of(() => [.. observed]);
            var asynchronous = await Outcome<List<TResult>>.OfAsync(() => observed.ToListAsync());
            if (plan is not null && name == AllRules && plans.Count > 0)
            {
                Assert.True(plan == plans[0], $"Expected the plan\n{plan}\nbut it was\n{plans[0]}");
            }
            Check(name, expected, synchronous, equals);
            Check(name + ", asynchronously", expected, asynchronous, equals);
        }
    }

    /// <summary>Checks the plan of a query that gives one value, then its value. Floating values may differ by 1e-12, relatively.</summary>
    /// <param name="plan">The rewritten plan; null where it doesn't matter.</param>
    /// <param name="query">The query.</param>
    public async Task ValueAsync<TResult>(string? plan, Func<IQueryable<T>, TResult> query)
    {
        var expected = Outcome<TResult>.Of(() => query(_rows.AsQueryable()));
        foreach (var (name, source) in Variants())
        {
            var plans = new List<string>();
            var actual = await Outcome<TResult>.OfAsync(() => Task.Run(() => query(source.Observe(figures => plans.Add(figures.Plan)))));
            if (plan is not null && name == AllRules && plans.Count > 0)
            {
                Assert.True(plan == plans[0], $"Expected the plan\n{plan}\nbut it was\n{plans[0]}");
            }
            Assert.True(expected.Error?.GetType() == actual.Error?.GetType(), $"{name}: expected {expected}, was {actual}");
            Assert.True(expected.Error is not null || Near(expected.Value, actual.Value), $"{name}: expected {expected}, was {actual}");
        }
    }

    private const string AllRules = "all rules";

    private IEnumerable<(string Name, IQueryable<T> Source)> Variants()
    {
        var all = _dataset.AsQueryable<T>();
        yield return (AllRules, all.WithParallelism(1));
        yield return ("two tasks", all.WithParallelism(2));
        yield return ("no pruning", all.With(o => o with { Layers = PruningLayers.None }));
        yield return ("no rules", all.With(o => o with { RulesOff = [.. RuleNames] }));
        foreach (var rule in RuleNames)
        {
            yield return ($"without {rule}", all.WithParallelism(1).With(o => o with { RulesOff = [rule] }));
        }
    }

    private static IEnumerable<string> RuleNames => RuleList.All.Select(r => r.Name);

    private static void Check<TResult>(string name, Outcome<List<TResult>> expected, Outcome<List<TResult>> actual, Func<TResult, TResult, bool>? equals)
    {
        Assert.True(expected.Error?.GetType() == actual.Error?.GetType(), $"{name}: expected {expected}, was {actual}");
        if (expected.Error is not null)
        {
            return;
        }
        Assert.True(expected.Value!.Count == actual.Value!.Count, $"{name}: expected {expected.Value.Count} rows, were {actual.Value.Count}");
        for (var i = 0; i < expected.Value.Count; i++)
        {
            var (wanted, got) = (expected.Value[i], actual.Value[i]);
            Assert.True(equals?.Invoke(wanted, got) ?? Near(wanted, got), $"{name}, row {i}: expected {wanted}, was {got}");
        }
    }

    private static bool Near<TResult>(TResult expected, TResult actual) => (expected, actual) switch
    {
        (double e, double a) => e.Equals(a) || Math.Abs(e - a) <= 1e-12 * Math.Abs(e),
        (float e, float a) => e.Equals(a) || Math.Abs(e - a) <= 1e-6f * Math.Abs(e),
        (System.Collections.IEnumerable e and not string, System.Collections.IEnumerable a) => e.Cast<object?>().SequenceEqual(a.Cast<object?>()),
        _ => EqualityComparer<TResult>.Default.Equals(expected, actual),
    };
}
