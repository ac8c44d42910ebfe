using System.Globalization;
using System.Numerics;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Makes of an aggregate's exact partial result the value, or the error, that <see cref="Enumerable"/> gives.</summary>
internal static class AggregateValue
{
    /// <summary>The value in the call's result type.</summary>
    /// <exception cref="OverflowException">It doesn't fit.</exception>
    /// <exception cref="InvalidOperationException">There are no rows, and the type can't be null.</exception>
    public static object? Of(TypedAggregate call, AggregatePartial partial)
    {
        if (call.Kind == AggregateKind.Count)
        {
            return call.ResultType == typeof(long) ? (object)partial.Count : checked((int)partial.Count);
        }
        var type = Nullable.GetUnderlyingType(call.ResultType) ?? call.ResultType;
        if (partial.Count == 0)
        {
            return call.Kind == AggregateKind.Sum ? Convert.ChangeType(0, type, CultureInfo.InvariantCulture)
                : type != call.ResultType || !type.IsValueType ? null
                // LINQ's own exception, whatever its wording is.
                : Enumerable.Empty<int>().Max();
        }
        return call.Kind switch
        {
            AggregateKind.Sum => Number(partial.Value!, call.Operand!.Type, type),
            AggregateKind.Average => Mean(partial, call.Operand!.Type, type),
            _ => Stored(partial.Value!, call.Operand!.Type, type),
        };
    }

    private static object Number(object sum, ColumnType column, Type type) => (sum, Type.GetTypeCode(type)) switch
    {
        (Int128 exact, TypeCode.Int32) => checked((int)exact),
        (Int128 exact, _) => checked((long)exact),
        // LINQ sums floats as doubles.
        (double exact, TypeCode.Single) => (float)exact,
        (BigInteger unscaled, _) => Decimal(unscaled, column.Scale),
        _ => sum,
    };

    private static object Mean(AggregatePartial partial, ColumnType column, Type type) => partial.Value switch
    {
        Int128 exact => (double)checked((long)exact) / partial.Count,
        double exact when type == typeof(float) => (float)(exact / partial.Count),
        double exact => exact / partial.Count,
        BigInteger unscaled => Decimal(unscaled, column.Scale) / partial.Count,
        var other => throw new InvalidOperationException($"No mean is made of {other?.GetType()}."),
    };

    /// <summary>A decimal from its unscaled value; where it has more than 28 digits, those behind the point are rounded away, as decimal addition does.</summary>
    /// <exception cref="OverflowException">It doesn't fit.</exception>
    internal static decimal Decimal(BigInteger unscaled, int scale)
    {
        var magnitude = BigInteger.Abs(unscaled);
        while (scale > 0 && (magnitude >> 96 != 0 || scale > 28))
        {
            var (quotient, remainder) = BigInteger.DivRem(magnitude, 10);
            magnitude = quotient + (remainder > 5 || (remainder == 5 && !quotient.IsEven) ? 1 : 0);
            scale--;
        }
        if (magnitude >> 96 != 0)
        {
            throw new OverflowException("The sum doesn't fit a decimal.");
        }
        return new decimal((int)(uint)(magnitude & uint.MaxValue), (int)(uint)((magnitude >> 32) & uint.MaxValue), (int)(uint)(magnitude >> 64), unscaled.Sign < 0, (byte)scale);
    }

    private static object Stored(object value, ColumnType column, Type type)
    {
        var target = new ReadTarget(type, column.ToString(), column, AcceptsNull: true, "the aggregate");
        // Conversions take a reader for the unit, the scale and messages.
        var reader = new FlatReader<long>(target, new RowPosition());
        return value switch
        {
            string => value,
            int days when type == typeof(DateOnly) => ValueConversion.ToDateOnly(days, reader, 0),
            int or long when column.Kind == ColumnKind.Time => Time(Convert.ToInt64(value, CultureInfo.InvariantCulture), reader, type),
            long units when type == typeof(DateTimeOffset) => ValueConversion.ToDateTimeOffset(units, reader, 0),
            long units when type == typeof(DateTime) => column.IsUtc ? ValueConversion.ToUtcDateTime(units, reader, 0) : ValueConversion.ToDateTime(units, reader, 0),
            long unscaled when type == typeof(decimal) => ValueConversion.ToDecimal(unscaled, reader, 0),
            Int128 unscaled => ValueConversion.ToDecimal(unscaled, reader, 0),
            _ when type.IsEnum => Enum.ToObject(type, value),
            _ => Convert.ChangeType(value, type, CultureInfo.InvariantCulture),
        };
    }

    private static object Time(long units, ColumnReader reader, Type type) =>
        type == typeof(TimeOnly) ? ValueConversion.ToTimeOnly(units, reader, 0) : ValueConversion.ToTimeSpan(units, reader, 0);
}
