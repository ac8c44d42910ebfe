namespace Kartothek.Columns;

/// <summary>Decides when it pays to compute something once per dictionary entry rather than once per row.</summary>
/// <remarks>
/// The entries of a dictionary cost as much as so many rows. They are computed as soon as as many rows have come with that
/// dictionary: then the total is at most twice what the better choice, known in advance, would have cost.
/// </remarks>
internal struct ValueReuse
{
    private ValueDictionary? _dictionary;
    private long _rows;

    /// <summary>Whether the entries of <see cref="_dictionary"/> have been computed.</summary>
    private bool _isDone;

    /// <summary>Whether rows of this dictionary should be looked up among its computed entries; <paramref name="compute"/> whether those must be computed now.</summary>
    internal bool Use(ValueDictionary dictionary, int rows, out bool compute)
    {
        if (!ReferenceEquals(dictionary, _dictionary))
        {
            _dictionary = dictionary;
            _rows = 0;
            _isDone = false;
        }

        _rows += rows;
        compute = !_isDone && dictionary.Count <= _rows;
        return _isDone || compute;
    }

    /// <summary>Notes that the entries of the dictionary last asked about are computed.</summary>
    internal void Done() => _isDone = true;
}
