using System.Runtime.InteropServices;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Puts an index together, entry by entry.</summary>
internal sealed class IndexBuilder(Field field)
{
    private readonly IndexValues _values = IndexValues.Create(field);
    private readonly List<int> _starts = [0];
    private readonly List<int> _partitions = [];

    /// <summary>Adds a partition to the entry that is being built; -1, for a label that doesn't exist, is ignored.</summary>
    public void AddPartition(int partition)
    {
        if (partition >= 0)
        {
            _partitions.Add(partition);
        }
    }

    /// <summary>Ends an entry with its value; one without partitions is left out.</summary>
    public void EndEntry(Vector source, int row)
    {
        var entry = CollectionsMarshal.AsSpan(_partitions)[_starts[^1]..];
        if (entry.Length == 0)
        {
            return;
        }
        entry.Sort();
        _values.Add(source, row);
        _starts.Add(_partitions.Count);
    }

    /// <summary>Forgets the partitions of an entry that has no value.</summary>
    public void DropEntry() => CollectionsMarshal.SetCount(_partitions, _starts[^1]);

    /// <summary>The index.</summary>
    public SecondaryIndex Finish() => new(field, _values.ToBlocks(), [.. _starts], [.. _partitions]);
}
