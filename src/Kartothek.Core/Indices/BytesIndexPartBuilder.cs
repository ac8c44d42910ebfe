using System.Buffers.Binary;
using System.Diagnostics;
using System.Numerics;
using Kartothek.Columns;
using Vector = Kartothek.Columns.Vector;

namespace Kartothek.Core;

/// <summary>Collects texts or binary values in a hash table over their bytes; sorts them when the file is finished.</summary>
internal sealed class BytesIndexPartBuilder(Field field) : IndexPartBuilder(field)
{
    private const int FirstSlots = 64;

    private byte[] _data = [];
    private ByteView[] _views = [];
    private int[] _hashes = [];
    private int[] _slots = new int[FirstSlots];
    private int _length;
    private int _count;
    private ValueDictionary? _dictionary;
    private bool[] _isSeen = [];

    /// <inheritdoc/>
    public override long BufferedBytes => _data.Length + (12L * _views.Length) + (4L * _slots.Length) + _isSeen.Length;

    /// <inheritdoc/>
    public override IndexPart Finish(string label)
    {
        var part = new BytesIndexPart(Field, label, BytesSort.Sorted(Field.Type, _data, _views.AsSpan(0, _count), _length));
        Array.Clear(_slots);
        (_length, _count, _dictionary) = (0, 0, null);
        return part;
    }

    private protected override void Add(Vector values, ReadOnlySpan<int> rows, bool isAll)
    {
        switch (values)
        {
            case BytesVector plain: AddPlain(plain, rows, isAll); break;
            case DictionaryVector coded: AddCodes(coded, rows, isAll); break;
            case ConstantVector constant when (isAll ? constant.Length : rows.Length) > 0: Add(constant.Value, [0], isAll: false); break;
            case ConstantVector or NullVector: break;
            default: throw new UnreachableException($"A {values.GetType().Name} holds no {Field.Type}.");
        }
    }

    private void AddPlain(BytesVector values, ReadOnlySpan<int> rows, bool isAll)
    {
        var length = isAll ? values.Length : rows.Length;
        for (var i = 0; i < length; i++)
        {
            var row = isAll ? i : rows[i];
            if (!values.IsNull(row))
            {
                Add(values[row]);
            }
        }
    }

    private void AddCodes(DictionaryVector coded, ReadOnlySpan<int> rows, bool isAll)
    {
        var entries = (BytesVector)coded.Dictionary.Entries;
        if (!ReferenceEquals(_dictionary, coded.Dictionary))
        {
            _dictionary = coded.Dictionary;
            if (_isSeen.Length < entries.Length)
            {
                _isSeen = new bool[entries.Length];
            }
            _isSeen.AsSpan(0, entries.Length).Clear();
        }
        var length = isAll ? coded.Length : rows.Length;
        for (var i = 0; i < length; i++)
        {
            var row = isAll ? i : rows[i];
            var code = coded.Codes[row];
            if ((coded.Valid is null || coded.Valid[row]) && !_isSeen[code])
            {
                _isSeen[code] = true;
                Add(entries[code]);
            }
        }
    }

    // A slot holds the number of a value and one more, so that zero is an empty slot.
    private void Add(ReadOnlySpan<byte> value)
    {
        var hash = Hash(value);
        var mask = _slots.Length - 1;
        var slot = hash & mask;
        for (; _slots[slot] != 0; slot = (slot + 1) & mask)
        {
            var number = _slots[slot] - 1;
            var view = _views[number];
            if (_hashes[number] == hash && _data.AsSpan(view.Offset, view.Length).SequenceEqual(value))
            {
                return;
            }
        }
        if (_count == _views.Length)
        {
            Array.Resize(ref _views, Math.Max(32, 2 * _count));
            Array.Resize(ref _hashes, _views.Length);
        }
        if (_data.Length - _length < value.Length)
        {
            var wanted = (long)_length + value.Length;
            Array.Resize(ref _data, wanted <= Array.MaxLength ? (int)Math.Min(Array.MaxLength, Math.Max(1024, Math.Max(wanted, 2L * _data.Length))) : throw CoreErrors.IndexIsTooLarge(Field));
        }
        value.CopyTo(_data.AsSpan(_length));
        _views[_count] = new ByteView(_length, value.Length);
        _hashes[_count] = hash;
        _length += value.Length;
        _slots[slot] = ++_count;
        if (2 * _count > _slots.Length)
        {
            Grow();
        }
    }

    private void Grow()
    {
        _slots = new int[4 * _slots.Length];
        var mask = _slots.Length - 1;
        for (var number = 0; number < _count; number++)
        {
            var slot = _hashes[number] & mask;
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }
            _slots[slot] = number + 1;
        }
    }

    // Multiplied and rotated eight bytes at a time; the length keeps trailing zeros apart.
    private static int Hash(ReadOnlySpan<byte> value)
    {
        var hash = (ulong)value.Length * 0x9E3779B97F4A7C15;
        for (; value.Length >= sizeof(ulong); value = value[sizeof(ulong)..])
        {
            hash = BitOperations.RotateLeft((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(value)) * 0xC2B2AE3D27D4EB4F, 31);
        }
        ulong rest = 0;
        foreach (var b in value)
        {
            rest = (rest << 8) | b;
        }
        hash = (hash ^ rest) * 0x9E3779B97F4A7C15;
        return (int)(hash >> 32);
    }
}
