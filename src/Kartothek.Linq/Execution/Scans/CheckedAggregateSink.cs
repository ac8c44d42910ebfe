using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Kartothek.Columns;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>Accumulates the aggregates of a task as <see cref="AggregateSink"/> does, where some members mustn't be null in the rows that count.</summary>
internal sealed class CheckedAggregateSink : ITaskSink<ImmutableArray<AggregatePartial>>
{
    private readonly AggregateSink _aggregates;
    private readonly (int Ordinal, ReadTarget Target)[] _required;
    private readonly RowPosition _position;

    /// <summary>A sink for one task.</summary>
    /// <param name="calls">The aggregates.</param>
    /// <param name="required">Members that mustn't be null in a row that counts.</param>
    /// <param name="columns">The columns that blocks have.</param>
    /// <param name="file">The file's key, for messages.</param>
    public CheckedAggregateSink(ImmutableArray<AggregateCall> calls, ImmutableArray<MemberMap> required, Schema columns, string file)
    {
        _aggregates = new AggregateSink(calls, columns);
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
        return _aggregates.Accept(block);
    }

    /// <inheritdoc/>
    public void Complete() => _aggregates.Complete();

    /// <inheritdoc/>
    public bool TryTake([MaybeNullWhen(false)] out ImmutableArray<AggregatePartial> chunk) => _aggregates.TryTake(out chunk);

    /// <inheritdoc/>
    public void Dispose() => _aggregates.Dispose();

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
