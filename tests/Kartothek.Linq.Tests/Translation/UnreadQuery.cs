using System.Collections;
using System.Linq.Expressions;

namespace Kartothek.Linq.Tests;

/// <summary>A queryable whose queries are only looked at.</summary>
internal sealed class UnreadQuery<TRecord>(string name, RecordMap map) : IOrderedQueryable<TRecord>, IScanSource, IQueryProvider
{
    private Expression? _executed;

    public string Name => name;

    public RecordMap Map => map;

    public Type ElementType => typeof(TRecord);

    public Expression Expression => Expression.Constant(this);

    public IQueryProvider Provider => this;

    /// <summary>The expression of a query, whether it ends in a sequence or in a value.</summary>
    public Expression ExpressionOf(Func<IQueryable<TRecord>, object?> query) =>
        query(this) is IQueryable sequence ? sequence.Expression : _executed!;

    public IQueryable<T> CreateQuery<T>(Expression expression) => new Continued<T>(this, expression);

    public IQueryable CreateQuery(Expression expression) => throw new NotSupportedException();

    public T Execute<T>(Expression expression)
    {
        _executed = expression;
        return default!;
    }

    public object? Execute(Expression expression) => throw new NotSupportedException();

    public IEnumerator<TRecord> GetEnumerator() => throw new NotSupportedException();

    IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException();

    private sealed class Continued<T>(UnreadQuery<TRecord> source, Expression expression) : IOrderedQueryable<T>
    {
        public Type ElementType => typeof(T);

        public Expression Expression => expression;

        public IQueryProvider Provider => source;

        public IEnumerator<T> GetEnumerator() => throw new NotSupportedException();

        IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException();
    }
}
