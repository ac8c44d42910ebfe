using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Collects text or bytes. A dictionary's entries are copied once, and the values that have codes are views into them.</summary>
internal sealed class BytesLeafValues(ColumnType type) : LeafValues
{
    private byte[] _data = [];
    private int _used;
    private ByteView[] _views = [];
    private int _count;
    private ValueDictionary? _dictionary;
    private ByteView[] _entries = [];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Add(Vector values)
    {
        Grow(ref _views, _count, values.Length);
        var target = _views.AsSpan(_count, values.Length);
        _count += values.Length;
        if (values is DictionaryVector coded)
        {
            TakeEntries(coded.Dictionary);
            for (var i = 0; i < target.Length; i++)
                target[i] = _entries[coded.Codes[i]];
            return;
        }
        var bytes = (BytesVector)values;
        Copy(bytes.Data, bytes.Views.AsSpan(0, values.Length), target);
    }

    public override Vector ToVector() => new BytesVector(type) { Data = _data, Views = _views, Length = _count };

    private void TakeEntries(ValueDictionary dictionary)
    {
        if (_dictionary == dictionary)
            return;
        _dictionary = dictionary;
        var entries = (BytesVector)dictionary.Entries;
        _entries = new ByteView[dictionary.Count];
        Copy(entries.Data, entries.Views.AsSpan(0, dictionary.Count), _entries);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Copy(byte[] data, ReadOnlySpan<ByteView> views, Span<ByteView> target)
    {
        var total = 0L;
        foreach (var view in views)
            total += view.Length;
        Grow(ref _data, _used, (int)Math.Min(total, int.MaxValue));
        for (var i = 0; i < views.Length; i++)
        {
            data.AsSpan(views[i].Offset, views[i].Length).CopyTo(_data.AsSpan(_used));
            target[i] = new ByteView(_used, views[i].Length);
            _used += views[i].Length;
        }
    }
}
