namespace Kartothek.Columns;

/// <summary>Copies of the dictionaries that the blocks of a scan carry: one for each, however many blocks carry it. For one thread at a time.</summary>
public sealed class DictionaryCopies
{
    private readonly List<Column> _columns = [];

    /// <summary>Ends the scan: no block that was copied with these is in use any more, and their memory is used again.</summary>
    public void Reset()
    {
        foreach (var column in _columns)
        {
            (column.Source, column.Used) = (null, 0);
        }
    }

    /// <summary>The copy of a column's dictionary, made when a block carries it first.</summary>
    internal ValueDictionary Of(int column, ValueDictionary source)
    {
        while (_columns.Count <= column) _columns.Add(new());
        return _columns[column].Of(source);
    }

    private sealed class Column
    {
        // The entries of the dictionaries of one row group after the other.
        private readonly List<Vector> _entries = [];
        private ValueDictionary? _copy;

        public ValueDictionary? Source { get; set; }

        public int Used { get; set; }

        public ValueDictionary Of(ValueDictionary source)
        {
            if (ReferenceEquals(Source, source)) return _copy!;
            var copy = VectorCopy.Copy(source.Entries, Used < _entries.Count ? _entries[Used] : null);
            if (Used < _entries.Count) _entries[Used] = copy;
            else _entries.Add(copy);
            Used++;
            (Source, _copy) = (source, new ValueDictionary(copy));
            return _copy;
        }
    }
}
