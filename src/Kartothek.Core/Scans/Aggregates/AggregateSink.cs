using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Accumulates aggregates over the rows of one task; its only chunk are their partial results.</summary>
/// <param name="calls">The aggregates.</param>
/// <param name="columns">The columns of the blocks; they have all that the aggregates read.</param>
public sealed class AggregateSink(ImmutableArray<AggregateCall> calls, Schema columns) : ITaskSink<ImmutableArray<AggregatePartial>>
{
    private readonly AggregateState[] _states = [.. calls.Select(c => AggregateState.Create(c, columns))];
    private bool _isReady;

    /// <inheritdoc/>
    public bool Accept(Block block)
    {
        foreach (var state in _states)
        {
            state.Accumulate(block);
        }
        return true;
    }

    /// <inheritdoc/>
    public void Complete() => _isReady = true;

    /// <inheritdoc/>
    public bool TryTake([MaybeNullWhen(false)] out ImmutableArray<AggregatePartial> chunk)
    {
        chunk = _isReady ? [.. _states.Select(s => s.Partial())] : default;
        (var isReady, _isReady) = (_isReady, false);
        return isReady;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
