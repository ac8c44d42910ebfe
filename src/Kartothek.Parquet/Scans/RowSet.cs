using System.Runtime.CompilerServices;

namespace Kartothek.Parquet;

/// <summary>The rows of a window that are still wanted.</summary>
/// <param name="memory">An array of <see cref="RowGroupScan.BlockRows"/>.</param>
internal sealed class RowSet(int[] memory)
{
    private readonly int[] _rows = memory;

    /// <summary>Rows of the window.</summary>
    public int WindowRows { get; private set; }

    /// <summary>Rows that are wanted.</summary>
    public int Count { get; private set; }

    /// <summary>Whether all are.</summary>
    public bool IsAll => Count == WindowRows;

    /// <summary>The wanted rows, ascending, counted from the window's first; empty where all are.</summary>
    public ReadOnlySpan<int> Rows => IsAll ? [] : _rows.AsSpan(0, Count);

    /// <summary>The array that was given.</summary>
    public int[] Memory => _rows;

    /// <summary>The array behind <see cref="Rows"/>; null where all rows are wanted.</summary>
    public int[]? Array => IsAll ? null : _rows;

    /// <summary>Starts with all rows of a window.</summary>
    public void Reset(int rows) => WindowRows = Count = rows;

    /// <summary>Keeps some of the rows still wanted.</summary>
    /// <param name="kept">Their positions among those still wanted, ascending.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Keep(ReadOnlySpan<int> kept)
    {
        if (IsAll)
        {
            kept.CopyTo(_rows);
        }
        else
        {
            for (var i = 0; i < kept.Length; i++)
                _rows[i] = _rows[kept[i]];
        }
        Count = kept.Length;
    }
}
