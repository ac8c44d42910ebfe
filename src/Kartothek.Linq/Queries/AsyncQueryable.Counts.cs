using System.Linq.Expressions;

namespace Kartothek.Linq;

public static partial class AsyncQueryable
{
    /// <summary>Whether there is a row. Reads no further than the first.</summary>
    public static Task<bool> AnyAsync<T>(
        this IQueryable<T> source, CancellationToken cancellationToken = default) =>
        Run<T, bool>(source, Queryable.Any, cancellationToken);

    /// <summary>Whether there is a row for which a condition holds. Reads no further than the first.</summary>
    public static Task<bool> AnyAsync<T>(
        this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, bool>>, bool>(source, Queryable.Any, predicate, cancellationToken);

    /// <summary>Whether a condition holds for all rows; true of no rows. Reads no further than the first for which it doesn't.</summary>
    public static Task<bool> AllAsync<T>(
        this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, bool>>, bool>(source, Queryable.All, predicate, cancellationToken);

    /// <summary>The number of rows; from the footers alone where they prove every condition, without a request for data.</summary>
    /// <exception cref="OverflowException">There are more rows than an <see cref="int"/> holds.</exception>
    public static Task<int> CountAsync<T>(
        this IQueryable<T> source, CancellationToken cancellationToken = default) =>
        Run<T, int>(source, Queryable.Count, cancellationToken);

    /// <summary>The number of rows for which a condition holds.</summary>
    /// <exception cref="OverflowException">There are more rows than an <see cref="int"/> holds.</exception>
    public static Task<int> CountAsync<T>(
        this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, bool>>, int>(source, Queryable.Count, predicate, cancellationToken);

    /// <summary>The number of rows, as <see cref="CountAsync{T}(IQueryable{T}, CancellationToken)"/> finds it.</summary>
    public static Task<long> LongCountAsync<T>(
        this IQueryable<T> source, CancellationToken cancellationToken = default) =>
        Run<T, long>(source, Queryable.LongCount, cancellationToken);

    /// <summary>The number of rows for which a condition holds.</summary>
    public static Task<long> LongCountAsync<T>(
        this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, bool>>, long>(source, Queryable.LongCount, predicate, cancellationToken);

    /// <summary>Whether a value is among the rows, by the default equality of its type. Reads no further than the first such row.</summary>
    public static Task<bool> ContainsAsync<T>(
        this IQueryable<T> source, T item, CancellationToken cancellationToken = default) =>
        Run<T, T, bool>(source, Queryable.Contains, item, cancellationToken);

    /// <summary>Whether a value is among the rows, by a comparer; null for the default equality. Reads no further than the first such row.</summary>
    public static Task<bool> ContainsAsync<T>(
        this IQueryable<T> source, T item, IEqualityComparer<T>? comparer, CancellationToken cancellationToken = default) =>
        Run<T, T, IEqualityComparer<T>?, bool>(source, Queryable.Contains, item, comparer, cancellationToken);
}
