using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Kartothek.Columns;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>Accumulates the aggregates of a task, without records; its one chunk is the partial results.</summary>
internal sealed class AggregateSink : ITaskSink<ImmutableArray<AggregatePartial>>
{
    private readonly AggregateState[] _states;
    private readonly (int Ordinal, ReadTarget Target)[] _required;
    private readonly RowPosition _position;
    private bool _isReady;

    /// <summary>A sink for one task.</summary>
    /// <param name="calls">The aggregates.</param>
    /// <param name="required">Members that mustn't be null in a row that counts.</param>
    /// <param name="columns">The columns that blocks have.</param>
    /// <param name="file">The file's key, for messages.</param>
    public AggregateSink(IEnumerable<AggregateCall> calls, ImmutableArray<MemberMap> required, Schema columns, string file)
    {
        _states = [.. calls.Select(c => AggregateState.Create(c, columns))];
        _required = [.. required.Select(m => (columns.IndexOf(m.Column.Name), ReadTarget.Of(m)))];
        _position = new RowPosition { File = file };
    }

    /// <inheritdoc/>
    public bool Accept(Block block)
    {
        foreach (var (ordinal, target) in _required)
        {
            Check(block, block.Columns[ordinal], target);
        }
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
        return _isReady && !(_isReady = false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Check(Block block, Vector vector, ReadTarget target)
    {
        if (vector.Valid is null && vector is FlatVector<long> or FlatVector<int> or BytesVector)
        {
            return;
        }
        for (var row = 0; row < block.Length; row++)
        {
            if (vector.IsNull(row))
            {
                _position.Block = block;
                throw RecordErrors.NullValue(target, _position, row);
            }
        }
    }
}
