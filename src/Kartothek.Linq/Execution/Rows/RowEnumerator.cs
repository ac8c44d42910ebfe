using System.Collections;

namespace Kartothek.Linq;

/// <summary>The one bridge from asynchronous chunks to <c>foreach</c>.</summary>
/// <remarks>
/// With one thread and a store that completes synchronously the scan runs on the caller's thread; otherwise the caller waits
/// for the next chunk.
/// </remarks>
/// <typeparam name="T">A result.</typeparam>
internal sealed class RowEnumerator<T>(IAsyncEnumerator<RowChunk<T>> chunks) : IEnumerator<T>
{
    private RowChunk<T>? _chunk;
    private T[] _items = [];
    private int _count;
    private int _index = -1;

    /// <inheritdoc/>
    public T Current => _items[_index];

    /// <inheritdoc/>
    object? IEnumerator.Current => Current;

    /// <inheritdoc/>
    public bool MoveNext()
    {
        if (++_index < _count)
        {
            return true;
        }
        return MoveToNextChunk();
    }

    /// <inheritdoc/>
    public void Reset() => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_chunk is { } chunk && _index < _count)
        {
            chunk.Taken = _index + 1;
        }
        Bridge.Wait(chunks.DisposeAsync());
    }

    private bool MoveToNextChunk()
    {
        do
        {
            _chunk?.ThrowFailure();
            if (!Bridge.Wait(chunks.MoveNextAsync()))
            {
                (_items, _count, _index) = ([], 0, -1);
                return false;
            }
            _chunk = chunks.Current;
            (_items, _count, _index) = (_chunk.Items, _chunk.Count, 0);
        }
        while (_count == 0);
        return true;
    }
}
