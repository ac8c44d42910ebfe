using System.Diagnostics.CodeAnalysis;
using Apache.Arrow;
using Kartothek.Columns;
using Schema = Kartothek.Columns.Schema;

namespace Kartothek.Core;

/// <summary>Gathers the rows of a task into Arrow record batches.</summary>
/// <param name="columns">The columns of blocks and batches.</param>
/// <param name="batchRows">The rows of a full batch.</param>
internal sealed class BatchSink(Schema columns, int batchRows) : ITaskSink<RecordBatch>
{
    private readonly ArrowBatchBuilder _builder = new(columns, batchRows);
    private readonly Queue<RecordBatch> _ready = new();

    /// <inheritdoc/>
    public bool Accept(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        for (var row = 0; row < block.Length;)
        {
            row += _builder.Append(block, row);
            if (_builder.IsFull)
            {
                _ready.Enqueue(_builder.Build());
            }
        }
        return true;
    }

    /// <inheritdoc/>
    public void Complete()
    {
        if (_builder.Length > 0)
        {
            _ready.Enqueue(_builder.Build());
        }
    }

    /// <inheritdoc/>
    public bool TryTake([MaybeNullWhen(false)] out RecordBatch chunk) => _ready.TryDequeue(out chunk);

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_ready.TryDequeue(out var batch))
        {
            batch.Dispose();
        }
        // What an error left in the builder is memory of Arrow's, too.
        if (_builder.Length > 0)
        {
            _builder.Build().Dispose();
        }
    }
}
