namespace Kartothek.Core;

/// <summary>What a run really cost, counted while it runs. Any thread may read it; it is complete when the run has ended.</summary>
public sealed class RunFigures
{
    private long _requests;
    private long _bytesRead;
    private long _files;
    private long _rowGroups;
    private long _rowsScanned;
    private long _rowsKept;
    private long _bound;
    private long _bloomFilters;
    private long _pageIndex;
    private long _dictionaries;

    /// <summary>Requests to the store for footers and data. A footer that was cached costs none.</summary>
    public long Requests => Volatile.Read(ref _requests);

    /// <summary>Bytes of those requests.</summary>
    public long BytesRead => Volatile.Read(ref _bytesRead);

    /// <summary>Files of which rows were read.</summary>
    public long Files => Volatile.Read(ref _files);

    /// <summary>Row groups of which rows were read.</summary>
    public long RowGroups => Volatile.Read(ref _rowGroups);

    /// <summary>Rows that conditions were checked on, or that were read without condition.</summary>
    public long RowsScanned => Volatile.Read(ref _rowsScanned);

    /// <summary>Rows that satisfied the predicate and reached the sink.</summary>
    public long RowsKept => Volatile.Read(ref _rowsKept);

    /// <summary>Row groups that were begun and skipped.</summary>
    public ReadSkips Skipped => new(Volatile.Read(ref _bound), Volatile.Read(ref _bloomFilters), Volatile.Read(ref _pageIndex), Volatile.Read(ref _dictionaries));

    internal void AddReads(long requests, long bytes)
    {
        Interlocked.Add(ref _requests, requests);
        Interlocked.Add(ref _bytesRead, bytes);
    }

    internal void AddFile() => Interlocked.Increment(ref _files);

    internal void AddTask(int rowGroups, long rowsScanned, long rowsKept, ReadSkips skipped)
    {
        if (skipped != default)
        {
            Interlocked.Add(ref _bound, skipped.Bound);
            Interlocked.Add(ref _bloomFilters, skipped.BloomFilters);
            Interlocked.Add(ref _pageIndex, skipped.PageIndex);
            Interlocked.Add(ref _dictionaries, skipped.Dictionaries);
        }
        Interlocked.Add(ref _rowGroups, rowGroups);
        Interlocked.Add(ref _rowsScanned, rowsScanned);
        Interlocked.Add(ref _rowsKept, rowsKept);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Requests} requests, {BytesRead} bytes, {Files} files, {RowGroups} row groups, {RowsKept} of {RowsScanned} rows";
}
