using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>Reads the row groups of a task, one after the other.</summary>
internal sealed class RowGroupReader : IBlockReader
{
    private readonly StoreByteSource _source;
    private readonly ParquetFooter _footer;
    private readonly ScanTask _task;
    private readonly ScanColumns _own;
    private readonly FileRanges? _ranges;
    private readonly PagePruning _pages;
    private readonly BloomPruning _filters;
    private readonly ScanBufferPool _pool;
    private readonly SurvivalRate? _survivalRate;
    private ScanBuffers? _buffers;
    private ScanColumns _columns;
    private Scalar? _bound;
    private StatisticsPruner? _pruner;
    private RowGroupScan? _scan;
    private int _next;
    private long _rowsScanned;
    private ReadSkips _skipped;

    public RowGroupReader(StoreByteSource source, ParquetFooter footer, ScanTask task, ScanBufferPool pool, SurvivalRate? survivalRate = null)
    {
        _source = source;
        _footer = footer;
        _task = task;
        _own = _columns = ColumnsOf(task);
        _ranges = task.Bound is null ? null : new FileRanges(footer, task.Constants, PruningLayers.All);
        _pages = new PagePruning(task);
        _filters = new BloomPruning(task);
        _pool = pool;
        _survivalRate = survivalRate;
        _buffers = pool.Rent();
    }

    /// <summary>What a task reads of its file.</summary>
    public static ScanColumns ColumnsOf(ScanTask task) => new(task.Columns, task.Conjuncts, task.Constants);

    /// <inheritdoc/>
    public long RowsScanned => _rowsScanned + (_scan?.Figures.RowsScanned ?? 0);

    /// <inheritdoc/>
    /// <remarks>A row group that several tasks read is counted by the first.</remarks>
    public int RowGroups => IsLaterPart ? 0 : _next - (int)Skipped.Total;

    /// <inheritdoc/>
    public ReadSkips Skipped => IsLaterPart ? default : _scan is { EndedByDictionary: true } ? _skipped + new ReadSkips(0, 0, 0, 1) : _skipped;

    private bool IsLaterPart => _task.Rows is { First: > 0 };

    /// <inheritdoc/>
    public async ValueTask<Block?> NextAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (_scan is null)
            {
                if (_next == _task.RowGroups.Length)
                {
                    return null;
                }
                ObjectDisposedException.ThrowIf(_buffers is null, this);
                var group = _footer.RowGroups[_task.RowGroups[_next++]];
                if (_task.Bound is { } bound && !Narrow(bound(), group))
                {
                    _skipped += new ReadSkips(1, 0, 0, 0);
                    continue;
                }
                if (await _filters.RulesOutAsync(_source, group, cancellationToken).ConfigureAwait(false))
                {
                    _skipped += new ReadSkips(0, 1, 0, 0);
                    continue;
                }
                var rows = await _pages.RowsAsync(_source, group, cancellationToken).ConfigureAwait(false);
                if (rows is { Ranges.IsEmpty: true })
                {
                    // Of a large row group, other tasks may read rows.
                    _skipped += new ReadSkips(0, 0, _task.Rows is null ? 1 : 0, 0);
                    continue;
                }
                _scan = RowGroupScan.Open(_source, _footer, group.Ordinal, _columns, _buffers, rows, _survivalRate);
            }
            if (await _scan.NextAsync(cancellationToken).ConfigureAwait(false) is { } block)
            {
                return block;
            }
            EndScan();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        EndScan();
        if (_buffers is not null)
        {
            _pool.Return(_buffers);
            _buffers = null;
        }
    }

    /// <summary>Takes over what is known by now of the rows that are wanted.</summary>
    /// <returns>False where a row group has none.</returns>
    private bool Narrow(Scalar? bound, RowGroup group)
    {
        if (!ReferenceEquals(bound, _bound))
        {
            _bound = bound;
            _pruner = bound is not null ? StatisticsPruner.Of(bound, []) : null;
            // The value of a partition column is the same for all rows, so that none of them is checked.
            var isOfFile = bound is not null && !bound.ColumnNames().Any(_task.Constants.ContainsKey);
            _columns = isOfFile ? _own with { Conjuncts = _own.Conjuncts.AddRange(bound!.Conjuncts()) } : _own;
        }
        return _pruner is null || _pruner.Judge(column => _ranges!.OfRowGroup(group, column)) != Verdict.None;
    }

    private void EndScan()
    {
        if (_scan is not null)
        {
            _rowsScanned += _scan.Figures.RowsScanned;
            _skipped = _scan.EndedByDictionary ? _skipped + new ReadSkips(0, 0, 0, 1) : _skipped;
            _scan.Dispose();
            _scan = null;
        }
    }
}
