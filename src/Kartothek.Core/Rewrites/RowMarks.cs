using System.Numerics;

namespace Kartothek.Core;

/// <summary>Marks on the rows of one file: a bit each. Not thread-safe.</summary>
internal sealed class RowMarks(long rowCount)
{
    private readonly ulong[] _bits = new ulong[(rowCount + 63) / 64];

    /// <summary>Rows of the file.</summary>
    public long RowCount => rowCount;

    /// <summary>Rows that are marked.</summary>
    public long Count { get; private set; }

    /// <summary>Whether a row is marked.</summary>
    public bool this[long row] => (_bits[row >> 6] >> (int)(row & 63) & 1) != 0;

    /// <summary>Marks a row.</summary>
    public void Add(long row)
    {
        ref var word = ref _bits[row >> 6];
        var bit = 1UL << (int)(row & 63);
        Count += (word & bit) == 0 ? 1 : 0;
        word |= bit;
    }

    /// <summary>Marks a run of rows.</summary>
    public void Add(long first, long count)
    {
        for (var row = first; row < first + count;)
        {
            if ((row & 63) == 0 && first + count - row >= 64)
            {
                Count += 64 - BitOperations.PopCount(_bits[row >> 6]);
                _bits[row >> 6] = ulong.MaxValue;
                row += 64;
            }
            else
            {
                Add(row++);
            }
        }
    }

    /// <summary>How many rows of a run are marked.</summary>
    public long CountIn(long first, long count)
    {
        var marked = 0L;
        for (var row = first; row < first + count;)
        {
            if ((row & 63) == 0 && first + count - row >= 64)
            {
                marked += BitOperations.PopCount(_bits[row >> 6]);
                row += 64;
            }
            else
            {
                marked += this[row++] ? 1 : 0;
            }
        }
        return marked;
    }

    /// <summary>The rows of a run that are, or aren't, marked: their distances from its first.</summary>
    /// <returns>How many there are.</returns>
    public int Select(long first, int count, bool marked, Span<int> rows)
    {
        var found = 0;
        for (var i = 0; i < count; i++)
        {
            rows[found] = i;
            found += this[first + i] == marked ? 1 : 0;
        }
        return found;
    }
}
