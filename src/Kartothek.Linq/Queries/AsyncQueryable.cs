using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace Kartothek.Linq;

/// <summary>The asynchronous forms of LINQ's terminal operators.</summary>
/// <remarks>
/// They have the results and exceptions of their synchronous forms. Over a query of another provider (<c>list.AsQueryable()</c> in a unit
/// test) they run that provider synchronously. A file that imports Entity Framework Core too, which has the same names, tells them apart by calling
/// <c>AsyncQueryable.ToListAsync(query)</c>.
/// </remarks>
public static partial class AsyncQueryable
{
    /// <summary>The rows, for <c>await foreach</c>; each enumeration runs the query.</summary>
    public static IAsyncEnumerable<T> AsAsyncEnumerable<T>(this IQueryable<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Provider is IDatasetQueryProvider provider ? Rows<T>(provider, source.Expression) : Mocked(source);
    }

    /// <summary>All rows.</summary>
    public static async Task<List<T>> ToListAsync<T>(this IQueryable<T> source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        cancellationToken.ThrowIfCancellationRequested();
        return source.Provider is IDatasetQueryProvider provider
            ? await RowResults.ToListAsync(
                provider.WithOptions(provider.Options with { KeepsRows = true }).RunAsync<T>(source.Expression, cancellationToken), cancellationToken).ConfigureAwait(false)
            : [.. source];
    }

    /// <summary>All rows.</summary>
    public static async Task<T[]> ToArrayAsync<T>(this IQueryable<T> source, CancellationToken cancellationToken = default) =>
        [.. await source.ToListAsync(cancellationToken).ConfigureAwait(false)];

    /// <summary>The distinct rows.</summary>
    public static Task<HashSet<T>> ToHashSetAsync<T>(this IQueryable<T> source, CancellationToken cancellationToken = default) =>
        source.ToHashSetAsync(null, cancellationToken);

    /// <summary>The rows that a comparer tells apart.</summary>
    public static async Task<HashSet<T>> ToHashSetAsync<T>(
        this IQueryable<T> source, IEqualityComparer<T>? comparer, CancellationToken cancellationToken = default)
    {
        var set = new HashSet<T>(comparer);
        await source.ForEachAsync(row => set.Add(row), cancellationToken).ConfigureAwait(false);
        return set;
    }

    /// <summary>The rows by a key, which must be distinct.</summary>
    /// <exception cref="ArgumentException">Two rows have one key.</exception>
    public static Task<Dictionary<TKey, T>> ToDictionaryAsync<T, TKey>(
        this IQueryable<T> source, Func<T, TKey> keySelector, CancellationToken cancellationToken = default)
        where TKey : notnull => source.ToDictionaryAsync(keySelector, row => row, null, cancellationToken);

    /// <summary>The rows by a key, which must be distinct.</summary>
    /// <exception cref="ArgumentException">Two rows have one key.</exception>
    public static Task<Dictionary<TKey, T>> ToDictionaryAsync<T, TKey>(
        this IQueryable<T> source, Func<T, TKey> keySelector, IEqualityComparer<TKey>? comparer, CancellationToken cancellationToken = default)
        where TKey : notnull => source.ToDictionaryAsync(keySelector, row => row, comparer, cancellationToken);

    /// <summary>A value of each row by a key, which must be distinct.</summary>
    /// <exception cref="ArgumentException">Two rows have one key.</exception>
    public static Task<Dictionary<TKey, TElement>> ToDictionaryAsync<T, TKey, TElement>(
        this IQueryable<T> source, Func<T, TKey> keySelector, Func<T, TElement> elementSelector, CancellationToken cancellationToken = default)
        where TKey : notnull => source.ToDictionaryAsync(keySelector, elementSelector, null, cancellationToken);

    /// <summary>A value of each row by a key, which must be distinct.</summary>
    /// <exception cref="ArgumentException">Two rows have one key.</exception>
    public static async Task<Dictionary<TKey, TElement>> ToDictionaryAsync<T, TKey, TElement>(
        this IQueryable<T> source, Func<T, TKey> keySelector, Func<T, TElement> elementSelector, IEqualityComparer<TKey>? comparer,
        CancellationToken cancellationToken = default)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(keySelector);
        ArgumentNullException.ThrowIfNull(elementSelector);
        var dictionary = new Dictionary<TKey, TElement>(comparer);
        await source.ForEachAsync(row => dictionary.Add(keySelector(row), elementSelector(row)), cancellationToken).ConfigureAwait(false);
        return dictionary;
    }

    /// <summary>Calls a delegate with each row, in order, as the rows come.</summary>
    public static async Task ForEachAsync<T>(this IQueryable<T> source, Action<T> action, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(action);
        cancellationToken.ThrowIfCancellationRequested();
        if (source.Provider is not IDatasetQueryProvider provider)
        {
            foreach (var row in source)
            {
                cancellationToken.ThrowIfCancellationRequested();
                action(row);
            }
            return;
        }
        await foreach (var chunk in provider.RunAsync<T>(source.Expression, cancellationToken).ConfigureAwait(false))
        {
            for (var i = 0; i < chunk.Count; i++)
            {
                action(chunk.Items[i]);
            }
            chunk.ThrowFailure();
        }
    }

    private static async IAsyncEnumerable<T> Rows<T>(IDatasetQueryProvider provider, Expression query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var row in RowResults.Flatten(provider.RunAsync<T>(query, cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            yield return row;
        }
    }

    private static async IAsyncEnumerable<T> Mocked<T>(IQueryable<T> source, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var row in source)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }
    }

    private static Task<TResult> Run<T, TResult>(IQueryable<T> source, Func<IQueryable<T>, TResult> method, CancellationToken cancellationToken) =>
        Run<T, TResult>(source, method.Method, [], cancellationToken);

    private static Task<TResult> Run<T, TArgument, TResult>(
        IQueryable<T> source, Func<IQueryable<T>, TArgument, TResult> method, TArgument argument, CancellationToken cancellationToken) =>
        Run<T, TResult>(source, method.Method, [ToExpression(argument)], cancellationToken);

    private static Task<TResult> Run<T, TArgument, TOther, TResult>(
        IQueryable<T> source, Func<IQueryable<T>, TArgument, TOther, TResult> method, TArgument argument, TOther other, CancellationToken cancellationToken) =>
        Run<T, TResult>(source, method.Method, [ToExpression(argument), ToExpression(other)], cancellationToken);

    private static async Task<TResult> Run<T, TResult>(
        IQueryable<T> source, System.Reflection.MethodInfo method, Expression[] arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        cancellationToken.ThrowIfCancellationRequested();
        var query = Expression.Call(method, [source.Expression, .. arguments]);
        return source.Provider is IDatasetQueryProvider provider
            ? await provider.ExecuteAsync<TResult>(query, cancellationToken).ConfigureAwait(false)
            : source.Provider.Execute<TResult>(query);
    }

    private static Expression ToExpression<TArgument>(TArgument argument) =>
        argument is LambdaExpression lambda ? Expression.Quote(lambda) : Expression.Constant(argument, typeof(TArgument));
}
