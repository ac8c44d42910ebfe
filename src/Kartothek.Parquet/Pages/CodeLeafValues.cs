using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Collects text or bytes as codes: a dictionary's entries are taken once, and each value that a page has without one is an entry of its own.</summary>
internal sealed class CodeLeafValues(ColumnType type) : LeafValues
{
    private byte[] _data = [];
    private int _used;
    private ByteView[] _entries = [];
    private int _entryCount;
    private int[] _codes = [];
    private int _count;
    private ValueDictionary? _dictionary;
    private int _firstEntry;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Add(Vector values)
    {
        Grow(ref _codes, _count, values.Length);
        var target = _codes.AsSpan(_count, values.Length);
        _count += values.Length;
        if (values is DictionaryVector coded)
        {
            if (_dictionary != coded.Dictionary)
            {
                _dictionary = coded.Dictionary;
                _firstEntry = Take((BytesVector)coded.Dictionary.Entries, coded.Dictionary.Count);
            }
            for (var i = 0; i < target.Length; i++)
                target[i] = _firstEntry + coded.Codes[i];
            return;
        }
        var first = Take((BytesVector)values, values.Length);
        for (var i = 0; i < target.Length; i++)
            target[i] = first + i;
    }

    public override Vector ToVector()
    {
        var entries = new BytesVector(type) { Data = _data, Views = _entries, Length = _entryCount };
        return new DictionaryVector(type) { Dictionary = new ValueDictionary(entries), Codes = _codes, Length = _count };
    }

    /// <summary>Copies values behind the entries, and says where they begin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Take(BytesVector values, int count)
    {
        var total = 0L;
        foreach (var view in values.Views.AsSpan(0, count))
            total += view.Length;
        Grow(ref _data, _used, (int)Math.Min(total, int.MaxValue));
        Grow(ref _entries, _entryCount, count);
        for (var i = 0; i < count; i++)
        {
            values[i].CopyTo(_data.AsSpan(_used));
            _entries[_entryCount + i] = new ByteView(_used, values.Views[i].Length);
            _used += values.Views[i].Length;
        }
        _entryCount += count;
        return _entryCount - count;
    }
}
