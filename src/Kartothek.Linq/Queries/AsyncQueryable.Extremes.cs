using System.Linq.Expressions;

namespace Kartothek.Linq;

public static partial class AsyncQueryable
{
    /// <summary>The smallest row; nulls are skipped.</summary>
    /// <exception cref="InvalidOperationException">There is no row, and the type can't be null.</exception>
    public static Task<T?> MinAsync<T>(
        this IQueryable<T> source, CancellationToken cancellationToken = default) =>
        Run<T, T?>(source, Queryable.Min, cancellationToken);

    /// <summary>The smallest row by a comparer; nulls are skipped.</summary>
    /// <exception cref="InvalidOperationException">There is no row, and the type can't be null.</exception>
    public static Task<T?> MinAsync<T>(
        this IQueryable<T> source, IComparer<T>? comparer, CancellationToken cancellationToken = default) =>
        Run<T, IComparer<T>?, T?>(source, Queryable.Min, comparer, cancellationToken);

    /// <summary>The smallest value of a row; nulls are skipped.</summary>
    /// <exception cref="InvalidOperationException">There is no row, and the type can't be null.</exception>
    public static Task<TResult?> MinAsync<T, TResult>(
        this IQueryable<T> source, Expression<Func<T, TResult>> selector, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, TResult>>, TResult?>(source, Queryable.Min, selector, cancellationToken);

    /// <summary>The largest row; nulls are skipped.</summary>
    /// <exception cref="InvalidOperationException">There is no row, and the type can't be null.</exception>
    public static Task<T?> MaxAsync<T>(
        this IQueryable<T> source, CancellationToken cancellationToken = default) =>
        Run<T, T?>(source, Queryable.Max, cancellationToken);

    /// <summary>The largest row by a comparer; nulls are skipped.</summary>
    /// <exception cref="InvalidOperationException">There is no row, and the type can't be null.</exception>
    public static Task<T?> MaxAsync<T>(
        this IQueryable<T> source, IComparer<T>? comparer, CancellationToken cancellationToken = default) =>
        Run<T, IComparer<T>?, T?>(source, Queryable.Max, comparer, cancellationToken);

    /// <summary>The largest value of a row; nulls are skipped.</summary>
    /// <exception cref="InvalidOperationException">There is no row, and the type can't be null.</exception>
    public static Task<TResult?> MaxAsync<T, TResult>(
        this IQueryable<T> source, Expression<Func<T, TResult>> selector, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, TResult>>, TResult?>(source, Queryable.Max, selector, cancellationToken);
}
