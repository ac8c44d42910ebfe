using System.Buffers.Binary;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kartothek.Columns;
using Vector = Kartothek.Columns.Vector;

namespace Kartothek.Core;

/// <summary>Collects texts or binary values one behind the other; sorts them and drops the repeated ones whenever the room is used up, and makes more only where they are mostly distinct.</summary>
/// <remarks>
/// A small table of values that came lately keeps most of the repeated ones out. A hash table of all values would be simpler, but many files are written at the same time, and a
/// look-up in one of many large tables costs more than sorting.
/// </remarks>
internal sealed class BytesIndexPartBuilder(Field field) : IndexPartBuilder(field)
{
    private const int FirstRoom = 1024;

    /// <summary>The size of the table of late values; 4 KiB.</summary>
    private const int LateValues = 1024;

    private readonly int[] _late = new int[LateValues];
    private byte[] _data = [];
    private ByteView[] _views = [];
    private int _length;
    private int _count;
    private ValueDictionary? _dictionary;
    private bool[] _isSeen = [];

    /// <inheritdoc/>
    public override long BufferedBytes => _data.Length + (8L * _views.Length) + (4 * LateValues) + _isSeen.Length;

    /// <inheritdoc/>
    public override IndexPart Finish(string label)
    {
        var part = new BytesIndexPart(Field, label, BytesSort.SortedDistinct(Field.Type, _data, _views.AsSpan(0, _count)));
        Array.Clear(_late);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(ReadOnlySpan<byte> value)
    {
        ref var slot = ref _late[Hash(value) & (LateValues - 1)];
        if (slot > 0 && _views[slot - 1] is var late && _data.AsSpan(late.Offset, late.Length).SequenceEqual(value))
        {
            return;
        }
        if (_count == _views.Length)
        {
            MakeRoom();
        }
        if (_data.Length - _length < value.Length)
        {
            var wanted = (long)_length + value.Length;
            Array.Resize(ref _data, wanted <= Array.MaxLength ? (int)Math.Min(Array.MaxLength, Math.Max(1024, Math.Max(wanted, 2L * _data.Length))) : throw CoreErrors.IndexIsTooLarge(Field));
        }
        value.CopyTo(_data.AsSpan(_length));
        _views[_count++] = new ByteView(_length, value.Length);
        _length += value.Length;
        slot = _count;
    }

    private void MakeRoom()
    {
        var kept = BytesSort.SortedDistinct(Field.Type, _data, _views.AsSpan(0, _count));
        _count = kept.Length;
        _length = kept.Data.Length;
        kept.Data.CopyTo(_data, 0);
        if (_count > _views.Length / 2 || _views.Length == 0)
        {
            _views = new ByteView[Math.Max(FirstRoom, 2 * _views.Length)];
        }
        kept.Views.CopyTo(_views, 0);
        Array.Clear(_late);
    }

    // Multiplied and rotated eight bytes at a time; the length keeps trailing zeros apart.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
