using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Collects what the blocks of an index file hold, and puts it in order: Python writes values as they lie in a hash table.</summary>
internal sealed class IndexCollector
{
    private readonly Field _field;
    private readonly bool _isBytes;
    private readonly Dictionary<byte[], int> _labels = new(new LabelComparer());
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _labelsByBytes;
    private readonly LabelCodes _codes;
    private readonly List<int> _starts;
    private readonly List<int> _postings;
    private readonly List<ulong> _keys;
    private readonly List<ByteView> _views = [];
    private byte[] _data = [];
    private int _length;

    /// <summary>A collector.</summary>
    /// <param name="field">The column with the type of its index.</param>
    /// <param name="values">About how many values there are.</param>
    public IndexCollector(Field field, long values)
    {
        _field = field;
        _isBytes = field.Type.Storage == ColumnStorage.Bytes;
        _labelsByBytes = _labels.GetAlternateLookup<ReadOnlySpan<byte>>();
        _codes = new LabelCodes(NumberOf);
        var count = (int)Math.Min(values, Array.MaxLength / 16);
        (_starts, _postings, _keys) = (new(count + 1), new(count), new(count));
        _starts.Add(0);
    }

    /// <summary>Adds a block with the columns value and labels; entries without a value or without labels are left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(Block block)
    {
        var values = block.Columns[0];
        if (block.Columns[1] is not NestedVector nested || !_codes.TryTake(nested.Array, out var labels))
        {
            // Nothing but nulls: no entry has a label.
            return;
        }
        for (var row = 0; row < block.Length; row++)
        {
            var codes = labels.CodesOf(row);
            if (codes.IsEmpty || values.IsNull(row) || !AddValue(values, row))
            {
                continue;
            }
            foreach (var code in codes)
            {
                if (labels.NumberOf(code) is >= 0 and var label)
                {
                    _postings.Add(label);
                }
            }
            _starts.Add(_postings.Count);
        }
    }

    private int NumberOf(ReadOnlySpan<byte> label)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_labelsByBytes, label, out var isKnown);
        return isKnown ? number : number = _labels.Count - 1;
    }

    /// <summary>The index; equal values are one, as two timestamps are in a coarser unit.</summary>
    public IndexEntries Finish()
    {
        // A merge of this one index alone sorts and joins; it has to be given it sorted.
        ImmutableArray<string> labels = [.. _labels.Keys.Select(Encoding.UTF8.GetString)];
        var (values, order) = _isBytes ? SortedBytes() : SortedNumbers();
        var (starts, postings) = InOrder(order);
        return IndexMerge.Distinct(new IndexEntries(_field, values, starts, postings, labels));
    }

    private (Vector Values, int[]? Order) SortedNumbers()
    {
        var keys = CollectionsMarshal.AsSpan(_keys);
        var order = KeySort.Order(keys);
        return (NumberKeys.ToVector(_field.Type, keys), order);
    }

    private (Vector Values, int[]? Order) SortedBytes()
    {
        var order = BytesSort.Order(_data, CollectionsMarshal.AsSpan(_views));
        return (BytesSort.Gather(_field.Type, _data, CollectionsMarshal.AsSpan(_views), order, _length), order);
    }

    private (int[] Starts, int[] Postings) InOrder(int[]? order)
    {
        if (order is null)
        {
            return ([.. _starts], [.. _postings]);
        }
        var (starts, postings) = (new int[_starts.Count], new int[_postings.Count]);
        var count = 0;
        for (var i = 0; i < order.Length; i++)
        {
            var from = CollectionsMarshal.AsSpan(_postings)[_starts[order[i]].._starts[order[i] + 1]];
            from.CopyTo(postings.AsSpan(count));
            count += from.Length;
            starts[i + 1] = count;
        }
        return (starts, postings);
    }

    private bool AddValue(Vector values, int row)
    {
        switch (values)
        {
            case DictionaryVector coded: return AddValue(coded.Dictionary.Entries, coded.Codes[row]);
            case ConstantVector constant: return AddValue(constant.Value, 0);
            case BytesVector bytes: AddBytes(bytes[row]); return true;
            case FlatVector<bool> flat: return AddKey(flat.Values[row]);
            case FlatVector<int> flat: return AddKey(flat.Values[row]);
            case FlatVector<long> flat: return AddKey(flat.Values[row]);
            case FlatVector<ulong> flat: return AddKey(flat.Values[row]);
            case FlatVector<double> flat: return AddKey(flat.Values[row]);
            default: throw CoreErrors.IndexType(_field);
        }
    }

    private bool AddKey<T>(T value)
        where T : unmanaged
    {
        var isValue = NumberKeys.TryOf(value, _field.Type.IsUnsigned, 1, out var key);
        if (isValue)
        {
            _keys.Add(key);
        }
        return isValue;
    }

    private void AddBytes(ReadOnlySpan<byte> value)
    {
        if (_data.Length - _length < value.Length)
        {
            var wanted = (long)_length + value.Length;
            Array.Resize(ref _data, wanted <= Array.MaxLength ? (int)Math.Min(Array.MaxLength, Math.Max(1024, Math.Max(wanted, 2L * _data.Length))) : throw CoreErrors.IndexIsTooLarge(_field));
        }
        value.CopyTo(_data.AsSpan(_length));
        _views.Add(new ByteView(_length, value.Length));
        _length += value.Length;
    }
}
