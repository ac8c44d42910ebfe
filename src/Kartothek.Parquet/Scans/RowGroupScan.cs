using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Reads the rows of one row group that satisfy all conjuncts, block by block.</summary>
/// <remarks>
/// <para>Nothing is read before the first <see cref="NextAsync"/>. It reads the chunks of the conjuncts' columns, close ones by one request; those of
/// the other columns are read when the first row survives, or at the same time where a request takes long and a row probably does (<see cref="SurvivalRate"/>). Where all pages of such a column hold codes, its conjuncts are asked about its dictionary first: if no entry satisfies them, the scan is over, and if
/// all do, they aren't asked again. Large chunks are read piece by piece as the scan goes on. Each window of <see cref="BlockRows"/> rows is decoded one conjunct after the other, each
/// column only for the rows that are left; pages without any are never decompressed.</para>
/// <para>A scan is for one thread at a time, like the <see cref="ScanBuffers"/> that it uses; any number of scans may share source and footer.</para>
/// </remarks>
public sealed class RowGroupScan : IDisposable
{
    /// <summary>The most rows of a block.</summary>
    public const int BlockRows = 4096;

    private readonly RowGroup _rowGroup;
    private readonly ChunkMemory _memory;
    private readonly ImmutableArray<ScanColumn> _columns;
    private readonly ImmutableArray<ScanColumn> _outputs;
    private readonly ConjunctFilter? _filter;
    private readonly ScanBuffers _buffers;
    private readonly RowSet _rows;
    private readonly ScanRows? _wanted;
    private readonly Block _block;
    private readonly SurvivalRate? _survivalRate;
    private readonly long _rowsWanted;
    private long _next;
    private long _kept;
    private long _scanned;
    private int _range;
    private ChunkPieces[]? _filterPieces;
    private ChunkPieces[]? _pieces;
    private bool _isEnded;
    private bool _isDisposed;

    private RowGroupScan(RowGroup rowGroup, ScanColumns spec, ScanColumnSet columns, ChunkMemory memory, ScanBuffers buffers, ScanRows? wanted, SurvivalRate? survivalRate)
    {
        _wanted = wanted;
        _survivalRate = columns.Filter is null ? null : survivalRate;
        _rowGroup = rowGroup;
        _buffers = buffers;
        _rows = new RowSet(buffers.Rent<int>(BlockRows));
        _memory = memory;
        _columns = columns.All;
        _outputs = columns.Outputs;
        _filter = columns.Filter;
        _rowsWanted = wanted?.Ranges.Sum(r => r.End - r.First) ?? rowGroup.RowCount;
        _block = new Block(spec.Columns, new Vector[_outputs.Length]);
    }

    /// <summary>What was read and kept so far.</summary>
    public ScanFigures Figures => new(_memory.Requests, _memory.BytesRead, _scanned, _kept);

    /// <summary>Whether a dictionary showed that no row satisfies the conjuncts, so that none was looked at.</summary>
    public bool EndedByDictionary { get; private set; }

    /// <summary>Prepares a scan; no request.</summary>
    /// <param name="source">The file.</param>
    /// <param name="footer">Its footer.</param>
    /// <param name="rowGroup">The row group's ordinal.</param>
    /// <param name="spec">What to read.</param>
    /// <param name="buffers">Memory, which is returned when the scan is disposed.</param>
    /// <param name="rows">The rows looked at, where not all can satisfy the conjuncts; null for all.</param>
    /// <param name="survivalRate">What earlier row groups of the same run had; null where the columns of the conjuncts are always read first.</param>
    /// <exception cref="KartothekException">
    /// A column is stored as a type of another family than the one wanted (<see cref="ErrorKind.Invalid"/>), encrypted, or compressed in a way that isn't supported
    /// (<see cref="ErrorKind.NotSupported"/>).
    /// </exception>
    public static RowGroupScan Open(IByteSource source, ParquetFooter footer, int rowGroup, ScanColumns spec, ScanBuffers buffers, ScanRows? rows = null, SurvivalRate? survivalRate = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(footer);
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(buffers);
        var group = footer.RowGroups[rowGroup];
        var columns = new ScanColumnSet(footer, group, spec, buffers);
        return new RowGroupScan(group, spec, columns, new ChunkMemory(source, buffers, inPieces: true), buffers, rows, ChunkPieces.IsCheap(source) ? null : survivalRate);
    }

