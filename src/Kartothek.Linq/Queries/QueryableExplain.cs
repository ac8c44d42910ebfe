using System.Linq.Expressions;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>Explains queries without running them.</summary>
/// <remarks>
/// The explanation prints as the plan, see <see cref="QueryExplanation.ToString"/>, or as <see cref="QueryExplanation.ToJson"/>. What a query really
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
        return ParameterReplacer.Replace(terminal.Body, terminal.Parameters[0], source.Expression);
    }
}
