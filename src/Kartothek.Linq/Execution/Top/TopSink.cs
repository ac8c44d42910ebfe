using System.Diagnostics.CodeAnalysis;
using Kartothek.Columns;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>Keeps the first or last rows of a task in some order, and lets the others go block by block.</summary>
/// <typeparam name="T">The rows' type.</typeparam>
/// <param name="rows">Makes the rows.</param>
/// <param name="keys">The order.</param>
/// <param name="bound">Is told of the row kept that comes last, or first where the last are wanted; null where nobody wants to know.</param>
internal sealed class TopSink<T>(RowSink<T> rows, TopKeys<T> keys, TopBound<T>? bound) : ITaskSink<RowChunk<T>>
{
    /// <summary>Rows that are worth sorting once more.</summary>
    private const int MoreRows = 2048;

    private List<T> _kept = [];
    private int _sorted;
    private Exception? _failure;
    private bool _isReady;

    /// <inheritdoc/>
    public bool Accept(Block block)
    {
        var wantsMore = rows.Accept(block);
        Drain();
        return wantsMore;
    }

    /// <inheritdoc/>
    public void Complete()
    {
        rows.Complete();
        Drain();
        Sort();
        _isReady = _kept.Count > 0 || _failure is not null;
    }

    /// <inheritdoc/>
    public bool TryTake([MaybeNullWhen(false)] out RowChunk<T> chunk)
    {
        chunk = _isReady ? new([.. _kept], _kept.Count, _failure) : null;
        _isReady = false;
        return chunk is not null;
    }

    /// <inheritdoc/>
    public void Dispose() => rows.Dispose();

    private void Drain()
    {
        while (rows.TryTake(out var chunk))
        {
            _kept.AddRange(chunk.Span);
            _failure ??= chunk.Failure;
        }
        if (_kept.Count - _sorted >= MoreRows)
        {
            Sort();
        }
    }

    /// <summary>Those kept before come first, in order, so that ties stay in the order of the rows.</summary>
    private void Sort()
    {
        if (_kept.Count > _sorted)
        {
            _kept = keys.Pick(_kept);
            _sorted = _kept.Count;
            if (_sorted == keys.Count)
            {
                bound?.Offer(_kept[keys.FromEnd ? 0 : ^1]);
            }
        }
    }
}
