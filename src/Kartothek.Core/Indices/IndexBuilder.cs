using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Puts an index together, entry by entry.</summary>
/// <param name="field">The column.</param>
/// <param name="capacity">How many entries are expected, most of them with one partition: what is too much or too little is only memory.</param>
internal sealed class IndexBuilder(Field field, int capacity = 0)
{
    private readonly IndexValues _values = IndexValues.Create(field);
    private int[] _starts = new int[capacity + 1];
    private int[] _partitions = new int[capacity];
    private int _entries;
    private int _postings;

    /// <summary>Adds a partition to the entry that is being built; -1, for a label that doesn't exist, is ignored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddPartition(int partition)
    {
        if (partition >= 0)
        {
            if (_postings == _partitions.Length)
            {
                Grow(ref _partitions);
            }
            _partitions[_postings++] = partition;
        }
    }

    /// <summary>Ends an entry with its value; one without partitions is left out.</summary>
    public void EndEntry(Vector source, int row)
    {
        var first = _starts[_entries];
        if (first == _postings)
        {
            return;
        }
        if (_postings - first > 1)
        {
            _partitions.AsSpan(first.._postings).Sort();
        }
        _values.Add(source, row);
        if (++_entries == _starts.Length)
        {
            Grow(ref _starts);
        }
        _starts[_entries] = _postings;
    }

    /// <summary>Forgets the partitions of an entry that has no value.</summary>
    public void DropEntry() => _postings = _starts[_entries];

    /// <summary>The index.</summary>
    public SecondaryIndex Finish()
    {
        Array.Resize(ref _starts, _entries + 1);
        Array.Resize(ref _partitions, _postings);
        return new(field, _values.ToBlocks(), _starts, _partitions);
    }

    private static void Grow(ref int[] array) => Array.Resize(ref array, checked((int)Math.Min(Math.Max(16L, 2L * array.Length), Array.MaxLength)));
}
