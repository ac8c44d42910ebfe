using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Kartothek.Linq;

/// <summary>Makes queries of expressions, and runs them.</summary>
internal sealed class DatasetQueryProvider(QueryOptions options) : IDatasetQueryProvider
{
    private static readonly MethodInfo CreateMethod =
        ((Func<Expression, IQueryable<int>>)new DatasetQueryProvider(QueryOptions.Default).CreateQuery<int>).Method.GetGenericMethodDefinition();

    /// <inheritdoc/>
    public QueryOptions Options { get; } = options;

    /// <inheritdoc/>
    public IDatasetQueryProvider WithOptions(QueryOptions options) => new DatasetQueryProvider(options);

    /// <inheritdoc/>
    public IQueryable<TElement> CreateQuery<TElement>(Expression expression) => new DatasetQuery<TElement>(this, expression);

    /// <inheritdoc/>
    public IQueryable CreateQuery(Expression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var sequence = expression.Type.GetInterfaces().Append(expression.Type).First(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(IEnumerable<>));
        return (IQueryable)CreateMethod.MakeGenericMethod(sequence.GetGenericArguments()[0]).Invoke(this, [expression])!;
    }

    /// <inheritdoc/>
    public TResult Execute<TResult>(Expression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        // Of an expression that gives rows, the query is the value, as with LINQ to Objects' provider: it runs when it is enumerated.
        return IsSequence(expression) ? (TResult)CreateQuery(expression) : Bridge.Wait(ExecuteAsync<TResult>(expression, default));
    }

    /// <inheritdoc/>
    public object? Execute(Expression expression) => Execute<object?>(expression);

    /// <inheritdoc/>
    public async ValueTask<TResult> ExecuteAsync<TResult>(Expression query, CancellationToken cancellationToken)
    {
        var run = await QueryRun.StartAsync(query, Options, cancellationToken).ConfigureAwait(false);
        return await run.ResultAsync<TResult>(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RowChunk<T>> RunAsync<T>(Expression query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var run = await QueryRun.StartAsync(query, Options, cancellationToken).ConfigureAwait(false);
        await foreach (var chunk in run.RowsAsync<T>(cancellationToken).ConfigureAwait(false))
        {
            yield return chunk;
        }
    }

    private static bool IsSequence(Expression expression) => typeof(IQueryable).IsAssignableFrom(expression.Type);
}
