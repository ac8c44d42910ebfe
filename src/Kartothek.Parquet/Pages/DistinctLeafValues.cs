using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Collects which texts occur: entries of a dictionary when the first code has them, and of plain values those that differ from the one before.</summary>
internal sealed class DistinctLeafValues(ColumnType type) : LeafValues
{
    private byte[] _data = [];
    private int _used;
    private ByteView[] _views = [];
    private int _count;
    private ValueDictionary? _dictionary;
    private bool[] _isSeen = [];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Add(Vector values)
    {
        if (values is DictionaryVector coded)
        {
            AddCodes(coded.Dictionary, coded.Codes.AsSpan(0, coded.Length));
            return;
        }
        var texts = (BytesVector)values;
        for (var i = 0; i < texts.Length; i++)
        {
            if (i == 0 || !texts[i].SequenceEqual(texts[i - 1]))
                Take(texts[i]);
        }
    }

    public override Vector ToVector() => new BytesVector(type) { Data = _data, Views = _views, Length = _count };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddCodes(ValueDictionary dictionary, ReadOnlySpan<int> codes)
    {
        if (_dictionary != dictionary)
            (_dictionary, _isSeen) = (dictionary, new bool[dictionary.Count]);
        var entries = (BytesVector)dictionary.Entries;
        while (!codes.IsEmpty)
        {
            var code = codes[0];
            if (!_isSeen[code])
            {
                _isSeen[code] = true;
                Take(entries[code]);
            }
            var run = codes.IndexOfAnyExcept(code);
            codes = run < 0 ? [] : codes[run..];
        }
    }

    private void Take(ReadOnlySpan<byte> text)
    {
        Grow(ref _data, _used, text.Length);
        Grow(ref _views, _count, 1);
        text.CopyTo(_data.AsSpan(_used));
        _views[_count++] = new ByteView(_used, text.Length);
        _used += text.Length;
    }
}
