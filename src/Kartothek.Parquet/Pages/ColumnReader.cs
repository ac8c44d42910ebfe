using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Reads the rows of a flat column's chunk in order, into a vector that the next read overwrites.</summary>
/// <remarks>Rows that are skipped cost as little as their pages allow: whole pages their header, runs nothing, other values no conversion.</remarks>
internal abstract partial class ColumnReader(ChunkContext context) : IDisposable
{
    private readonly PageCursor _pages = new(context.Chunk.Leaf, context.Chunk.Codec, context.Buffers);
    private readonly bool _isNullable = context.Chunk.Leaf.MaxDefinitionLevel > 0;
    private bool[]? _valid;
    private bool[]? _levels;
    private int[]? _positions;
    private long _claimed;
    private long _pageRows;
    private long _pagePending;
    private int _blockRows;
    private bool _isLoaded;
    private bool _hasDictionary;
    private bool _isDictionaryDue;
    private bool _hasNulls;

    /// <summary>Rows read or skipped.</summary>
    public long Position { get; private set; }

    /// <summary>What this reads, and for whom.</summary>
    protected ChunkContext Context => context;

    /// <summary>The bytes of the chunk.</summary>
    protected byte[] Chunk => _pages.Chunk;

    /// <summary>Validity of the block so far; null where no null has come.</summary>
    protected bool[]? Valid => _hasNulls ? _valid : null;

    /// <summary>The vector that the reads fill.</summary>
    public abstract Vector Vector { get; }

    /// <summary>Starts with the chunk, of which the pages of the rows that are read must be in memory, and its dictionary until this is disposed.</summary>
    public void Open(IChunkParts parts) => _pages.Open(parts);

    /// <summary>Passes over rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Skip(long rows)
    {
        while (rows > 0)
        {
            ToPage();
            var count = Math.Min(_pageRows, rows);
            // Inside the page the rows only pend: if it is never loaded, they needn't be decoded.
            _pagePending += count;
            _pageRows -= count;
            Position += count;
            rows -= count;
        }
    }

    /// <summary>Reads the next rows, or chosen ones of them.</summary>
    /// <param name="rows">Rows to go past, at most <see cref="RowGroupScan.BlockRows"/>.</param>
    /// <param name="selected">The rows wanted, counted from the first, ascending.</param>
    /// <param name="isAll">Whether all rows are wanted, whatever is selected.</param>
    /// <returns>A vector of the wanted rows, lent until the next call.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Vector Read(int rows, ReadOnlySpan<int> selected, bool isAll)
    {
        _hasNulls = false;
        _blockRows = 0;
        BeginBlock();
        var offset = 0;
        for (var done = 0; done < rows;)
        {
            if (!isAll && selected.IsEmpty)
            {
                Skip(rows - done);
                break;
            }
            ToPage();
            var count = (int)Math.Min(_pageRows, rows - done);
            var wanted = isAll ? count : CountBelow(selected, done + count);
            if (wanted == 0)
            {
                Skip(count);
            }
            else
            {
                Load();
                if (wanted == count)
                    ReadRows(count, offset);
                else
                    ReadRows(selected[..wanted], done, count, offset);
                Position += count;
                _pageRows -= count;
            }
            if (!isAll)
                selected = selected[wanted..];
            offset += wanted;
            done += count;
        }
        EndBlock(offset);
        Vector.Length = offset;
        Vector.Valid = Valid;
        return Vector;
    }

    /// <summary>Keeps only chosen rows of the vector last read.</summary>
    /// <param name="rows">The rows, ascending.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Keep(ReadOnlySpan<int> rows)
    {
        KeepValues(rows);
        if (_hasNulls)
        {
            for (var i = 0; i < rows.Length; i++)
                _valid![i] = _valid[rows[i]];
        }
        Vector.Length = rows.Length;
    }

    /// <summary>Gives the vector last read the shape that leaves the scan; the default is that it has it.</summary>
    public virtual Vector Finish() => Vector;

    /// <inheritdoc/>
    public void Dispose()
    {
        _pages.Dispose();
        context.Buffers.Return(_valid);
        context.Buffers.Return(_levels);
        context.Buffers.Return(_positions);
        _valid = _levels = null;
        _positions = null;
        Release();
    }

