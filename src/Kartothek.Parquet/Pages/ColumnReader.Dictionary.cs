using Kartothek.Columns;

namespace Kartothek.Parquet;

internal abstract partial class ColumnReader
{
    /// <summary>The dictionary's values, once it was taken over; null where one of them doesn't fit the wanted type, so that rows have to be looked at.</summary>
    protected abstract ValueDictionary? Dictionary { get; }

    /// <summary>Reads the dictionary before the first row is: the same object that vectors of codes will carry.</summary>
    /// <returns>Null where the chunk doesn't start with one, or see <see cref="Dictionary"/>.</returns>
    public ValueDictionary? ReadDictionary()
    {
        while (!_hasDictionary && Position == 0 && _pageRows == 0)
            NextPage();
        LoadDictionary();
        return _hasDictionary ? Dictionary : null;
    }
}