    /// <summary>The next block of rows that satisfy all conjuncts, or null at the end. Blocks are never empty.</summary>
    /// <remarks>
    /// The block is lent until the next call or until the scan is disposed. Completes synchronously unless it has to read and the source doesn't.
    /// After an exception the scan can only be disposed.
    /// </remarks>
    /// <param name="cancellationToken">Ends the requests, and is looked at between windows.</param>
    /// <exception cref="KartothekException">The store failed, the pages are damaged (<see cref="ErrorKind.Corrupt"/>), or a row's value doesn't fit the wanted type (<see cref="ErrorKind.Invalid"/>).</exception>
    public async ValueTask<Block?> NextAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_filterPieces is null && _rowGroup.RowCount > 0)
            _filterPieces = await BeginAsync(cancellationToken).ConfigureAwait(false);
        while (NextWindow() is var end && end > _next)
        {
            // Only now, so that the rows before the one that throws are the caller's first.
            _filter?.Failure?.Throw();
            cancellationToken.ThrowIfCancellationRequested();
            var window = _next;
            _rows.Reset((int)Math.Min(BlockRows, end - window));
            _next = window + _rows.WindowRows;
            _scanned += _rows.WindowRows;
            if (_filterPieces!.Length > 0)
                await ChunkMemory.ReachAsync(_filterPieces, window, _next, cancellationToken).ConfigureAwait(false);
            _filter?.Apply(window, _rows);
            if (_rows.Count == 0)
                continue;
            if (_kept == 0)
                _survivalRate?.Add(hasSurvivors: true);
            _pieces ??= await ReadAsync(_columns.Where(c => c.LastConjunct < 0), cancellationToken).ConfigureAwait(false);
            if (_pieces.Length > 0)
                await ChunkMemory.ReachAsync(_pieces, window, _next, cancellationToken).ConfigureAwait(false);
            return Fill(window);
        }
        _filter?.Failure?.Throw();
        if (_kept == 0 && !_isEnded)
            _survivalRate?.Add(hasSurvivors: false);
        _isEnded = true;
        return null;
    }

    /// <summary>Returns the memory. Blocks that were lent are lost.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        foreach (var column in _columns)
            column.Dispose();
        _memory.Dispose();
        _buffers.Return(_rows.Memory);
    }

    /// <summary>Goes on to the next row that is looked at.</summary>
    /// <returns>The row behind those that follow it; no more than it where there is none.</returns>
    private long NextWindow()
    {
        if (_wanted is null)
            return _rowGroup.RowCount;
        for (var ranges = _wanted.Ranges; _range < ranges.Length; _range++)
        {
            if (ranges[_range].End > _next)
            {
                _next = Math.Max(_next, ranges[_range].First);
                return Math.Min(ranges[_range].End, _rowGroup.RowCount);
            }
        }
        return _next;
    }

    /// <summary>Reads the chunks of the conjuncts' columns, or begins to; where a dictionary shows that no row is left, the scan is at its end.</summary>
    /// <returns>Those chunks that are read in pieces.</returns>
    private async ValueTask<ChunkPieces[]> BeginAsync(CancellationToken cancellationToken)
    {
        var columns = _columns.Where(c => c.LastConjunct >= 0);
        if (_survivalRate?.PaysAtOnce(BytesOfOthers(), _memory.RoundTripBytes) == true)
            await _memory.ReadAsync(_columns.SelectMany(c => c.Chunks), _wanted, cancellationToken).ConfigureAwait(false);
        if (_filter is not { OfEntries: { IsEmpty: false } conditions } || NextWindow() <= _next)
            return await ReadAsync(columns, cancellationToken).ConfigureAwait(false);
        var chunks = columns.SelectMany(c => c.Chunks).ToList();
        var read = chunks.Count == 1 ? chunks : _memory.ReadFirst(conditions[0].Column.Chunk, chunks);
        await _memory.ReadAsync(read, _wanted, cancellationToken).ConfigureAwait(false);
        foreach (var ofColumn in conditions)
        {
            // What came along with the first is asked before the others are read.
            if (read.Count < chunks.Count && !read.Contains(ofColumn.Column.Chunk))
                await _memory.ReadAsync(read = chunks, _wanted, cancellationToken).ConfigureAwait(false);
            ofColumn.Column.Open(_memory);
            var parts = _memory[ofColumn.Column.Chunk];
            if (parts is ChunkPieces pieces ? await IsRuledOutAsync(ofColumn, pieces, cancellationToken).ConfigureAwait(false) : IsRuledOut(ofColumn, parts))
            {
                _next = _rowGroup.RowCount;
                EndedByDictionary = true;
                return [];
            }
        }
        return await ReadAsync(columns, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the columns have that no conjunct reads, as far as it is read at first.</summary>
    private long BytesOfOthers()
    {
        var share = _rowsWanted / (double)Math.Max(1, _rowGroup.RowCount);
        return (long)_columns.Where(c => c.LastConjunct < 0).SelectMany(c => c.Chunks).Distinct().Sum(c => Math.Min(c.Bytes.Length, 2.0 * _memory.RoundTripBytes) * share);
    }

    /// <summary>Whether the values that a column's dictionary holds, and nulls where it has some, satisfy no row's conjuncts. Only pages that are known to hold codes have no others.</summary>
    private bool IsRuledOut(EntryConditions conditions, IChunkParts parts)
    {
        if (CodedPages.EntriesOf(parts) is not { } entries || !conditions.IsWorth(entries, _rowsWanted) || conditions.Column.ReadDictionary() is not { } dictionary)
            return false;
        var holds = _filter!.Holds;
        var verdict = conditions.Judge(dictionary, _buffers, holds);
        // Headers are looked at where it makes a difference.
        if (verdict == Verdict.Some && Array.IndexOf(holds, true) < 0)
            return false;
        if (CodedPages.AreAll(parts, _rowGroup.RowCount))
            return verdict == Verdict.None;
        conditions.Forget(holds);
        return false;
    }

    /// <summary>The same of a chunk whose other pages aren't here yet: it has to be likely that their headers are worth requests.</summary>
    private async ValueTask<bool> IsRuledOutAsync(EntryConditions conditions, ChunkPieces pieces, CancellationToken cancellationToken)
    {
        var column = conditions.Column;
        if (column.Chunk.HasOnlyCodes != true)
            return false;
        await ChunkMemory.ReachAsync([pieces], _next, _next + 1, cancellationToken).ConfigureAwait(false);
        return pieces.DictionaryEntries >= 0 && conditions.IsWorth(pieces.DictionaryEntries, _rowsWanted)
            && column.ReadDictionary() is { } dictionary && conditions.Judge(dictionary, _buffers, new bool[_filter!.Holds.Length]) == Verdict.None
            && await _memory.HasOnlyCodesAsync(column.Chunk, _wanted, _rowGroup.RowCount, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the columns' chunks, or begins to.</summary>
    /// <returns>Those chunks that are read in pieces.</returns>
    private async ValueTask<ChunkPieces[]> ReadAsync(IEnumerable<ScanColumn> columns, CancellationToken cancellationToken)
    {
        await _memory.ReadAsync(columns.SelectMany(c => c.Chunks), _wanted, cancellationToken).ConfigureAwait(false);
        foreach (var column in columns)
            column.Open(_memory);
        return [.. columns.SelectMany(c => c.Chunks).Select(c => _memory[c]).OfType<ChunkPieces>().Distinct()];
    }

    private Block Fill(long window)
    {
        for (var i = 0; i < _outputs.Length; i++)
        {
            _outputs[i].Load(window, _rows);
            _block.Columns[i] = _outputs[i].Finish();
        }
        _block.Length = _rows.Count;
        _block.FirstRow = _rowGroup.FirstRow + window;
        _block.Rows = _rows.Array;
        _kept += _rows.Count;
        return _block;
    }
}
