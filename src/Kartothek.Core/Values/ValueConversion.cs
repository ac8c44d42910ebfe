using System.Numerics;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Converts constants and bounds between the types of one family, as a scan converts a file's column to the type wanted.</summary>
internal static class ValueConversion
{
    /// <summary>Converts a value, given and returned as <see cref="ConstantScalar.Value"/>.</summary>
    /// <returns>False where the types are of different families, or the value doesn't fit.</returns>
    /// <remarks>Never changes the order of two values: floating-point numbers round to nearest, times to a coarser unit down.</remarks>
    public static bool TryConvert(object? value, ColumnType from, ColumnType to, out object? converted)
    {
        converted = value;
        if (value is null || from == to)
        {
            return true;
        }
        converted = from switch
        {
            { IsInteger: true } when to.IsInteger => Integer(Widen(value), to),
            { IsFloating: true } when to.IsFloating => Floating(Convert.ToDouble(value, null), to),
            { Kind: ColumnKind.Timestamp or ColumnKind.Time } when to.Kind == from.Kind => Time(Widen(value), from.Unit, to),
            { Kind: ColumnKind.Decimal } when to.Kind == ColumnKind.Decimal => Decimal(Widen(value), from.Scale, to),
            { Storage: ColumnStorage.Bytes } when value is byte[] && to is { Storage: ColumnStorage.Bytes, Kind: not ColumnKind.String } => value,
            _ => null,
        };
        return converted is not null;
    }

    /// <summary>Converts what is known of a column's values.</summary>
    /// <returns>Null where the types are of different families, unless all values are null.</returns>
    public static ValueRange? ConvertRange(ValueRange range, ColumnType to)
    {
        if (range.Type == to)
        {
            return range;
        }
        if (range.Type.Kind == ColumnKind.Null || range.IsAllNull)
        {
            return AllNull(to, range.RowCount);
        }
        // A bound that doesn't fit the type wanted is unknown there: the scan will refuse the value.
        var hasMin = TryConvert(range.Min, range.Type, to, out var min);
        var hasMax = TryConvert(range.Max, range.Type, to, out var max);
        return hasMin && hasMax && IsFamily(range.Type, to)
            ? new ValueRange(to, range.RowCount) { Min = min, Max = max, NullCount = range.NullCount, NaNCount = range.NaNCount }
            : null;
    }

    /// <summary>What is known of a column that holds nothing but nulls.</summary>
    public static ValueRange AllNull(ColumnType type, long rowCount) => new(type, rowCount) { NullCount = rowCount, NaNCount = 0 };

    /// <summary>Whether a scan converts values of one type to the other.</summary>
    public static bool IsFamily(ColumnType from, ColumnType to) =>
        from == to
        || from.Kind == ColumnKind.Null
        || (from.IsInteger && to.IsInteger)
        || (from.IsFloating && to.IsFloating)
        || (from.Kind == to.Kind && from.Kind is ColumnKind.Timestamp or ColumnKind.Time or ColumnKind.Decimal)
        || (IsBinary(from) && IsBinary(to))
        || (from.IsNested && from.Kind == to.Kind);

    private static bool IsBinary(ColumnType type) => type.Kind is ColumnKind.Binary or ColumnKind.FixedBinary or ColumnKind.Uuid;

    private static Int128 Widen(object value) => value switch
    {
        int i => i,
        uint u => u,
        long l => l,
        ulong u => u,
        Int128 wide => wide,
        _ => throw new InvalidCastException($"{value.GetType()} is no storage of an integer."),
    };

    private static object? Integer(Int128 value, ColumnType to) => to.Kind switch
    {
        ColumnKind.Int8 => Fits<sbyte>(value) ? (int)value : null,
        ColumnKind.Int16 => Fits<short>(value) ? (int)value : null,
        ColumnKind.Int32 => Fits<int>(value) ? (int)value : null,
        ColumnKind.Int64 => Fits<long>(value) ? (long)value : null,
        ColumnKind.UInt8 => Fits<byte>(value) ? (int)value : null,
        ColumnKind.UInt16 => Fits<ushort>(value) ? (int)value : null,
        ColumnKind.UInt32 => Fits<uint>(value) ? (uint)value : null,
        _ => Fits<ulong>(value) ? (ulong)value : null,
    };

    private static bool Fits<T>(Int128 value)
        where T : IBinaryInteger<T>, IMinMaxValue<T> => value >= Int128.CreateChecked(T.MinValue) && value <= Int128.CreateChecked(T.MaxValue);

    private static object Floating(double value, ColumnType to) => to.Kind switch
    {
        // Without the cast all of them would be doubles, the common type of the three.
        ColumnKind.Double => (object)value,
        ColumnKind.Float => (float)value,
        _ => (float)(Half)value,
    };

    private static object? Time(Int128 value, ColumnUnit from, ColumnType to)
    {
        var thousands = (int)to.Unit - (int)from;
        for (; thousands > 0; thousands--)
        {
            value *= 1000;
        }
        for (; thousands < 0; thousands++)
        {
            value = (value - (((value % 1000) + 1000) % 1000)) / 1000;
        }
        return to.Storage == ColumnStorage.Int32 ? (Fits<int>(value) ? (int)value : null) : Fits<long>(value) ? (long)value : null;
    }

    private static object? Decimal(Int128 value, int scale, ColumnType to)
    {
        try
        {
            for (; scale < to.Scale; scale++)
            {
                value = checked(value * 10);
            }
        }
        catch (OverflowException)
        {
            return null;
        }
        // Fewer digits behind the point would need rounding, whose direction the scan decides.
        return scale > to.Scale ? null : to.Storage == ColumnStorage.Int128 ? value : Fits<long>(value) ? (long)value : null;
    }
}
