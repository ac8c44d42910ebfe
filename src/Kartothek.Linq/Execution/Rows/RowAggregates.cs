using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Sum, Min, Max and Average over rows in memory, by .NET's own operators.</summary>
internal static class RowAggregates
{
    /// <summary>The aggregate of a stream, with the result and errors of <see cref="Enumerable"/> for its element type.</summary>
    public static async ValueTask<object?> AggregateAsync<T>(
        IAsyncEnumerable<RowChunk<T>> rows, AggregateKind function, IComparer<T>? comparer, CancellationToken cancellationToken)
    {
        object stream = RowResults.Flatten(rows, cancellationToken);
        return function switch
        {
            AggregateKind.Sum => await SumAsync(stream, cancellationToken).ConfigureAwait(false),
            AggregateKind.Average => await AverageAsync(stream, cancellationToken).ConfigureAwait(false),
            AggregateKind.Min => await ((IAsyncEnumerable<T>)stream).MinAsync(comparer, cancellationToken).ConfigureAwait(false),
            _ => await ((IAsyncEnumerable<T>)stream).MaxAsync(comparer, cancellationToken).ConfigureAwait(false),
        };
    }

    private static async ValueTask<object?> SumAsync(object stream, CancellationToken token) => stream switch
    {
        IAsyncEnumerable<int> s => await s.SumAsync(token).ConfigureAwait(false),
        IAsyncEnumerable<int?> s => await s.SumAsync(token).ConfigureAwait(false),
        IAsyncEnumerable<long> s => await s.SumAsync(token).ConfigureAwait(false),
        IAsyncEnumerable<long?> s => await s.SumAsync(token).ConfigureAwait(false),
        IAsyncEnumerable<float> s => await s.SumAsync(token).ConfigureAwait(false),
        IAsyncEnumerable<float?> s => await s.SumAsync(token).ConfigureAwait(false),
        IAsyncEnumerable<double> s => await s.SumAsync(token).ConfigureAwait(false),
        IAsyncEnumerable<double?> s => await s.SumAsync(token).ConfigureAwait(false),
        IAsyncEnumerable<decimal> s => await s.SumAsync(token).ConfigureAwait(false),
        IAsyncEnumerable<decimal?> s => await s.SumAsync(token).ConfigureAwait(false),
        _ => throw new NotSupportedException($"{stream.GetType()} has no sum."),
    };

    private static async ValueTask<object?> AverageAsync(object stream, CancellationToken token) => stream switch
    {
        IAsyncEnumerable<int> s => await s.AverageAsync(token).ConfigureAwait(false),
        IAsyncEnumerable<int?> s => await s.AverageAsync(token).ConfigureAwait(false),
        IAsyncEnumerable<long> s => await s.AverageAsync(token).ConfigureAwait(false),
        IAsyncEnumerable<long?> s => await s.AverageAsync(token).ConfigureAwait(false),
        IAsyncEnumerable<float> s => await s.AverageAsync(token).ConfigureAwait(false),
        IAsyncEnumerable<float?> s => await s.AverageAsync(token).ConfigureAwait(false),
        IAsyncEnumerable<double> s => await s.AverageAsync(token).ConfigureAwait(false),
        IAsyncEnumerable<double?> s => await s.AverageAsync(token).ConfigureAwait(false),
        IAsyncEnumerable<decimal> s => await s.AverageAsync(token).ConfigureAwait(false),
        IAsyncEnumerable<decimal?> s => await s.AverageAsync(token).ConfigureAwait(false),
        _ => throw new NotSupportedException($"{stream.GetType()} has no average."),
    };
}
