using System.Linq.Expressions;

namespace Kartothek.Linq;

public static partial class AsyncQueryable
{
    /// <summary>The first row.</summary>
    /// <exception cref="InvalidOperationException">There is no such row.</exception>
    public static Task<T> FirstAsync<T>(
        this IQueryable<T> source, CancellationToken cancellationToken = default) =>
        Run<T, T>(source, Queryable.First, cancellationToken);

    /// <summary>The first row for which a condition holds.</summary>
    /// <exception cref="InvalidOperationException">There is no such row.</exception>
    public static Task<T> FirstAsync<T>(
        this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, bool>>, T>(source, Queryable.First, predicate, cancellationToken);

    /// <summary>The first row, or the default value where there is none.</summary>
    public static Task<T?> FirstOrDefaultAsync<T>(
        this IQueryable<T> source, CancellationToken cancellationToken = default) =>
        Run<T, T?>(source, Queryable.FirstOrDefault, cancellationToken);

    /// <summary>The first row for which a condition holds, or the default value where there is none.</summary>
    public static Task<T?> FirstOrDefaultAsync<T>(
        this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, bool>>, T?>(source, Queryable.FirstOrDefault, predicate, cancellationToken);

    /// <summary>The first row for which a condition holds, or another value where there is none.</summary>
    public static Task<T> FirstOrDefaultAsync<T>(
        this IQueryable<T> source, Expression<Func<T, bool>> predicate, T defaultValue, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, bool>>, T, T>(source, Queryable.FirstOrDefault, predicate, defaultValue, cancellationToken);

    /// <summary>The only row.</summary>
    /// <exception cref="InvalidOperationException">There is no such row, or more than one.</exception>
    public static Task<T> SingleAsync<T>(
        this IQueryable<T> source, CancellationToken cancellationToken = default) =>
        Run<T, T>(source, Queryable.Single, cancellationToken);

    /// <summary>The only row for which a condition holds.</summary>
    /// <exception cref="InvalidOperationException">There is no such row, or more than one.</exception>
    public static Task<T> SingleAsync<T>(
        this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, bool>>, T>(source, Queryable.Single, predicate, cancellationToken);

    /// <summary>The only row, or the default value where there is none.</summary>
    /// <exception cref="InvalidOperationException">There is more than one such row.</exception>
    public static Task<T?> SingleOrDefaultAsync<T>(
        this IQueryable<T> source, CancellationToken cancellationToken = default) =>
        Run<T, T?>(source, Queryable.SingleOrDefault, cancellationToken);

    /// <summary>The only row for which a condition holds, or the default value where there is none.</summary>
    /// <exception cref="InvalidOperationException">There is more than one such row.</exception>
    public static Task<T?> SingleOrDefaultAsync<T>(
        this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, bool>>, T?>(source, Queryable.SingleOrDefault, predicate, cancellationToken);

    /// <summary>The only row for which a condition holds, or another value where there is none.</summary>
    /// <exception cref="InvalidOperationException">There is more than one such row.</exception>
    public static Task<T> SingleOrDefaultAsync<T>(
        this IQueryable<T> source, Expression<Func<T, bool>> predicate, T defaultValue, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, bool>>, T, T>(source, Queryable.SingleOrDefault, predicate, defaultValue, cancellationToken);

    /// <summary>The last row.</summary>
    /// <exception cref="InvalidOperationException">There is no such row.</exception>
    public static Task<T> LastAsync<T>(
        this IQueryable<T> source, CancellationToken cancellationToken = default) =>
        Run<T, T>(source, Queryable.Last, cancellationToken);

    /// <summary>The last row for which a condition holds.</summary>
    /// <exception cref="InvalidOperationException">There is no such row.</exception>
    public static Task<T> LastAsync<T>(
        this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, bool>>, T>(source, Queryable.Last, predicate, cancellationToken);

    /// <summary>The last row, or the default value where there is none.</summary>
    public static Task<T?> LastOrDefaultAsync<T>(
        this IQueryable<T> source, CancellationToken cancellationToken = default) =>
        Run<T, T?>(source, Queryable.LastOrDefault, cancellationToken);

    /// <summary>The last row for which a condition holds, or the default value where there is none.</summary>
    public static Task<T?> LastOrDefaultAsync<T>(
        this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, bool>>, T?>(source, Queryable.LastOrDefault, predicate, cancellationToken);

    /// <summary>The last row for which a condition holds, or another value where there is none.</summary>
    public static Task<T> LastOrDefaultAsync<T>(
        this IQueryable<T> source, Expression<Func<T, bool>> predicate, T defaultValue, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, bool>>, T, T>(source, Queryable.LastOrDefault, predicate, defaultValue, cancellationToken);

    /// <summary>The row at an index from the start.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public static Task<T> ElementAtAsync<T>(
        this IQueryable<T> source, int index, CancellationToken cancellationToken = default) =>
        Run<T, int, T>(source, Queryable.ElementAt, index, cancellationToken);

    /// <summary>The row at an index from the start, or the default value where there is none.</summary>
    public static Task<T?> ElementAtOrDefaultAsync<T>(
        this IQueryable<T> source, int index, CancellationToken cancellationToken = default) =>
        Run<T, int, T?>(source, Queryable.ElementAtOrDefault, index, cancellationToken);

    /// <summary>The row at an index from the start or the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public static Task<T> ElementAtAsync<T>(
        this IQueryable<T> source, Index index, CancellationToken cancellationToken = default) =>
        Run<T, Index, T>(source, Queryable.ElementAt, index, cancellationToken);

    /// <summary>The row at an index from the start or the end, or the default value where there is none.</summary>
    public static Task<T?> ElementAtOrDefaultAsync<T>(
        this IQueryable<T> source, Index index, CancellationToken cancellationToken = default) =>
        Run<T, Index, T?>(source, Queryable.ElementAtOrDefault, index, cancellationToken);
}
