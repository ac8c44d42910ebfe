using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>A column of a scan: wanted, or needed by a conjunct. Read window by window, as far as it is needed at all.</summary>
internal abstract class ScanColumn(ColumnType type) : IDisposable
{
    private long _window = -1;

    /// <summary>The type wanted.</summary>
    public ColumnType Type { get; } = type;

    /// <summary>What has to be in memory before the first window is read.</summary>
    public virtual IEnumerable<ColumnChunk> Chunks => [];

    /// <summary>The vector last read.</summary>
    public abstract Vector Vector { get; }

    /// <summary>The last conjunct that needs this, or -1.</summary>
    public int LastConjunct { get; set; } = -1;

    /// <summary>Whether this is wanted.</summary>
    public bool IsOutput { get; set; }

    /// <summary>Takes over where chunks lie in memory.</summary>
    public virtual void Open(ChunkMemory memory)
    {
    }

    /// <summary>Reads rows of a window, unless that was done for it.</summary>
    /// <param name="window">The window's first row in the row group; later than in the call before, or the same.</param>
    /// <param name="rows">Which rows.</param>
    public void Load(long window, RowSet rows)
    {
        if (_window == window)
            return;
        _window = window;
        Read(window, rows);
    }

    /// <summary>Keeps some of the rows of the vector last read, if it was read for this window.</summary>
    public void Keep(long window, ReadOnlySpan<int> rows)
    {
        if (_window == window)
            Keep(rows);
    }

    /// <summary>The vector last read as it leaves the scan.</summary>
    public virtual Vector Finish() => Vector;

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    /// <summary>Reads rows of a window, behind those read before.</summary>
    protected abstract void Read(long window, RowSet rows);

    /// <summary>Keeps some of the rows of the vector last read.</summary>
    protected abstract void Keep(ReadOnlySpan<int> rows);
}
