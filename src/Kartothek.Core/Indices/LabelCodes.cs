using Apache.Arrow;

namespace Kartothek.Core;

/// <summary>The numbers of the labels in the blocks of an index file, each label looked up once per row group where the file has them in a dictionary.</summary>
/// <param name="find">The number of a label.</param>
internal sealed class LabelCodes(LabelCodes.Lookup find)
{
    private ArrayData? _dictionary;
    private int[] _numbers = [];

    /// <summary>The number of a label by its UTF-8, or -1.</summary>
    public delegate int Lookup(ReadOnlySpan<byte> label);

    /// <summary>Takes the labels of a block.</summary>
    /// <returns>False where all lists of the block are null.</returns>
    public bool TryTake(IArrowArray lists, out LabelLists labels)
    {
        labels = default;
        if (lists is not ListArray { Values: DictionaryArray { Dictionary: StringArray texts } items } list)
        {
            return false;
        }
        if (!ReferenceEquals(_dictionary, items.Data.Dictionary))
        {
            _dictionary = items.Data.Dictionary;
            // A page without a dictionary has an entry per value; neighbours often are one label. Behind the last stands that of null.
            _numbers = new int[texts.Length + 1];
            _numbers[^1] = -1;
            var offsets = texts.ValueOffsets;
            var bytes = texts.ValueBuffer.Span;
            for (var i = 0; i < texts.Length; i++)
            {
                var label = bytes[offsets[i]..offsets[i + 1]];
                _numbers[i] = i > 0 && label.SequenceEqual(bytes[offsets[i - 1]..offsets[i]]) ? _numbers[i - 1] : find(label);
            }
        }
        labels = new LabelLists(list.ValueOffsets, items.NullCount == 0 ? ((Int32Array)items.Indices).Values : WithNulls(items), _numbers);
        return true;
    }

    private static int[] WithNulls(DictionaryArray items)
    {
        var codes = ((Int32Array)items.Indices).Values.ToArray();
        for (var i = 0; i < codes.Length; i++)
        {
            if (items.IsNull(i))
            {
                codes[i] = items.Dictionary.Length;
            }
        }
        return codes;
    }
}
