using System.Linq.Expressions;
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
    /// <param name="plan">The rewritten plan with what pruning leaves, see <see cref="PlannedQuery"/>; null where another test asserts plans of its kind.</param>
    /// <param name="query">The query.</param>
    /// <param name="equals">Compares two rows; null: their equality.</param>
    public async Task RowsAsync<TResult>(string? plan, Func<IQueryable<T>, IQueryable<TResult>> query, Func<TResult, TResult, bool>? equals = null)
    {
        var planned = await PlanAsync(query(All).Expression);
        if (plan is not null) Same(plan, planned.ToString());
        await CheckRowsAsync(planned, query, equals);
    }

    /// <summary>Checks the plans of several queries, a line each, then their rows.</summary>
    /// <param name="plans">A line per query: the operators above the scan, the predicate inside it, and what pruning leaves.</param>
    /// <param name="queries">The queries.</param>
    public async Task RowsOfEachAsync<TResult>(string plans, params Func<IQueryable<T>, IQueryable<TResult>>[] queries)
    {
        var planned = new List<PlannedQuery>();
        foreach (var query in queries)
        {
            planned.Add(await PlanAsync(query(All).Expression));
        }
        Same(plans, Table(planned));
        for (var i = 0; i < queries.Length; i++)
        {
            await CheckRowsAsync(planned[i], queries[i], null);
        }
    }

    /// <summary>Checks the plan of a query that gives one value, then its value. Floating values may differ by 1e-12, relatively.</summary>
    /// <param name="plan">The rewritten plan with what pruning leaves, see <see cref="PlannedQuery"/>; null where another test asserts plans of its kind.</param>
    /// <param name="query">The query.</param>
    public async Task ValueAsync<TResult>(string? plan, Expression<Func<IQueryable<T>, TResult>> query)
    {
        var call = new TerminalCall<T>(query);
        var planned = await PlanAsync(call.Over(All));
        if (plan is not null) Same(plan, planned.ToString());
        await CheckValueAsync(planned, call);
    }

    /// <summary>Checks the plans of several queries that give one value each, a line each, then their values.</summary>
    /// <inheritdoc cref="RowsOfEachAsync"/>
    public async Task ValuesAsync(string plans, params Expression<Func<IQueryable<T>, object?>>[] queries)
    {
        var calls = queries.Select(q => new TerminalCall<T>(q)).ToList();
        var planned = new List<PlannedQuery>();
        foreach (var call in calls)
        {
            planned.Add(await PlanAsync(call.Over(All)));
        }
        Same(plans, Table(planned));
        for (var i = 0; i < calls.Count; i++)
        {
            await CheckValueAsync(planned[i], calls[i]);
        }
    }

    private async Task CheckRowsAsync<TResult>(PlannedQuery planned, Func<IQueryable<T>, IQueryable<TResult>> query, Func<TResult, TResult, bool>? equals)
    {
        var expected = Outcome<List<TResult>>.Of(() => [.. query(_rows.AsQueryable())]);
        foreach (var (name, source) in Variants())
        {
            var runs = new List<QueryFigures>();
            var observed = query(source).Observe(runs.Add);
            Check(name, expected, Outcome<List<TResult>>.Of(() => [.. observed]), equals);
            Check(name + ", asynchronously", expected, await Outcome<List<TResult>>.OfAsync(() => observed.ToListAsync()), equals);
            if (name == AllRules)
            {
                Ran(planned, runs);
            }
        }
    }

    private async Task CheckValueAsync(PlannedQuery planned, TerminalCall<T> call)
    {
        var expected = Outcome<object>.Of(() => call.Run(_rows.AsQueryable())!);
        foreach (var (name, source) in Variants())
        {
            var runs = new List<QueryFigures>();
            var observed = source.Observe(runs.Add);
            Check(name, expected, Outcome<object>.Of(() => call.Run(observed)!));
            Check(name + ", asynchronously", expected, await Outcome<object>.OfAsync(async () => (await call.RunAsync(observed))!));
            if (name == AllRules)
            {
                Ran(planned, runs);
            }
        }
    }

    private IQueryable<T> All => _dataset.AsQueryable<T>().WithParallelism(1);

    private Task<PlannedQuery> PlanAsync(Expression query) => PlannedQuery.OfAsync(query, ((IDatasetQueryProvider)All.Provider).Options);

    private static string Table(List<PlannedQuery> planned)
    {
        var width = planned.Max(p => p.Line().Length);
        return string.Join('\n', planned.Select(p => p.Line(width)));
    }

    private static void Same(string expected, string actual)
    {
        Assert.True(expected.ReplaceLineEndings("\n") == actual, $"Expected the plan\n{expected}\nbut it was\n{actual}");
    }

    // What ran is what was planned; a run that ends early, or throws, reads less.
    private static void Ran(PlannedQuery planned, List<QueryFigures> runs)
    {
        foreach (var run in runs)
        {
            Assert.Equal(planned.Run, run.Plan);
            // A sum whose partial sums overflow looks again for the row at which LINQ's would, and groups in doubt are made again in memory.
            Assert.InRange(run.RowGroups, 0, planned.Scan.RowGroupsToRead * (planned.IsSum || planned.Run.Contains("Aggregate by", StringComparison.Ordinal) ? 2 : 1));
        }
    }

    private const string AllRules = "all rules";

    private IEnumerable<(string Name, IQueryable<T> Source)> Variants()
    {
        var all = _dataset.AsQueryable<T>();
        yield return (AllRules, All);
        yield return ("two tasks", all.WithParallelism(2));
        yield return ("no pruning", all.With(o => o with { Layers = PruningLayers.None }));
        yield return ("no rules", all.With(o => o with { RulesOff = [.. RuleNames] }));
        foreach (var rule in RuleNames)
        {
            yield return ($"without {rule}", all.WithParallelism(1).With(o => o with { RulesOff = [rule] }));
        }
    }

    private static IEnumerable<string> RuleNames => RuleList.All.Select(r => r.Name);

    private static void Check(string name, Outcome<object> expected, Outcome<object> actual) => Assert.True(
        expected.Error?.GetType() == actual.Error?.GetType() && (expected.Error is not null || Near(expected.Value, actual.Value)), $"{name}: expected {expected}, was {actual}");

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
