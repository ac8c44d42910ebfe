using System.Runtime.CompilerServices;

namespace Kartothek.Linq;

/// <summary>The operators that run in memory over streams of chunks, lazily, with the results of LINQ to Objects.</summary>
/// <remarks>An exception of user code is handed on behind the rows before it, see <see cref="RowChunk{T}"/>.</remarks>
internal static class RowOperators
{
    /// <summary>The rows for which a condition holds.</summary>
    public static async IAsyncEnumerable<RowChunk<T>> Filter<T>(
        IAsyncEnumerable<RowChunk<T>> rows, Func<T, bool> predicate, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var chunk in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var kept = Filter(chunk, predicate, cancellationToken);
            if (kept.Count > 0 || kept.Failure is not null)
            {
                yield return kept;
            }
            if (kept.Failure is not null)
            {
                yield break;
            }
        }
    }

    /// <summary>What is made of each row.</summary>
    public static async IAsyncEnumerable<RowChunk<TOut>> Project<TIn, TOut>(
        IAsyncEnumerable<RowChunk<TIn>> rows, Func<TIn, TOut> selector, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var chunk in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var projected = Project(chunk, selector, cancellationToken);
            yield return projected;
            if (projected.Failure is not null)
            {
                yield break;
            }
        }
    }

    /// <summary>The rows after some, at most so many; the source isn't asked for more.</summary>
    public static async IAsyncEnumerable<RowChunk<T>> Slice<T>(
        IAsyncEnumerable<RowChunk<T>> rows, long skip, long? take, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var left = take ?? long.MaxValue;
        if (left == 0)
        {
            yield break;
        }
        await foreach (var chunk in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var from = (int)Math.Min(skip, chunk.Count);
            skip -= from;
            var count = (int)Math.Min(left, chunk.Count - from);
            left -= count;
            // Who takes no row behind the last one doesn't see the exception there.
            var failure = left > 0 ? chunk.Failure : null;
            if (count > 0 || failure is not null)
            {
                yield return from == 0 ? new(chunk.Items, count, failure) : new(chunk.Items.AsSpan(from, count).ToArray(), count, failure);
            }
            if (left == 0 || failure is not null)
            {
                yield break;
            }
        }
    }

    /// <summary>All rows in another order, made when the first one is asked for.</summary>
    public static async IAsyncEnumerable<RowChunk<T>> Rearrange<T>(
        IAsyncEnumerable<RowChunk<T>> rows, Func<List<T>, IEnumerable<T>> order, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var all = await RowResults.ToListAsync(rows, cancellationToken).ConfigureAwait(false);
        var ordered = order(all).ToArray();
        if (ordered.Length > 0)
        {
            yield return new(ordered, ordered.Length);
        }
    }

    /// <summary>What is made of all rows together, made when the first one is asked for.</summary>
    public static async IAsyncEnumerable<RowChunk<TOut>> Regroup<TIn, TOut>(
        IAsyncEnumerable<RowChunk<TIn>> rows, Func<List<TIn>, IEnumerable<TOut>> group, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var all = await RowResults.ToListAsync(rows, cancellationToken).ConfigureAwait(false);
        var groups = group(all).ToArray();
        if (groups.Length > 0)
        {
            yield return new(groups, groups.Length);
        }
    }

    /// <summary>The first of each group of equal rows.</summary>
    public static IAsyncEnumerable<RowChunk<T>> Distinct<T>(IAsyncEnumerable<RowChunk<T>> rows, IEqualityComparer<T>? comparer)
    {
        return Run();

        // The set belongs to one enumeration.
        async IAsyncEnumerable<RowChunk<T>> Run([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var seen = new HashSet<T>(comparer);
            await foreach (var chunk in Filter(rows, seen.Add, cancellationToken).ConfigureAwait(false))
            {
                yield return chunk;
            }
        }
    }

    private static RowChunk<T> Filter<T>(RowChunk<T> chunk, Func<T, bool> predicate, CancellationToken cancellationToken)
    {
        // The chunk is ours: what is kept moves to its front.
        var kept = 0;
        try
        {
            foreach (var item in chunk.Span)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (predicate(item))
                {
                    chunk.Items[kept++] = item;
                }
            }
        }
        catch (Exception exception)
        {
            return new(chunk.Items, kept, exception);
        }
        return new(chunk.Items, kept, chunk.Failure);
    }

    private static RowChunk<TOut> Project<TIn, TOut>(RowChunk<TIn> chunk, Func<TIn, TOut> selector, CancellationToken cancellationToken)
    {
        var items = new TOut[chunk.Count];
        var count = 0;
        try
        {
            foreach (var item in chunk.Span)
            {
                cancellationToken.ThrowIfCancellationRequested();
                items[count] = selector(item);
                count++;
            }
        }
        catch (Exception exception)
        {
            return new(items, count, exception);
        }
        return new(items, count, chunk.Failure);
    }
}
