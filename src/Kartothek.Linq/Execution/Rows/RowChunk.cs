namespace Kartothek.Linq;

/// <summary>Some consecutive results, and the exception that user code threw behind them, if it did.</summary>
/// <remarks>
/// Rows are made in chunks, but an exception must come when its row is asked for, as in LINQ to Objects: who takes fewer rows never
/// sees it.
/// </remarks>
/// <typeparam name="T">A result.</typeparam>
/// <param name="items">The results; owned by the receiver.</param>
/// <param name="count">How many of <paramref name="items"/> count.</param>
/// <param name="failure">What is thrown when the next result is asked for; no chunk follows then.</param>
internal sealed class RowChunk<T>(T[] items, int count, Exception? failure = null)
{
    /// <summary>The results; owned by the receiver.</summary>
    public T[] Items { get; } = items;

    /// <summary>How many of <see cref="Items"/> count.</summary>
    public int Count { get; } = count;

    /// <summary>How many results have been handed on: all, unless the receiver says that it stopped before.</summary>
    public int Taken { get; set; } = count;

    /// <summary>What is thrown when the next result is asked for.</summary>
    public Exception? Failure { get; } = failure;

    /// <summary>The results.</summary>
    public ReadOnlySpan<T> Span => Items.AsSpan(0, Count);

    /// <summary>Throws the exception, with the stack that it was thrown with; nothing where there is none.</summary>
    public void ThrowFailure()
    {
        if (Failure is { } failure)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }
}
