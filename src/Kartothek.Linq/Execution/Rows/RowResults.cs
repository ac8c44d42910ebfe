using System.Runtime.CompilerServices;

namespace Kartothek.Linq;

/// <summary>The results that are one value, with the values and errors of <see cref="Enumerable"/>.</summary>
internal static class RowResults
{
    /// <summary>All rows.</summary>
    public static async ValueTask<List<T>> ToListAsync<T>(IAsyncEnumerable<RowChunk<T>> rows, CancellationToken cancellationToken)
    {
        var all = new List<T>();
        await foreach (var chunk in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            all.AddRange(chunk.Span);
            chunk.ThrowFailure();
        }
        return all;
    }

    /// <summary>The rows one by one.</summary>
    public static async IAsyncEnumerable<T> Flatten<T>(IAsyncEnumerable<RowChunk<T>> rows, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var chunk in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            for (var i = 0; i < chunk.Count; i++)
            {
                chunk.Taken = i + 1;
                yield return chunk.Items[i];
            }
            chunk.ThrowFailure();
        }
    }

    /// <summary>The number of rows.</summary>
    public static async ValueTask<long> CountAsync<T>(IAsyncEnumerable<RowChunk<T>> rows, CancellationToken cancellationToken)
    {
        var count = 0L;
        await foreach (var chunk in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            count += chunk.Count;
            chunk.ThrowFailure();
        }
        return count;
    }

    /// <summary>Whether there is a row.</summary>
    public static async ValueTask<bool> AnyAsync<T>(IAsyncEnumerable<RowChunk<T>> rows, CancellationToken cancellationToken)
    {
        await foreach (var chunk in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (chunk.Count > 0)
            {
                return true;
            }
            chunk.ThrowFailure();
        }
        return false;
    }

    /// <summary>Whether a condition holds for all rows.</summary>
    public static async ValueTask<bool> AllAsync<T>(IAsyncEnumerable<RowChunk<T>> rows, Func<T, bool> predicate, CancellationToken cancellationToken)
    {
        await foreach (var chunk in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            for (var i = 0; i < chunk.Count; i++)
            {
                if (!predicate(chunk.Items[i]))
                {
                    return false;
                }
            }
            chunk.ThrowFailure();
        }
        return true;
    }

    /// <summary>Whether a value is among the rows.</summary>
    public static async ValueTask<bool> ContainsAsync<T>(
        IAsyncEnumerable<RowChunk<T>> rows, T item, IEqualityComparer<T>? comparer, CancellationToken cancellationToken)
    {
        comparer ??= EqualityComparer<T>.Default;
        await foreach (var chunk in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            for (var i = 0; i < chunk.Count; i++)
            {
                if (comparer.Equals(chunk.Items[i], item))
                {
                    return true;
                }
            }
            chunk.ThrowFailure();
        }
        return false;
    }

    /// <summary>One row.</summary>
    public static async ValueTask<T> ElementAsync<T>(IAsyncEnumerable<RowChunk<T>> rows, ElementResult element, CancellationToken cancellationToken)
    {
        var (found, value) = element.Kind switch
        {
            ElementKind.First => await AtAsync(rows, 0, cancellationToken).ConfigureAwait(false),
            ElementKind.Single => await SingleAsync(rows, cancellationToken).ConfigureAwait(false),
            ElementKind.Last => await FromEndAsync(rows, 1, cancellationToken).ConfigureAwait(false),
            _ when element.Index.IsFromEnd => await FromEndAsync(rows, element.Index.Value, cancellationToken).ConfigureAwait(false),
            _ => await AtAsync(rows, element.Index.Value, cancellationToken).ConfigureAwait(false),
        };
        if (found)
        {
            return value!;
        }
        if (element.IsOrDefault)
        {
            return element.DefaultValue is { } other ? (T)other : default!;
        }
        // LINQ's own exception, whatever its wording is.
        return element.Kind == ElementKind.ElementAt ? Enumerable.Empty<T>().ElementAt(element.Index) : Enumerable.Empty<T>().First();
    }

    private static async ValueTask<(bool Found, T? Value)> AtAsync<T>(IAsyncEnumerable<RowChunk<T>> rows, long index, CancellationToken cancellationToken)
    {
        await foreach (var chunk in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (index < chunk.Count)
            {
                return (true, chunk.Items[index]);
            }
            index -= chunk.Count;
            chunk.ThrowFailure();
        }
        return (false, default);
    }

    private static async ValueTask<(bool Found, T? Value)> SingleAsync<T>(IAsyncEnumerable<RowChunk<T>> rows, CancellationToken cancellationToken)
    {
        (bool Found, T? Value) single = (false, default);
        await foreach (var chunk in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (chunk.Count > 1 || (chunk.Count == 1 && single.Found))
            {
                Enumerable.Repeat(0, 2).Single();
            }
            if (chunk.Count == 1)
            {
                single = (true, chunk.Items[0]);
            }
            chunk.ThrowFailure();
        }
        return single;
    }

    /// <summary>The row at a distance from the end, 1 for the last; keeps no more rows than that.</summary>
    private static async ValueTask<(bool Found, T? Value)> FromEndAsync<T>(IAsyncEnumerable<RowChunk<T>> rows, int distance, CancellationToken cancellationToken)
    {
        var last = new Queue<T>();
        await foreach (var chunk in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (var item in chunk.Span[Math.Max(0, chunk.Count - distance)..])
            {
                if (last.Count == distance)
                {
                    last.Dequeue();
                }
                last.Enqueue(item);
            }
            chunk.ThrowFailure();
        }
        return distance > 0 && last.Count == distance ? (true, last.Peek()) : (false, default);
    }
}
