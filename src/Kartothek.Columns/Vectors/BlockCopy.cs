namespace Kartothek.Columns;

/// <summary>A block with memory of its own, which may be handed to another thread and filled again when that is done with it.</summary>
/// <remarks>Dictionaries are copied once for as long as blocks carry them, so that their identity, and the strings that were made of their entries, last as long.</remarks>
public sealed class BlockCopy
{
    private Vector?[] _columns = [];

    /// <summary>The rows last taken; overwritten by the next <see cref="Fill"/>.</summary>
    public Block Block { get; private set; } = new(new Schema([]), []);

    /// <summary>Copies a block.</summary>
    /// <param name="source">A block, which is lent for this call only.</param>
    /// <param name="dictionaries">The copies of the dictionaries of the blocks before it in the same scan; receives those that are new.</param>
    public void Fill(Block source, DictionaryCopies dictionaries)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(dictionaries);
        if (!ReferenceEquals(Block.Schema, source.Schema))
        {
            Block = new Block(source.Schema, new Vector[source.Columns.Length]);
            _columns = new Vector?[source.Columns.Length];
        }
        for (var i = 0; i < _columns.Length; i++)
        {
            Block.Columns[i] = _columns[i] = source.Columns[i] is DictionaryVector codes
                ? CopyCodes(codes, _columns[i], dictionaries.Of(i, codes.Dictionary))
                : VectorCopy.Copy(source.Columns[i], _columns[i]);
        }
        Block.Length = source.Length;
        Block.FirstRow = source.FirstRow;
        Block.Rows = source.Rows is { } rows ? rows.AsSpan(0, source.Length).ToArray() : null;
    }

    private static Vector CopyCodes(DictionaryVector source, Vector? reuse, ValueDictionary dictionary)
    {
        var copy = reuse is DictionaryVector codes && codes.Type == source.Type ? codes : new DictionaryVector(source.Type);
        if (copy.Codes.Length < source.Length) copy.Codes = GC.AllocateUninitializedArray<int>(source.Length);
        source.Codes.AsSpan(0, source.Length).CopyTo(copy.Codes);
        copy.Dictionary = dictionary;
        return VectorCopy.WithNulls(copy, source);
    }
}