    /// <summary>Forgets the values of the last block.</summary>
    protected abstract void BeginBlock();

    /// <summary>Completes the vector.</summary>
    protected abstract void EndBlock(int rows);

    /// <summary>Takes over the dictionary, whose memory is this reader's from now on.</summary>
    protected abstract void StartDictionary(PageBody body, int count, byte[]? memory);

    /// <summary>Starts the values of a data page.</summary>
    protected abstract void StartPage(ValueEncoding encoding, PageBody body);

    /// <summary>The page's memory is about to be overwritten: what the block's rows so far need of it has to be copied.</summary>
    protected abstract void LeavePage(int rows);

    /// <summary>Passes over values of the page.</summary>
    protected abstract void SkipValues(int count);

    /// <summary>Reads values of the page to a place in the block.</summary>
    /// <returns>-1, or the first value that can't be converted.</returns>
    protected abstract int ReadValues(int count, int offset);

    /// <summary>Reads chosen values of the page to a place in the block, and passes over all.</summary>
    /// <returns>-1, or the index in positions of the first value that can't be converted.</returns>
    protected abstract int ReadValues(ReadOnlySpan<int> positions, int count, int offset);

    /// <summary>Moves values apart, so that each stands at its row: the n-th value to the n-th row that is valid.</summary>
    /// <param name="offset">The first row's place.</param>
    /// <param name="values">Values there.</param>
    /// <param name="valid">One per row.</param>
    protected abstract void Spread(int offset, int values, ReadOnlySpan<bool> valid);

    /// <summary>Keeps only chosen values.</summary>
    protected abstract void KeepValues(ReadOnlySpan<int> rows);

    /// <summary>Returns memory.</summary>
    protected abstract void Release();

    /// <summary>Makes the current page one with rows left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ToPage()
    {
        while (_pageRows == 0)
            NextPage();
    }

    private void NextPage()
    {
        _isLoaded = false;
        _pagePending = 0;
        if (!_pages.MoveNext())
            throw new PageFormatException($"its pages hold {_claimed} of {context.RowCount} values");
        var header = _pages.Header;
        if (header.Kind == PageKind.Dictionary)
        {
            TakeDictionary();
            return;
        }
        if (header.ValueCount > context.RowCount - _claimed)
            throw new PageFormatException($"its pages hold more than the {context.RowCount} values of the row group");
        _claimed += header.ValueCount;
        _pageRows = header.ValueCount;
    }

    private void TakeDictionary()
    {
        var header = _pages.Header;
        if (_hasDictionary || _claimed != 0)
            throw new PageFormatException("there is a dictionary behind another one or behind data");
        if (header.Encoding is not (ValueEncoding.Plain or ValueEncoding.PlainDictionary))
            throw new PageFormatException($"its dictionary claims the encoding {header.Encoding}");
        var (leaf, bytes) = (context.Chunk.Leaf, _pages.KeepDictionary());
        if (header.ValueCount > ValueDecoders.MaxPlainValues(leaf.PhysicalType, leaf.TypeLength, bytes))
            throw new PageFormatException($"a dictionary of {bytes} bytes claims {header.ValueCount} entries");
        _hasDictionary = _isDictionaryDue = true;
    }

    /// <summary>Loads the current data page, and the dictionary when the first page needs it: of a large chunk, often none of those that are read does.</summary>
    private PageBody LoadPage()
    {
        if (CodedPages.IsCoded(_pages.Header))
            LoadDictionary();
        return _pages.Load();
    }

    private void LoadDictionary()
    {
        if (!_isDictionaryDue)
            return;
        _isDictionaryDue = false;
        var entries = _pages.LoadDictionary(out var count);
        StartDictionary(entries, count, _pages.Detach());
    }

