namespace Kartothek.Columns;

/// <summary>Remembers which entries of a dictionary have occurred, so that each is looked at once.</summary>
internal sealed class SeenEntries
{
    private ValueDictionary? _dictionary;
    private bool[] _seen = [];

    /// <summary>A flag per entry, all clear for a dictionary other than the last.</summary>
    internal Span<bool> Of(ValueDictionary dictionary)
    {
        if (!ReferenceEquals(dictionary, _dictionary))
        {
            _dictionary = dictionary;
            if (_seen.Length < dictionary.Count) _seen = new bool[dictionary.Count];
            Array.Clear(_seen);
        }

        return _seen.AsSpan(0, dictionary.Count);
    }
}
