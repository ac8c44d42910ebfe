using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Splits blocks by the values of some columns: the rows of each combination, in their order. Not thread-safe.</summary>
/// <remarks>Combinations are numbered over all blocks, in the order of their first rows. Values of a dictionary are looked up once per entry.</remarks>
/// <param name="types">The types of the columns.</param>
internal sealed class BlockSplit(ImmutableArray<ColumnType> types)
{
    private readonly KeyTable _table = new(types);
    private readonly List<SplitPart> _parts = [];
    private int[] _rows = [];
    private int[] _counts = [];

    /// <summary>The number of combinations so far.</summary>
    public int GroupCount => _table.Count;

    /// <summary>The combinations that occur in the block, in the order of their first rows in it.</summary>
    public ReadOnlySpan<SplitPart> Parts => CollectionsMarshal.AsSpan(_parts);

    /// <summary>The rows of a part, ascending; valid until the next block.</summary>
    public ReadOnlyMemory<int> RowsOf(SplitPart part) => _rows.AsMemory(part.Start, part.Count);

    /// <summary>Splits a block.</summary>
    public void Split(ReadOnlySpan<Vector> keys, int rows)
    {
        var groups = _table.Find(keys, rows);
        if (_rows.Length < rows)
        {
            _rows = new int[rows];
        }
        if (_counts.Length < _table.Count)
        {
            Array.Resize(ref _counts, Math.Max(_table.Count, 2 * _counts.Length));
        }
        Count(groups);
        // From here on a count is the place of the group's next row.
        for (var i = 0; i < groups.Length; i++)
        {
            _rows[_counts[groups[i]]++] = i;
        }
        foreach (var part in Parts)
        {
            _counts[part.Group] = 0;
        }
    }

    private void Count(ReadOnlySpan<int> groups)
    {
        _parts.Clear();
        for (var i = 0; i < groups.Length; i++)
        {
            if (_counts[groups[i]]++ == 0)
            {
                _parts.Add(new SplitPart(groups[i], i, 0, 0));
            }
        }
        var start = 0;
        foreach (ref var part in CollectionsMarshal.AsSpan(_parts))
        {
            part = part with { Start = start, Count = _counts[part.Group] };
            _counts[part.Group] = start;
            start += part.Count;
        }
    }
}
