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
                : Copy(source.Columns[i], _columns[i]);
        }
        Block.Length = source.Length;
        Block.FirstRow = source.FirstRow;
        Block.Rows = source.Rows is { } rows ? rows.AsSpan(0, source.Length).ToArray() : null;
    }

    /// <summary>A vector that isn't one of codes, in memory of its own.</summary>
    internal static Vector Copy(Vector source, Vector? reuse)
    {
        switch (source)
        {
            case BytesVector bytes:
                return WithNulls(CopyBytes(bytes, reuse is BytesVector b && b.Type == source.Type ? b : new BytesVector(source.Type)), source);
            case FlatVector<bool> flat:
                return CopyFlat(flat, reuse);
            case FlatVector<int> flat:
                return CopyFlat(flat, reuse);
            case FlatVector<uint> flat:
                return CopyFlat(flat, reuse);
            case FlatVector<long> flat:
                return CopyFlat(flat, reuse);
            case FlatVector<ulong> flat:
                return CopyFlat(flat, reuse);
            case FlatVector<float> flat:
                return CopyFlat(flat, reuse);
            case FlatVector<double> flat:
                return CopyFlat(flat, reuse);
            case FlatVector<Int128> flat:
                return CopyFlat(flat, reuse);
            case ConstantVector constant:
                return new ConstantVector(source.Type, constant.Value) { Length = source.Length };
            case NullVector:
                return new NullVector(source.Type) { Length = source.Length };
            default:
                // The Arrow array of a nested vector belongs to the receiver.
                return source;
        }
    }

    private static Vector CopyCodes(DictionaryVector source, Vector? reuse, ValueDictionary dictionary)
    {
        var copy = reuse is DictionaryVector codes && codes.Type == source.Type ? codes : new DictionaryVector(source.Type);
        if (copy.Codes.Length < source.Length) copy.Codes = GC.AllocateUninitializedArray<int>(source.Length);
        source.Codes.AsSpan(0, source.Length).CopyTo(copy.Codes);
        copy.Dictionary = dictionary;
        return WithNulls(copy, source);
    }

    private static Vector CopyFlat<T>(FlatVector<T> source, Vector? reuse)
        where T : unmanaged
    {
        var copy = reuse is FlatVector<T> flat && flat.Type == source.Type ? flat : new FlatVector<T>(source.Type);
        source.Values.AsSpan(0, source.Length).CopyTo(copy.Reset(source.Length));
        return WithNulls(copy, source);
    }

    /// <summary>Copies the bytes between the first and the last that a view points to: values lie one behind the other in a page, rarely with more than a length between them.</summary>
    private static BytesVector CopyBytes(BytesVector source, BytesVector copy)
    {
        if (copy.Views.Length < source.Length) copy.Views = GC.AllocateUninitializedArray<ByteView>(source.Length);
        var views = source.Views.AsSpan(0, source.Length);
        var (first, end, total) = Extent(views, source.Valid);
        var isDense = end - first <= (2 * total) + (sizeof(long) * (long)views.Length);
        var needed = isDense ? end - first : total;
        if (copy.Data.Length < needed) copy.Data = GC.AllocateUninitializedArray<byte>(checked((int)Math.Max(needed, Math.Min(2L * copy.Data.Length, Array.MaxLength))));
        copy.IsAscii = source.IsAscii;
        if (isDense)
        {
            source.Data.AsSpan(first, end - first).CopyTo(copy.Data);
            Shift(views, copy.Views, first);
            return copy;
        }
        var next = 0;
        for (var i = 0; i < views.Length; i++)
        {
            var view = source.IsNull(i) ? default : views[i];
            source.Data.AsSpan(view.Offset, view.Length).CopyTo(copy.Data.AsSpan(next));
            copy.Views[i] = new ByteView(next, view.Length);
            next += view.Length;
        }
        return copy;
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
    private static (int First, int End, long Total) Extent(ReadOnlySpan<ByteView> views, bool[]? valid)
    {
        int first = int.MaxValue, end = 0;
        var total = 0L;
        for (var i = 0; i < views.Length; i++)
        {
            // The views of nulls point anywhere.
            if (valid is null || valid[i])
            {
                first = Math.Min(first, views[i].Offset);
                end = Math.Max(end, views[i].Offset + views[i].Length);
                total += views[i].Length;
            }
        }
        return first <= end ? (first, end, total) : (0, 0, 0);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
    private static void Shift(ReadOnlySpan<ByteView> source, Span<ByteView> target, int by)
    {
        for (var i = 0; i < source.Length; i++) target[i] = new ByteView(source[i].Offset - by, source[i].Length);
    }

    private static Vector WithNulls(Vector copy, Vector source)
    {
        copy.Length = source.Length;
        copy.Valid = null;
        if (source.Valid is { } valid) valid.AsSpan(0, source.Length).CopyTo(copy.ResetValid(source.Length));
        return copy;
    }
}