    private void Load()
    {
        if (!_isLoaded)
        {
            if (_blockRows > 0)
                LeavePage(_blockRows);
            var body = LoadPage();
            StartPage(_pages.Header.Encoding, body);
            _isLoaded = true;
        }
        if (_pagePending > 0)
        {
            var pending = (int)_pagePending;
            SkipValues(_isNullable ? _pages.Definitions.CountBits(pending) : pending);
            _pagePending = 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadRows(int count, int offset)
    {
        _blockRows = offset + count;
        var values = _isNullable ? ReadLevels(count, offset) : count;
        var failed = ReadValues(values, offset);
        if (failed >= 0)
            throw Failure(values == count ? failed : RowOfValue(_valid.AsSpan(offset, count), failed));
        if (values < count)
            Spread(offset, values, _valid.AsSpan(offset, count));
    }

    /// <summary>Reads validity; all rows of a page without nulls are one run, which isn't expanded until a null comes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int ReadLevels(int count, int offset)
    {
        var levels = _pages.Definitions;
        var run = levels.PeekRepeated(count, out var level);
        if (run == count && level != 0 && !_hasNulls)
        {
            levels.Skip(count);
            return count;
        }
        _valid ??= context.Buffers.Rent<bool>(RowGroupScan.BlockRows);
        var values = levels.ReadBits(_valid.AsSpan(offset, count));
        if (values < count && !_hasNulls)
        {
            _valid.AsSpan(0, offset).Fill(true);
            _hasNulls = true;
        }
        return values;
    }

    private void ReadRows(ReadOnlySpan<int> selected, int origin, int count, int offset)
    {
        _blockRows = offset + selected.Length;
        _positions ??= context.Buffers.Rent<int>(RowGroupScan.BlockRows);
        var (kept, values) = _isNullable ? PlaceNullable(selected, origin, count, offset) : Place(selected, origin, count);
        int failed;
        if (kept > 0)
        {
            failed = ReadValues(_positions.AsSpan(0, kept), values, offset);
        }
        else
        {
            SkipValues(values);
            // Nothing but nulls; the block takes on the shape of the page nevertheless.
            failed = ReadValues(0, offset);
        }
        if (failed >= 0)
            throw Failure(selected[kept == selected.Length ? failed : RowOfValue(_valid.AsSpan(offset, selected.Length), failed)] - origin);
        if (kept < selected.Length)
            Spread(offset, kept, _valid.AsSpan(offset, selected.Length));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (int Kept, int Values) Place(ReadOnlySpan<int> selected, int origin, int count)
    {
        for (var i = 0; i < selected.Length; i++)
            _positions![i] = selected[i] - origin;
        return (selected.Length, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (int Kept, int Values) PlaceNullable(ReadOnlySpan<int> selected, int origin, int count, int offset)
    {
        var definitions = _pages.Definitions;
        var run = definitions.PeekRepeated(count, out var level);
        if (run == count && level != 0)
        {
            definitions.Skip(count);
            if (_hasNulls)
                _valid.AsSpan(offset, selected.Length).Fill(true);
            return Place(selected, origin, count);
        }
        _levels ??= context.Buffers.Rent<bool>(RowGroupScan.BlockRows);
        var levels = _levels.AsSpan(0, count);
        var values = definitions.ReadBits(levels);
        if (values == count && !_hasNulls)
            return Place(selected, origin, count);
        _valid ??= context.Buffers.Rent<bool>(RowGroupScan.BlockRows);
        if (!_hasNulls)
            _valid.AsSpan(0, offset).Fill(true);
        _hasNulls = true;
        var kept = 0;
        var value = 0;
        var row = 0;
        for (var i = 0; i < selected.Length; i++)
        {
            for (var wanted = selected[i] - origin; row < wanted; row++)
                value += levels[row] ? 1 : 0;
            _positions![kept] = value;
            kept += levels[row] ? 1 : 0;
            _valid[offset + i] = levels[row];
        }
        return (kept, values);
    }

    private KartothekException Failure(int rowInPage) => ParquetErrors.ValueOutOfRange(
        context.File, context.Chunk.Leaf.Name, context.FirstRow + Position + rowInPage, context.Chunk.Leaf.Type, Vector.Type);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int RowOfValue(ReadOnlySpan<bool> valid, int value)
    {
        for (var row = 0; row < valid.Length; row++)
        {
            if (valid[row] && value-- == 0)
                return row;
        }
        return 0;
    }

    private static int CountBelow(ReadOnlySpan<int> ascending, int bound)
    {
        if (ascending[^1] < bound)
            return ascending.Length;
        var index = ascending.BinarySearch(bound);
        return index < 0 ? ~index : index;
    }
}
