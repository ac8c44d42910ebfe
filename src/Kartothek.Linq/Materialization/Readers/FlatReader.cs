using System.Runtime.CompilerServices;
using Apache.Arrow;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>The values of a column of fixed width, as an array: a flat vector's own array, or a buffer that codes and constants are spread into.</summary>
/// <typeparam name="T">The storage of the column's type.</typeparam>
internal sealed class FlatReader<T>(ReadTarget target, RowPosition position) : ColumnReader(target, position)
    where T : unmanaged
{
    private T[] _buffer = [];
    private Vector? _constant;

    /// <summary>One value per row; anything where the row is null.</summary>
    public T[] Values { get; private set; } = [];

    /// <inheritdoc/>
    protected override void LoadValues(Vector vector)
    {
        switch (vector)
        {
            case FlatVector<T> flat:
                Values = flat.Values;
                return;
            case DictionaryVector { Dictionary.Entries: FlatVector<T> entries } codes:
                Spread(codes.Codes.AsSpan(0, codes.Length), entries.Values.AsSpan(0, entries.Length));
                return;
            case ConstantVector { Value: FlatVector<T> value }:
                if (_constant != value || _buffer.Length < vector.Length)
                {
                    Reserve(vector.Length);
                    _buffer.AsSpan().Fill(value.Values[0]);
                    _constant = value;
                }
                Values = _buffer;
                return;
            default:
                throw Unexpected(vector);
        }
    }

    /// <inheritdoc/>
    protected override void LoadValues(IArrowArray array)
    {
        Reserve(array.Length);
        if (!ArrowValues.TryCopy(array, _buffer))
        {
            throw Unexpected(array);
        }
        Values = _buffer;
    }

    /// <inheritdoc/>
    protected override void LoadNulls(int length)
    {
        Reserve(length);
        Values = _buffer;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Spread(ReadOnlySpan<int> codes, ReadOnlySpan<T> entries)
    {
        Reserve(codes.Length);
        Values = _buffer;
        if (entries.IsEmpty)
        {
            return;
        }
        var buffer = _buffer.AsSpan(0, codes.Length);
        for (var i = 0; i < buffer.Length; i++)
        {
            buffer[i] = entries[codes[i]];
        }
    }

    private void Reserve(int length)
    {
        _constant = null;
        if (_buffer.Length < length)
        {
            _buffer = new T[Math.Max(length, 64)];
        }
    }
}
