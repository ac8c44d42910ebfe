using System.Linq.Expressions;

namespace Kartothek.Linq;

public static partial class AsyncQueryable
{
    /// <summary>The sum; 0 of no rows. Integers and decimals overflow as LINQ has it.</summary>
    public static Task<int> SumAsync(this IQueryable<int> source, CancellationToken cancellationToken = default) =>
        Run<int, int>(source, Queryable.Sum, cancellationToken);

    /// <summary>The sum; 0 of no rows. Integers and decimals overflow as LINQ has it.</summary>
    public static Task<int> SumAsync<T>(
        this IQueryable<T> source, Expression<Func<T, int>> selector, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, int>>, int>(source, Queryable.Sum, selector, cancellationToken);

    /// <summary>The sum; 0 of no rows. Integers and decimals overflow as LINQ has it.</summary>
    public static Task<int?> SumAsync(this IQueryable<int?> source, CancellationToken cancellationToken = default) =>
        Run<int?, int?>(source, Queryable.Sum, cancellationToken);

    /// <summary>The sum; 0 of no rows. Integers and decimals overflow as LINQ has it.</summary>
    public static Task<int?> SumAsync<T>(
        this IQueryable<T> source, Expression<Func<T, int?>> selector, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, int?>>, int?>(source, Queryable.Sum, selector, cancellationToken);

    /// <summary>The sum; 0 of no rows. Integers and decimals overflow as LINQ has it.</summary>
    public static Task<long> SumAsync(this IQueryable<long> source, CancellationToken cancellationToken = default) =>
        Run<long, long>(source, Queryable.Sum, cancellationToken);

    /// <summary>The sum; 0 of no rows. Integers and decimals overflow as LINQ has it.</summary>
    public static Task<long> SumAsync<T>(
        this IQueryable<T> source, Expression<Func<T, long>> selector, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, long>>, long>(source, Queryable.Sum, selector, cancellationToken);

    /// <summary>The sum; 0 of no rows. Integers and decimals overflow as LINQ has it.</summary>
    public static Task<long?> SumAsync(this IQueryable<long?> source, CancellationToken cancellationToken = default) =>
        Run<long?, long?>(source, Queryable.Sum, cancellationToken);

    /// <summary>The sum; 0 of no rows. Integers and decimals overflow as LINQ has it.</summary>
    public static Task<long?> SumAsync<T>(
        this IQueryable<T> source, Expression<Func<T, long?>> selector, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, long?>>, long?>(source, Queryable.Sum, selector, cancellationToken);

    /// <summary>The sum; 0 of no rows. Integers and decimals overflow as LINQ has it.</summary>
    public static Task<float> SumAsync(this IQueryable<float> source, CancellationToken cancellationToken = default) =>
        Run<float, float>(source, Queryable.Sum, cancellationToken);

    /// <summary>The sum; 0 of no rows. Integers and decimals overflow as LINQ has it.</summary>
    public static Task<float> SumAsync<T>(
        this IQueryable<T> source, Expression<Func<T, float>> selector, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, float>>, float>(source, Queryable.Sum, selector, cancellationToken);

    /// <summary>The sum; 0 of no rows. Integers and decimals overflow as LINQ has it.</summary>
    public static Task<float?> SumAsync(this IQueryable<float?> source, CancellationToken cancellationToken = default) =>
        Run<float?, float?>(source, Queryable.Sum, cancellationToken);

    /// <summary>The sum; 0 of no rows. Integers and decimals overflow as LINQ has it.</summary>
    public static Task<float?> SumAsync<T>(
        this IQueryable<T> source, Expression<Func<T, float?>> selector, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, float?>>, float?>(source, Queryable.Sum, selector, cancellationToken);

    /// <summary>The sum; 0 of no rows. Integers and decimals overflow as LINQ has it.</summary>
    public static Task<double> SumAsync(this IQueryable<double> source, CancellationToken cancellationToken = default) =>
        Run<double, double>(source, Queryable.Sum, cancellationToken);

    /// <summary>The sum; 0 of no rows. Integers and decimals overflow as LINQ has it.</summary>
    public static Task<double> SumAsync<T>(
        this IQueryable<T> source, Expression<Func<T, double>> selector, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, double>>, double>(source, Queryable.Sum, selector, cancellationToken);

    /// <summary>The sum; 0 of no rows. Integers and decimals overflow as LINQ has it.</summary>
    public static Task<double?> SumAsync(this IQueryable<double?> source, CancellationToken cancellationToken = default) =>
        Run<double?, double?>(source, Queryable.Sum, cancellationToken);

    /// <summary>The sum; 0 of no rows. Integers and decimals overflow as LINQ has it.</summary>
    public static Task<double?> SumAsync<T>(
        this IQueryable<T> source, Expression<Func<T, double?>> selector, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, double?>>, double?>(source, Queryable.Sum, selector, cancellationToken);

    /// <summary>The sum; 0 of no rows. Integers and decimals overflow as LINQ has it.</summary>
    public static Task<decimal> SumAsync(this IQueryable<decimal> source, CancellationToken cancellationToken = default) =>
        Run<decimal, decimal>(source, Queryable.Sum, cancellationToken);

    /// <summary>The sum; 0 of no rows. Integers and decimals overflow as LINQ has it.</summary>
    public static Task<decimal> SumAsync<T>(
        this IQueryable<T> source, Expression<Func<T, decimal>> selector, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, decimal>>, decimal>(source, Queryable.Sum, selector, cancellationToken);

    /// <summary>The sum; 0 of no rows. Integers and decimals overflow as LINQ has it.</summary>
    public static Task<decimal?> SumAsync(this IQueryable<decimal?> source, CancellationToken cancellationToken = default) =>
        Run<decimal?, decimal?>(source, Queryable.Sum, cancellationToken);

    /// <summary>The sum; 0 of no rows. Integers and decimals overflow as LINQ has it.</summary>
    public static Task<decimal?> SumAsync<T>(
        this IQueryable<T> source, Expression<Func<T, decimal?>> selector, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, decimal?>>, decimal?>(source, Queryable.Sum, selector, cancellationToken);

    /// <summary>The mean. An error of no rows, unless the type is nullable.</summary>
    public static Task<double> AverageAsync(this IQueryable<int> source, CancellationToken cancellationToken = default) =>
        Run<int, double>(source, Queryable.Average, cancellationToken);

    /// <summary>The mean. An error of no rows, unless the type is nullable.</summary>
    public static Task<double> AverageAsync<T>(
        this IQueryable<T> source, Expression<Func<T, int>> selector, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, int>>, double>(source, Queryable.Average, selector, cancellationToken);

    /// <summary>The mean. An error of no rows, unless the type is nullable.</summary>
    public static Task<double?> AverageAsync(this IQueryable<int?> source, CancellationToken cancellationToken = default) =>
        Run<int?, double?>(source, Queryable.Average, cancellationToken);

    /// <summary>The mean. An error of no rows, unless the type is nullable.</summary>
    public static Task<double?> AverageAsync<T>(
        this IQueryable<T> source, Expression<Func<T, int?>> selector, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, int?>>, double?>(source, Queryable.Average, selector, cancellationToken);

    /// <summary>The mean. An error of no rows, unless the type is nullable.</summary>
    public static Task<double> AverageAsync(this IQueryable<long> source, CancellationToken cancellationToken = default) =>
        Run<long, double>(source, Queryable.Average, cancellationToken);

    /// <summary>The mean. An error of no rows, unless the type is nullable.</summary>
    public static Task<double> AverageAsync<T>(
        this IQueryable<T> source, Expression<Func<T, long>> selector, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, long>>, double>(source, Queryable.Average, selector, cancellationToken);

    /// <summary>The mean. An error of no rows, unless the type is nullable.</summary>
    public static Task<double?> AverageAsync(this IQueryable<long?> source, CancellationToken cancellationToken = default) =>
        Run<long?, double?>(source, Queryable.Average, cancellationToken);

    /// <summary>The mean. An error of no rows, unless the type is nullable.</summary>
    public static Task<double?> AverageAsync<T>(
        this IQueryable<T> source, Expression<Func<T, long?>> selector, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, long?>>, double?>(source, Queryable.Average, selector, cancellationToken);

    /// <summary>The mean. An error of no rows, unless the type is nullable.</summary>
    public static Task<float> AverageAsync(this IQueryable<float> source, CancellationToken cancellationToken = default) =>
        Run<float, float>(source, Queryable.Average, cancellationToken);

    /// <summary>The mean. An error of no rows, unless the type is nullable.</summary>
    public static Task<float> AverageAsync<T>(
        this IQueryable<T> source, Expression<Func<T, float>> selector, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, float>>, float>(source, Queryable.Average, selector, cancellationToken);

    /// <summary>The mean. An error of no rows, unless the type is nullable.</summary>
    public static Task<float?> AverageAsync(this IQueryable<float?> source, CancellationToken cancellationToken = default) =>
        Run<float?, float?>(source, Queryable.Average, cancellationToken);

    /// <summary>The mean. An error of no rows, unless the type is nullable.</summary>
    public static Task<float?> AverageAsync<T>(
        this IQueryable<T> source, Expression<Func<T, float?>> selector, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, float?>>, float?>(source, Queryable.Average, selector, cancellationToken);

    /// <summary>The mean. An error of no rows, unless the type is nullable.</summary>
    public static Task<double> AverageAsync(this IQueryable<double> source, CancellationToken cancellationToken = default) =>
        Run<double, double>(source, Queryable.Average, cancellationToken);

    /// <summary>The mean. An error of no rows, unless the type is nullable.</summary>
    public static Task<double> AverageAsync<T>(
        this IQueryable<T> source, Expression<Func<T, double>> selector, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, double>>, double>(source, Queryable.Average, selector, cancellationToken);

    /// <summary>The mean. An error of no rows, unless the type is nullable.</summary>
    public static Task<double?> AverageAsync(this IQueryable<double?> source, CancellationToken cancellationToken = default) =>
        Run<double?, double?>(source, Queryable.Average, cancellationToken);

    /// <summary>The mean. An error of no rows, unless the type is nullable.</summary>
    public static Task<double?> AverageAsync<T>(
        this IQueryable<T> source, Expression<Func<T, double?>> selector, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, double?>>, double?>(source, Queryable.Average, selector, cancellationToken);

    /// <summary>The mean. An error of no rows, unless the type is nullable.</summary>
    public static Task<decimal> AverageAsync(this IQueryable<decimal> source, CancellationToken cancellationToken = default) =>
        Run<decimal, decimal>(source, Queryable.Average, cancellationToken);

    /// <summary>The mean. An error of no rows, unless the type is nullable.</summary>
    public static Task<decimal> AverageAsync<T>(
        this IQueryable<T> source, Expression<Func<T, decimal>> selector, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, decimal>>, decimal>(source, Queryable.Average, selector, cancellationToken);

    /// <summary>The mean. An error of no rows, unless the type is nullable.</summary>
    public static Task<decimal?> AverageAsync(this IQueryable<decimal?> source, CancellationToken cancellationToken = default) =>
        Run<decimal?, decimal?>(source, Queryable.Average, cancellationToken);

    /// <summary>The mean. An error of no rows, unless the type is nullable.</summary>
    public static Task<decimal?> AverageAsync<T>(
        this IQueryable<T> source, Expression<Func<T, decimal?>> selector, CancellationToken cancellationToken = default) =>
        Run<T, Expression<Func<T, decimal?>>, decimal?>(source, Queryable.Average, selector, cancellationToken);
}
