using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Timestamps in microseconds, as Python writes them; nanoseconds that aren't whole microseconds are refused rather than cut.</summary>
internal sealed class TimestampConversion(Field column, ColumnType type) : ColumnConversion(column, type)
{
    private readonly FlatVector<long> _result = new(type);

    private protected override Vector ConvertFlat(Vector source, long firstRow)
    {
        var values = ((FlatVector<long>)source).Values.AsSpan(0, source.Length);
        var result = _result.Reset(source.Length);
        var isExact = Column.Type.Unit == ColumnUnit.Nanosecond ? Divide(values, result) : Multiply(values, result);
        if (!isExact)
        {
            Refuse(source, values, firstRow);
        }
        _result.Valid = source.Valid;
        return _result;
    }

    private protected override Vector Copied(Vector converted) =>
        new FlatVector<long>(Type) { Values = ((FlatVector<long>)converted).Values.AsSpan(0, converted.Length).ToArray(), Length = converted.Length };

    private static bool Divide(ReadOnlySpan<long> values, Span<long> result)
    {
        var rest = 0L;
        for (var i = 0; i < values.Length; i++)
        {
            result[i] = values[i] / 1000;
            rest |= values[i] - (result[i] * 1000);
        }
        return rest == 0;
    }

    private static bool Multiply(ReadOnlySpan<long> values, Span<long> result)
    {
        var isExact = true;
        for (var i = 0; i < values.Length; i++)
        {
            result[i] = unchecked(values[i] * 1000);
            isExact &= result[i] / 1000 == values[i];
        }
        return isExact;
    }

    // Slots of nulls hold anything, so a value that doesn't fit may be none.
    private void Refuse(Vector source, ReadOnlySpan<long> values, long firstRow)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!source.IsNull(i) && !(Column.Type.Unit == ColumnUnit.Nanosecond ? values[i] % 1000 == 0 : unchecked(values[i] * 1000) / 1000 == values[i]))
            {
                throw CoreErrors.TimestampDoesNotFit(Column, new ConstantScalar(values[i], Column.Type), firstRow + i);
            }
        }
    }
}
