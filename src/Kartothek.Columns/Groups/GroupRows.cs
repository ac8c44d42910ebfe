using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>The group of each row of a block, and how many rows of each there are, counted once for all aggregates.</summary>
internal sealed class GroupRows
{
    private int[] _groups = [];
    private int[] _counts = [];
    private int _length;
    private bool _isCounted;

    /// <summary>The number of groups so far, those of this block included.</summary>
    public int Count { get; private set; }

    /// <summary>The group of each row.</summary>
    public ReadOnlySpan<int> Groups => _groups.AsSpan(0, _length);

    /// <summary>Rows per group; longer than it pays to look at where most groups have none.</summary>
    public ReadOnlySpan<int> RowCounts
    {
        get
        {
            if (!_isCounted)
            {
                if (_counts.Length < Count) _counts = new int[Math.Max(Count, 2 * _counts.Length)];
                _counts.AsSpan(0, Count).Clear();
                GroupLoops.Count(Groups, _counts.AsSpan(0, Count));
                _isCounted = true;
            }

            return _counts.AsSpan(0, Count);
        }
    }

    /// <summary>Makes room for a block.</summary>
    public Span<int> Reset(int length)
    {
        if (_groups.Length < length) _groups = new int[Math.Max(length, 2 * _groups.Length)];
        (_length, _isCounted) = (length, false);
        return _groups.AsSpan(0, length);
    }

    /// <summary>Ends the numbering of the block.</summary>
    public void Finish(int count) => Count = count;

    /// <summary>Adds the rows of each group to counts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddTo(Span<long> counts)
    {
        if (Count > _length)
        {
            foreach (var group in Groups) counts[group]++;
            return;
        }

        var rows = RowCounts;
        counts = counts[..rows.Length];
        for (var group = 0; group < rows.Length; group++) counts[group] += rows[group];
    }
}
