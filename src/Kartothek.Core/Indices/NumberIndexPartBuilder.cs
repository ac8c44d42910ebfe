using System.Diagnostics;
using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Collects values of fixed width as keys; sorts them and drops the repeated ones whenever the room is used up, and makes more only where they are mostly distinct.</summary>
internal sealed class NumberIndexPartBuilder(Field field) : IndexPartBuilder(field)
{
    private const int FirstRoom = 1024;

    private readonly bool _isUnsigned = field.Type.IsUnsigned;
    private ulong[] _keys = [];
    private int _count;
    private ValueDictionary? _dictionary;
    private bool[] _isSeen = [];

    /// <inheritdoc/>
    public override long BufferedBytes => (sizeof(ulong) * (long)_keys.Length) + _isSeen.Length;

    /// <inheritdoc/>
    public override IndexPart Finish(string label)
    {
        var count = KeySort.SortDistinct(_keys.AsSpan(0, _count));
        var part = new NumberIndexPart(Field, label, _keys.AsSpan(0, count).ToArray());
        _count = 0;
        _dictionary = null;
        return part;
    }

    private protected override void Add(Vector values, ReadOnlySpan<int> rows, bool isAll)
    {
        switch (values)
        {
            case FlatVector<bool> flat: AddFlat(flat, rows, isAll); break;
            case FlatVector<int> flat: AddFlat(flat, rows, isAll); break;
            case FlatVector<uint> flat: AddFlat(flat, rows, isAll); break;
            case FlatVector<long> flat: AddFlat(flat, rows, isAll); break;
            case FlatVector<ulong> flat: AddFlat(flat, rows, isAll); break;
            case FlatVector<float> flat: AddFlat(flat, rows, isAll); break;
            case FlatVector<double> flat: AddFlat(flat, rows, isAll); break;
            case DictionaryVector coded: AddCodes(coded, rows, isAll); break;
            case ConstantVector constant when (isAll ? constant.Length : rows.Length) > 0: Add(constant.Value, [0], isAll: false); break;
            case ConstantVector or NullVector: break;
            default: throw new UnreachableException($"A {values.GetType().Name} holds no {Field.Type}.");
        }
    }

    private void AddFlat<T>(FlatVector<T> vector, ReadOnlySpan<int> rows, bool isAll)
        where T : unmanaged
    {
        try
        {
            if (isAll)
            {
                AddAll(vector, NumberKeys.Scale(vector.Type, Field.Type));
            }
            else
            {
                AddSome(vector, rows, NumberKeys.Scale(vector.Type, Field.Type));
            }
        }
        catch (OverflowException e)
        {
            throw CoreErrors.IndexValueDoesNotFit(Field, vector.Type, e);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddAll<T>(FlatVector<T> vector, long scale)
        where T : unmanaged
    {
        var values = vector.Values.AsSpan(0, vector.Length);
        var valid = vector.Valid.AsSpan();
        for (var row = 0; row < values.Length; row++)
        {
            if ((valid.IsEmpty || valid[row]) && NumberKeys.TryOf(values[row], _isUnsigned, scale, out var key))
            {
                Add(key);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddSome<T>(FlatVector<T> vector, ReadOnlySpan<int> rows, long scale)
        where T : unmanaged
    {
        var values = vector.Values.AsSpan(0, vector.Length);
        var valid = vector.Valid.AsSpan();
        foreach (var row in rows)
        {
            if ((valid.IsEmpty || valid[row]) && NumberKeys.TryOf(values[row], _isUnsigned, scale, out var key))
            {
                Add(key);
            }
        }
    }

    // Neighbours are often equal, and one of them is enough.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(ulong key)
    {
        var (keys, count) = (_keys, _count);
        if (count > 0 && keys[count - 1] == key)
        {
            return;
        }
        if (count == keys.Length)
        {
            MakeRoom();
            (keys, count) = (_keys, _count);
        }
        keys[count] = key;
        _count = count + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddCodes(DictionaryVector coded, ReadOnlySpan<int> rows, bool isAll)
    {
        var entries = coded.Dictionary.Entries;
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
        Span<int> entry = stackalloc int[1];
        for (var i = 0; i < length; i++)
        {
            var row = isAll ? i : rows[i];
            var code = coded.Codes[row];
            if ((coded.Valid is null || coded.Valid[row]) && !_isSeen[code])
            {
                _isSeen[code] = true;
                entry[0] = code;
                Add(entries, entry, isAll: false);
            }
        }
    }

    private void MakeRoom()
    {
        _count = KeySort.SortDistinct(_keys.AsSpan(0, _count));
        if (_count > _keys.Length / 2 || _keys.Length == 0)
        {
            Array.Resize(ref _keys, Math.Max(FirstRoom, 2 * _keys.Length));
        }
    }
}
