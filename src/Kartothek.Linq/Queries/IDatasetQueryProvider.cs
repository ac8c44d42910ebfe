using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>A provider that runs queries asynchronously; the extensions of <see cref="AsyncQueryable"/> look for it.</summary>
internal interface IDatasetQueryProvider : IQueryProvider
{
    /// <summary>How its queries run.</summary>
    QueryOptions Options { get; }

    /// <summary>The same provider with other options.</summary>
    IDatasetQueryProvider WithOptions(QueryOptions options);

    /// <summary>Runs a query that gives one value.</summary>
    ValueTask<TResult> ExecuteAsync<TResult>(Expression query, CancellationToken cancellationToken);

    /// <summary>Runs a query that gives rows.</summary>
    IAsyncEnumerable<RowChunk<T>> RunAsync<T>(Expression query, CancellationToken cancellationToken);
}
