namespace Kartothek.Linq;

/// <summary>How a query is run; all of them leave queries of other providers as they are.</summary>
public static class QueryableOptions
{
    /// <summary>Makes a condition that no scan can evaluate an error when the query runs, instead of work in memory.</summary>
    public static IQueryable<T> Strict<T>(this IQueryable<T> source) => With(source, o => o with { IsStrict = true });

    /// <summary>Reads indices and the surviving files' footers before any data, and refuses to go on where the plan would read more than so many bytes.</summary>
    /// <param name="source">The query.</param>
    /// <param name="maxBytes">Stored bytes of the columns and row groups that would be read.</param>
    public static IQueryable<T> RequirePruning<T>(this IQueryable<T> source, long maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        return With(source, o => o with { MaxBytes = maxBytes });
    }

    /// <summary>How many tasks run at the same time; 1 runs the query on the caller's thread. The order of the rows is the same.</summary>
    public static IQueryable<T> WithParallelism<T>(this IQueryable<T> source, int tasks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tasks, 1);
        return With(source, o => o with { Parallelism = tasks });
    }

    /// <summary>Tells an observer what each run of the query cost.</summary>
    public static IQueryable<T> Observe<T>(this IQueryable<T> source, IQueryObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return With(source, o => o with { Observers = o.Observers.Add(observer) });
    }

    /// <summary>Tells a delegate what each run of the query cost.</summary>
    public static IQueryable<T> Observe<T>(this IQueryable<T> source, Action<QueryFigures> completed)
    {
        ArgumentNullException.ThrowIfNull(completed);
        return source.Observe(new QueryObserver(completed));
    }

    internal static IQueryable<T> With<T>(this IQueryable<T> source, Func<QueryOptions, QueryOptions> change)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Provider is IDatasetQueryProvider provider
            ? provider.WithOptions(change(provider.Options)).CreateQuery<T>(source.Expression)
            : source;
    }
}
