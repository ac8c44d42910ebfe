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

    /// <summary>The first row with the least key; null keys count only where there are no others. Null, where rows can be, if there is no row.</summary>
    /// <exception cref="InvalidOperationException">There is no row, and the type can't be null.</exception>
    public static Task<T?> MinByAsync<T, TKey>(
        this IQueryable<T> source, Expression<Func<T, TKey>> keySelector, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, TKey>>, T?>(source, Queryable.MinBy, keySelector, cancellationToken);

    /// <summary>The first row with the least key by a comparer, in memory unless that is a <see cref="StringComparer"/>; null keys count only where there are no others, and the comparer doesn't see them.</summary>
    /// <exception cref="InvalidOperationException">There is no row, and the type can't be null.</exception>
    public static Task<T?> MinByAsync<T, TKey>(
        this IQueryable<T> source, Expression<Func<T, TKey>> keySelector, IComparer<TKey>? comparer, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, TKey>>, IComparer<TKey>?, T?>(source, Queryable.MinBy, keySelector, comparer, cancellationToken);

    /// <summary>The first row with the greatest key; null keys count only where there are no others. Null, where rows can be, if there is no row.</summary>
    /// <exception cref="InvalidOperationException">There is no row, and the type can't be null.</exception>
    public static Task<T?> MaxByAsync<T, TKey>(
        this IQueryable<T> source, Expression<Func<T, TKey>> keySelector, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, TKey>>, T?>(source, Queryable.MaxBy, keySelector, cancellationToken);

    /// <summary>The first row with the greatest key by a comparer, in memory unless that is a <see cref="StringComparer"/>; null keys count only where there are no others, and the comparer doesn't see them.</summary>
    /// <exception cref="InvalidOperationException">There is no row, and the type can't be null.</exception>
    public static Task<T?> MaxByAsync<T, TKey>(
        this IQueryable<T> source, Expression<Func<T, TKey>> keySelector, IComparer<TKey>? comparer, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, TKey>>, IComparer<TKey>?, T?>(source, Queryable.MaxBy, keySelector, comparer, cancellationToken);
}
