using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>Gives the rows of a task of which nothing is wanted but that they are there: the footer knows how many.</summary>
internal sealed class RowNumberReader(ParquetFooter footer, ScanTask task) : IBlockReader
{
    private readonly Block _block = new(task.Columns, []);
    private long _next;
    private long _end;

    /// <inheritdoc/>
    public long RowsScanned { get; private set; }

    /// <inheritdoc/>
    public int RowGroups { get; private set; }

    /// <summary>Whether a task is such a one.</summary>
    public static bool Reads(ScanTask task) => task.Columns.Fields.IsEmpty && task.Conjuncts.IsEmpty;

    /// <inheritdoc/>
    public ValueTask<Block?> NextAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (_next == _end)
        {
            if (RowGroups == task.RowGroups.Length)
            {
                return new((Block?)null);
            }
            var group = footer.RowGroups[task.RowGroups[RowGroups++]];
            (_next, _end) = (group.FirstRow, group.FirstRow + group.RowCount);
        }
        _block.FirstRow = _next;
        _block.Length = (int)Math.Min(RowGroupScan.BlockRows, _end - _next);
        _next += _block.Length;
        RowsScanned += _block.Length;
        return new(_block);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
