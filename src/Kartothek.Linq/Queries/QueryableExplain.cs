using System.Linq.Expressions;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>Explains queries: what they would do, and after a run, what they did.</summary>
/// <remarks>
/// <see cref="Explain{T}(IQueryable{T})"/> does no I/O, <see cref="ExplainAsync{T}(IQueryable{T}, CancellationToken)"/> reads indices and footers, <see cref="ExplainAnalyzeAsync{T}(IQueryable{T}, CancellationToken)"/> runs the
/// query. The explanation prints as the plan, see <see cref="QueryExplanation.ToString"/>, or as <see cref="QueryExplanation.ToJson"/>. What a query really
/// cost tells <see cref="QueryableOptions.Observe{T}(IQueryable{T}, Action{QueryFigures})"/>.
/// </remarks>
public static class QueryableExplain
{
    /// <summary>What the query would do, by what is in memory: partition keys and loaded indices. No I/O; layers that weren't read are marked.</summary>
    /// <exception cref="Columns.KartothekException">The query isn't supported, or its dataset isn't open yet.</exception>
    public static QueryExplanation Explain<T>(this IQueryable<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Explain(source, source.Expression);
    }

    /// <summary>What a terminal operator over the query would do: <c>query.Explain(q => q.Count())</c>. No I/O.</summary>
    /// <inheritdoc cref="Explain{T}(IQueryable{T})"/>
    public static QueryExplanation Explain<T, TResult>(this IQueryable<T> source, Expression<Func<IQueryable<T>, TResult>> terminal)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Explain(source, Apply(source, terminal));
    }

    /// <summary>What the query would do, with the indices that it uses and the footers of the surviving files. A request for each that the dataset hasn't read.</summary>
    /// <exception cref="Columns.KartothekException">The query isn't supported, or an index or footer can't be read.</exception>
    public static Task<QueryExplanation> ExplainAsync<T>(this IQueryable<T> source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return ExplainAsync(source, source.Expression, cancellationToken);
    }

    /// <summary>What a terminal operator over the query would do, with indices and footers read: <c>query.ExplainAsync(q => q.Count())</c>.</summary>
    /// <inheritdoc cref="ExplainAsync{T}(IQueryable{T}, CancellationToken)"/>
    public static Task<QueryExplanation> ExplainAsync<T, TResult>(
        this IQueryable<T> source, Expression<Func<IQueryable<T>, TResult>> terminal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return ExplainAsync(source, Apply(source, terminal), cancellationToken);
    }

    /// <summary>
    /// Runs the query to its end, lets its rows go, and says what it did beside what was planned: row groups that bloom filters, dictionaries, page indexes and rows found before skipped,
    /// rows looked at, requests and bytes (<see cref="QueryExplanation.Figures"/>). Costs what the query does; and indices and footers that the dataset hasn't read are read for the plan.
    /// </summary>
    /// <remarks>Figures of a query of another provider are null, and it isn't run. Footers are read by the plan, before the run: their requests aren't among its figures where the dataset keeps them.</remarks>
    /// <exception cref="Columns.KartothekException">The query isn't supported, or something can't be read.</exception>
    public static Task<QueryExplanation> ExplainAnalyzeAsync<T>(this IQueryable<T> source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return ExplainAnalyzeAsync(source, source.Expression, async (provider, query) =>
        {
            await foreach (var chunk in provider.RunAsync<T>(query, cancellationToken).ConfigureAwait(false))
            {
                chunk.ThrowFailure();
            }
        }, cancellationToken);
    }

    /// <summary>Runs a terminal operator over the query and says what it did: <c>query.ExplainAnalyzeAsync(q => q.Count())</c>.</summary>
    /// <inheritdoc cref="ExplainAnalyzeAsync{T}(IQueryable{T}, CancellationToken)"/>
    public static Task<QueryExplanation> ExplainAnalyzeAsync<T, TResult>(
        this IQueryable<T> source, Expression<Func<IQueryable<T>, TResult>> terminal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return ExplainAnalyzeAsync(
            source, Apply(source, terminal), async (provider, query) => await provider.ExecuteAsync<object?>(query, cancellationToken).ConfigureAwait(false), cancellationToken);
    }

    private static async Task<QueryExplanation> ExplainAnalyzeAsync<T>(
        IQueryable<T> source, Expression query, Func<IDatasetQueryProvider, Expression, Task> run, CancellationToken cancellationToken)
    {
        var explanation = await ExplainAsync(source, query, cancellationToken).ConfigureAwait(false);
        if (source.Provider is not IDatasetQueryProvider provider)
        {
            return explanation;
        }
        QueryFigures? figures = null;
        await run(provider.WithOptions(provider.Options with { Observers = provider.Options.Observers.Add(new QueryObserver(f => figures = f)) }), query).ConfigureAwait(false);
        return explanation.With(figures!);
    }

    private static QueryExplanation Explain<T>(IQueryable<T> source, Expression query) => source.Provider is IDatasetQueryProvider provider
        ? QueryExplainer.Explain(QueryPlanning.Plan(query, provider.Options with { IsStrict = false }), scan => RequestOf(scan, provider.Options))
        : new(new MockedQuery(source), new Dictionary<DatasetScan, ScanPlan>());

    private static async Task<QueryExplanation> ExplainAsync<T>(IQueryable<T> source, Expression query, CancellationToken cancellationToken)
    {
        if (source.Provider is not IDatasetQueryProvider provider)
        {
            return new(new MockedQuery(source), new Dictionary<DatasetScan, ScanPlan>());
        }
        await QueryPlanning.OpenAsync(query, cancellationToken).ConfigureAwait(false);
        var plan = QueryPlanning.Plan(query, provider.Options with { IsStrict = false });
        return await QueryExplainer.ExplainAsync(plan, scan => RequestOf(scan, provider.Options), null, cancellationToken).ConfigureAwait(false);
    }

    private static ScanRequest RequestOf(DatasetScan scan, QueryOptions options) => ScanRequests.Of(scan, scan.Required) with { Layers = options.Layers };

    private static Expression Apply<T, TResult>(IQueryable<T> source, Expression<Func<IQueryable<T>, TResult>> terminal)
    {
        ArgumentNullException.ThrowIfNull(terminal);
        // Terminals of several types in one list are lambdas that give objects; and a count may be asked for as another number.
        var body = terminal.Body is UnaryExpression { NodeType: ExpressionType.Convert, Method: null } boxed ? boxed.Operand : terminal.Body;
        return ParameterReplacer.Replace(body, terminal.Parameters[0], source.Expression);
    }
}
