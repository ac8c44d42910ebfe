using System.Collections.Immutable;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>A data file that is being written. Used by one thread at a time.</summary>
internal sealed class PartitionFile
{
    /// <summary>A file that ends within this many bytes is put with one request.</summary>
    private const int WholeBytes = 8 << 20;

    /// <summary>Rows of the blocks in which sorted rows are handed to the encoder.</summary>
    private const int SortedBlockRows = 32_768;

    private readonly PartitionWriteOptions _options;
    private readonly Schema _rows;
    private readonly StoreByteSink _sink;
    private readonly ParquetFileWriter _writer;
    private readonly RowBuffer? _sorting;
    private readonly int[] _sortBy;
    private readonly (int Column, IndexPartBuilder Builder)[] _indices;
    private long _rowCount;

    /// <summary>Begins a file; nothing is sent yet.</summary>
    /// <param name="options">How files are written.</param>
    /// <param name="shape">The columns.</param>
    /// <param name="label">The label of its partition.</param>
    public PartitionFile(PartitionWriteOptions options, RowShape shape, string label)
    {
        _options = options;
        _rows = shape.Rows;
        Label = label;
        Key = DatasetKeys.DataFile(options.Uuid, options.Table, label);
        _sink = new StoreByteSink(options.Store, Key);
        _writer = new ParquetFileWriter(_sink, Key, shape.File, options.ParquetOptions(shape.File));
        _sortBy = [.. options.Files.SortBy.Select(shape.File.IndexOf).Where(c => c >= 0)];
        _sorting = _sortBy.Length > 0 ? new RowBuffer(shape.File) : null;
        _indices = [.. options.IndexColumns.Select(c => (shape.File.IndexOf(c), IndexPartBuilder.Create(shape.File[c])))];
    }

    /// <summary>The label of its partition.</summary>
    public string Label { get; }

    /// <summary>Its key in the store.</summary>
    public string Key { get; }

    /// <summary>Rows written so far.</summary>
    public long RowCount => _rowCount;

    /// <summary>Bytes of memory that ending the row group, or the file where it is sorted, gives back.</summary>
    public long BufferedBytes => (_sorting?.Bytes ?? _writer.BufferedBytes) + _sink.HeldBytes;

    /// <summary>Bytes that the file has so far, as far as they are encoded.</summary>
    public long ByteCount => _writer.ByteCount;

    /// <summary>Whether rows wait in memory until the file is complete.</summary>
    public bool IsSorted => _sorting is not null;

    /// <summary>Whether a request to the store is open.</summary>
    public bool IsStreaming => _sink.IsStreaming;

    /// <summary>Adds rows of a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="rows">Positions in it; all of them where there are as many as the block has rows.</param>
    /// <param name="cancellationToken">Stops requests.</param>
    public ValueTask WriteAsync(Block block, ReadOnlyMemory<int> rows, CancellationToken cancellationToken)
    {
        var isAll = rows.Length == block.Length;
        _rowCount += rows.Length;
        foreach (var (column, builder) in _indices)
        {
            if (isAll)
            {
                builder.Add(block.Columns[column]);
            }
            else
            {
                builder.Add(block.Columns[column], rows.Span);
            }
        }
        if (_sorting is not null)
        {
            _sorting.Append(block, rows.Span);
            return default;
        }
        return isAll ? _writer.WriteAsync(block, cancellationToken) : _writer.WriteAsync(block, rows, cancellationToken);
    }

    /// <summary>Ends the row group, and hands it to the store, so that its memory comes back.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await _writer.FlushRowGroupAsync(cancellationToken).ConfigureAwait(false);
        await _sink.DrainAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the file, which becomes visible in the store; no header names it yet.</summary>
    public async ValueTask<WrittenPartition> FinishAsync(CancellationToken cancellationToken)
    {
        if (_sorting is { Count: > 0 })
        {
            await WriteSortedAsync(_sorting, cancellationToken).ConfigureAwait(false);
        }
        _sink.HeldLimit = WholeBytes;
        var written = await _writer.FinishAsync(cancellationToken).ConfigureAwait(false);
        await _sink.CompleteAsync(cancellationToken).ConfigureAwait(false);
        await _writer.DisposeAsync().ConfigureAwait(false);
        return new WrittenPartition
        {
            Label = Label,
            Table = _options.Table,
            Key = Key,
            RowCount = written.RowCount,
            ByteCount = written.ByteCount,
            Schema = _rows,
            IndexParts = [.. _indices.Select(i => i.Builder.Finish(Label))],
        };
    }

    /// <summary>Gives up: nothing of the file becomes visible.</summary>
    public async ValueTask AbortAsync()
    {
        await _sink.AbortAsync().ConfigureAwait(false);
        await _writer.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask WriteSortedAsync(RowBuffer rows, CancellationToken cancellationToken)
    {
        var block = rows.ToBlock();
        var order = RowOrder.Sort([.. _sortBy.Select(c => block.Columns[c])], block.Length);
        for (var start = 0; start < order.Length; start += SortedBlockRows)
        {
            var part = order.AsMemory(start, Math.Min(SortedBlockRows, order.Length - start));
            await _writer.WriteAsync(block, part, cancellationToken).ConfigureAwait(false);
        }
    }
}
