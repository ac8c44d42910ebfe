namespace Kartothek.Columns;

/// <summary>The distinct values that the codes of a <see cref="DictionaryVector"/> stand for.</summary>
/// <remarks>
/// The object's identity is the dictionary's identity: as long as two blocks carry the same object, equal codes are equal
/// values, and anything computed per entry may be kept. Entries are never null; they needn't be distinct or sorted.
/// Unlike vectors of blocks, a dictionary isn't overwritten while a block that carries it is in use, and a scan makes a
/// new object for each dictionary page.
/// </remarks>
public sealed class ValueDictionary(Vector entries)
{
    private string?[]? _strings;

    /// <summary>The entries: a <see cref="FlatVector{T}"/> or <see cref="BytesVector"/> without nulls.</summary>
    public Vector Entries { get; } = entries;

    /// <summary>The number of entries.</summary>
    public int Count => Entries.Length;

    /// <summary>Text per entry, made when first asked for and then shared by all rows; slots start as null.</summary>
    public string?[] Strings => _strings ??= new string?[Count];
}
