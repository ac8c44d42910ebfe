using System.Collections;
using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>A query over a dataset. It isn't <see cref="IAsyncEnumerable{T}"/>: <see cref="AsyncQueryable.AsAsyncEnumerable{T}"/> gives one.</summary>
/// <typeparam name="T">The rows' type.</typeparam>
internal class DatasetQuery<T> : IOrderedQueryable<T>
{
    private readonly IDatasetQueryProvider _provider;

    /// <summary>A query made by an operator.</summary>
    public DatasetQuery(IDatasetQueryProvider provider, Expression expression) => (_provider, Expression) = (provider, expression);

    /// <summary>A query that is its own expression.</summary>
    protected DatasetQuery(IDatasetQueryProvider provider) => (_provider, Expression) = (provider, Expression.Constant(this, typeof(IQueryable<T>)));

    /// <inheritdoc/>
    public Type ElementType => typeof(T);

    /// <inheritdoc/>
    public Expression Expression { get; }

    /// <inheritdoc/>
    public IQueryProvider Provider => _provider;

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => new RowEnumerator<T>(_provider.RunAsync<T>(Expression, default).GetAsyncEnumerator(default));

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The query as C# would write it, without I/O.</summary>
    public override string ToString() => LambdaText.Print(Expression);
}
