using System.Numerics;
using System.Runtime.CompilerServices;
using Apache.Arrow;

namespace Kartothek.Columns;

/// <summary>Numbers, dates, times and decimals.</summary>
/// <typeparam name="TStorage">As they lie in a vector.</typeparam>
/// <typeparam name="TArrow">As they lie in Arrow.</typeparam>
internal sealed class FixedArrowColumn<TStorage, TArrow>(ColumnType type) : ArrowColumn
    where TStorage : unmanaged, INumberBase<TStorage>
    where TArrow : unmanaged, INumberBase<TArrow>
{
    private readonly GrowingBuffer<TArrow> _values = new();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Append(Vector vector, int start, int count)
    {
        var target = _values.Append(count);
        switch (vector)
        {
            case FlatVector<TStorage> flat:
                Copy(flat.Values.AsSpan(start, count), target);
                break;
            case DictionaryVector { Dictionary: { Count: > 0, Entries: FlatVector<TStorage> entries } } dictionary:
                var codes = dictionary.Codes.AsSpan(start, count);
                for (var i = 0; i < codes.Length; i++) target[i] = TArrow.CreateTruncating(entries.Values[codes[i]]);
                break;
            case ConstantVector { Value: FlatVector<TStorage> value } when !value.IsNull(0):
                target.Fill(TArrow.CreateTruncating(value.Values[0]));
                Validity.Append(true, count);
                return;
            default:
                target.Clear();
                Validity.Append(false, count);
                return;
        }

        ReadOnlySpan<bool> valid = vector.Valid;
        AppendValidity(valid, start, count);
        if (valid.Length == 0) return;

        // What lay in the slots of nulls doesn't leave this process.
        valid = valid.Slice(start, count);
        for (var i = 0; i < valid.Length; i++)
        {
            if (!valid[i]) target[i] = default;
        }
    }

    internal override IArrowArray Build()
    {
        var (count, nulls) = (_values.Count, Validity.Clear);
        return ArrowArrayFactory.BuildArray(new ArrayData(ArrowTypes.ToArrow(type), count, nulls, 0, [Validity.BuildValidity(), _values.Build()]));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy(ReadOnlySpan<TStorage> source, Span<TArrow> target)
    {
        if (typeof(TStorage) == typeof(TArrow))
        {
            source.CopyTo(System.Runtime.InteropServices.MemoryMarshal.Cast<TArrow, TStorage>(target));
            return;
        }

        for (var i = 0; i < source.Length; i++) target[i] = TArrow.CreateTruncating(source[i]);
    }
}
