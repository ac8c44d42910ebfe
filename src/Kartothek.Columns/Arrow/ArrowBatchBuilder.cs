using System.Runtime.CompilerServices;
using Apache.Arrow;

namespace Kartothek.Columns;

/// <summary>Gathers blocks of one schema into Arrow record batches of a number of rows. Not thread-safe.</summary>
/// <remarks>All batches have one schema; their arrays are plain (no dictionaries), and own their memory: whoever receives a batch disposes it.</remarks>
public sealed class ArrowBatchBuilder
{
    private readonly ArrowColumn[] _columns;

    /// <summary>Creates a builder.</summary>
    /// <param name="schema">The schema of the blocks and batches.</param>
    /// <param name="batchRows">Rows of a full batch.</param>
    public ArrowBatchBuilder(Schema schema, int batchRows)
    {
        System.ArgumentNullException.ThrowIfNull(schema);
        System.ArgumentOutOfRangeException.ThrowIfLessThan(batchRows, 1);
        Schema = schema;
        BatchRows = batchRows;
        ArrowSchema = ArrowTypes.ToArrow(schema);
        _columns = [.. schema.Fields.Select(ArrowColumn.Create)];
    }

    /// <summary>The schema of the blocks.</summary>
    public Schema Schema { get; }

    /// <summary>The schema of the batches.</summary>
    public Apache.Arrow.Schema ArrowSchema { get; }

    /// <summary>Rows of a full batch.</summary>
    public int BatchRows { get; }

    /// <summary>Rows appended since the last batch.</summary>
    public int Length { get; private set; }

    /// <summary>Whether the batch has all its rows.</summary>
    public bool IsFull => Length == BatchRows;

    /// <summary>Appends rows of a block, from a row on, as many as fit into the batch.</summary>
    /// <param name="block">The block; nothing of it is kept, except the arrays of nested columns.</param>
    /// <param name="start">The first row to append.</param>
    /// <returns>The number of rows appended.</returns>
    /// <exception cref="KartothekException">A column of texts or binary values would exceed 2 GiB in one batch (<see cref="ErrorKind.NotSupported"/>).</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Append(Block block, int start = 0)
    {
        System.ArgumentNullException.ThrowIfNull(block);
        System.ArgumentOutOfRangeException.ThrowIfGreaterThan(start, block.Length);
        var count = Math.Min(block.Length - start, BatchRows - Length);
        for (var i = 0; i < _columns.Length; i++) _columns[i].Append(block.Columns[i], start, count);
        Length += count;
        return count;
    }

    /// <summary>The batch of the rows appended, which may be none; the builder starts anew.</summary>
    public RecordBatch Build()
    {
        var batch = new RecordBatch(ArrowSchema, _columns.Select(c => c.Build()), Length);
        Length = 0;
        return batch;
    }
}
