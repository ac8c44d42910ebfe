using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Kartothek.Columns;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>Accumulates the aggregates of a task as <see cref="AggregateSink"/> does, where values of members must fit these in the rows that count.</summary>
internal sealed class CheckedAggregateSink : ITaskSink<ImmutableArray<AggregatePartial>>
{
    private readonly AggregateSink _aggregates;
    private readonly RequiredColumns _required;
    private readonly (int Ordinal, WidthCheck Check)? _width;

    /// <summary>A sink for one task.</summary>
    /// <param name="calls">The aggregates.</param>
    /// <param name="required">Members that mustn't be null in a row that counts.</param>
    /// <param name="narrow">The member whose integers must fit it in a row that counts, or null.</param>
    /// <param name="columns">The columns that blocks have.</param>
    /// <param name="file">The file's key, for messages.</param>
    public CheckedAggregateSink(ImmutableArray<AggregateCall> calls, ImmutableArray<MemberMap> required, MemberMap? narrow, Schema columns, string file)
    {
        _aggregates = new AggregateSink(calls, columns);
        _required = new RequiredColumns(required, columns, file);
        _width = narrow is null ? null : (columns.IndexOf(narrow.Column.Name), new WidthCheck(narrow, new RowPosition { File = file }));
    }

    /// <inheritdoc/>
    public bool Accept(Block block)
    {
        _required.Check(block);
        if (_width is var (column, width))
        {
            width.Check(block, block.Columns[column]);
        }
        return _aggregates.Accept(block);
    }

    /// <inheritdoc/>
    public void Complete() => _aggregates.Complete();

    /// <inheritdoc/>
    public bool TryTake([MaybeNullWhen(false)] out ImmutableArray<AggregatePartial> chunk) => _aggregates.TryTake(out chunk);

    /// <inheritdoc/>
    public void Dispose() => _aggregates.Dispose();
}
