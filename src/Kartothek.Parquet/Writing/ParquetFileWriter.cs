using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Writes one Parquet file, row group by row group, to a sink.</summary>
/// <remarks>
/// <para>Values are encoded and compressed page by page as they come; a row group is held in memory, in its final form, until it is full, because its columns are
/// stored one after the other, and goes to the sink at once then. For one thread at a time.</para>
/// <para>All columns are stored as nullable, whatever the schema says. Statistics are those of the values written.</para>
/// </remarks>
public sealed class ParquetFileWriter : IAsyncDisposable
{
    /// <summary>Prepares a file; nothing is written before the first row group is full.</summary>
    /// <param name="sink">Takes the bytes; not completed nor disposed.</param>
    /// <param name="name">The name of the file, for messages.</param>
    /// <param name="schema">The columns. Blocks must have them, in this order and of these types.</param>
    /// <param name="options">How to write.</param>
    /// <exception cref="KartothekException">A type can't be stored (<see cref="ErrorKind.NotSupported"/>), or the options name a column that isn't there or a level that the codec hasn't (<see cref="ErrorKind.Invalid"/>).</exception>
    public ParquetFileWriter(IByteSink sink, string name, Schema schema, ParquetWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(schema);
        Schema = schema;
    }

    /// <summary>The columns.</summary>
    public Schema Schema { get; }

    /// <summary>Rows so far, those still in memory included.</summary>
    public long RowCount { get; private set; }

    /// <summary>Bytes given to the sink so far.</summary>
    public long ByteCount { get; private set; }

    /// <summary>About how many bytes of memory the unfinished row group takes.</summary>
    public long BufferedBytes { get; private set; }

    /// <summary>Adds all rows of a block, which is lent for the call.</summary>
    /// <param name="block">Vectors of any shape, of the schema's types, in its order.</param>
    /// <param name="cancellationToken">Ends the writing of a full row group.</param>
    /// <exception cref="KartothekException">The block's columns are others (<see cref="ErrorKind.Invalid"/>), or a value is too long for a page (<see cref="ErrorKind.NotSupported"/>).</exception>
    public ValueTask WriteAsync(Block block, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Adds some rows of a block, which is lent for the call.</summary>
    /// <param name="block">Vectors of any shape, of the schema's types, in its order.</param>
    /// <param name="rows">Positions in the block, in the order in which they are written; they may repeat.</param>
    /// <param name="cancellationToken">Ends the writing of a full row group.</param>
    /// <inheritdoc cref="WriteAsync(Block, CancellationToken)"/>
    public ValueTask WriteAsync(Block block, ReadOnlyMemory<int> rows, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Ends the row group, and gives it to the sink; nothing happens where it has no rows.</summary>
    public ValueTask FlushRowGroupAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Ends the file: the last row group, indexes, footer. A file without rows has no row group.</summary>
    public ValueTask<WrittenFile> FinishAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Gives the memory back. A file that wasn't finished stays incomplete.</summary>
    public ValueTask DisposeAsync() => default;
}
