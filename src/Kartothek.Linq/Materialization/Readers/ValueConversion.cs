using System.Numerics;
using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Conversions from the storage of a column to the values of members, each value checked. Called by compiled code.</summary>
internal static class ValueConversion
{
    private const long EpochTicks = 621_355_968_000_000_000;
    private const int EpochDays = 719_162;

    /// <summary>An integer of another width or sign.</summary>
    public static TTo Narrow<TFrom, TTo>(TFrom value, ColumnReader reader, int row)
        where TFrom : unmanaged, IBinaryInteger<TFrom>
        where TTo : unmanaged, IBinaryInteger<TTo>
    {
        var result = TTo.CreateTruncating(value);
        if (TFrom.CreateTruncating(result) != value || TFrom.IsNegative(value) != TTo.IsNegative(result))
        {
            Throw(reader, row, value);
        }
        return result;
    }

    /// <summary>A float from a double: rounded, but a finite value mustn't become infinite.</summary>
    public static float ToSingle(double value, ColumnReader reader, int row)
    {
        var result = (float)value;
        if (float.IsInfinity(result) && !double.IsInfinity(value))
        {
            Throw(reader, row, value);
        }
        return result;
    }

    /// <summary>A half from a double: rounded, but a finite value mustn't become infinite.</summary>
    public static Half ToHalf(double value, ColumnReader reader, int row)
    {
        var result = (Half)value;
        if (Half.IsInfinity(result) && !double.IsInfinity(value))
        {
            Throw(reader, row, value);
        }
        return result;
    }

    /// <summary>A date from days since 1970.</summary>
    public static DateOnly ToDateOnly(int days, ColumnReader reader, int row)
    {
        var number = (long)days + EpochDays;
        if ((ulong)number > (ulong)DateOnly.MaxValue.DayNumber)
        {
            Throw(reader, row, days);
        }
        return DateOnly.FromDayNumber((int)number);
    }

    /// <summary>A wall clock from units since 1970.</summary>
    public static DateTime ToDateTime(long value, ColumnReader reader, int row) => new(ToTicks(value, reader, row), DateTimeKind.Unspecified);

    /// <summary>An instant from units since 1970.</summary>
    public static DateTime ToUtcDateTime(long value, ColumnReader reader, int row) => new(ToTicks(value, reader, row), DateTimeKind.Utc);

    /// <summary>An instant from units since 1970, with offset zero.</summary>
    public static DateTimeOffset ToDateTimeOffset(long value, ColumnReader reader, int row) => new(ToTicks(value, reader, row), TimeSpan.Zero);

    /// <summary>A time of day.</summary>
    public static TimeOnly ToTimeOnly(long value, ColumnReader reader, int row)
    {
        var ticks = UnitsToTicks(value, reader, row);
        if ((ulong)ticks >= TimeSpan.TicksPerDay)
        {
            Throw(reader, row, value);
        }
        return new TimeOnly(ticks);
    }

    /// <summary>A span of time.</summary>
    public static TimeSpan ToTimeSpan(long value, ColumnReader reader, int row) => new(UnitsToTicks(value, reader, row));

    /// <summary>A decimal of up to 18 digits from its unscaled value.</summary>
    public static decimal ToDecimal(long value, ColumnReader reader, int row)
    {
        var magnitude = value < 0 ? 0 - (ulong)value : (ulong)value;
        return new decimal((int)magnitude, (int)(magnitude >> 32), 0, value < 0, (byte)reader.Target.ReadType.Scale);
    }

    /// <summary>A decimal of up to 38 digits from its unscaled value; zeros at its end are dropped where the .NET type has no room for them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static decimal ToDecimal(Int128 value, ColumnReader reader, int row)
    {
        var magnitude = value < 0 ? UInt128.Zero - (UInt128)value : (UInt128)value;
        var scale = reader.Target.ReadType.Scale;
        while ((magnitude >> 96 != 0 || scale > 28) && scale > 0)
        {
            var (quotient, remainder) = UInt128.DivRem(magnitude, 10);
            if (remainder != 0)
            {
                break;
            }
            magnitude = quotient;
            scale--;
        }
        if (magnitude >> 96 != 0 || scale > 28)
        {
            Throw(reader, row, value);
        }
        return new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), value < 0, (byte)scale);
    }

    /// <summary>The value of a row that is null.</summary>
    /// <exception cref="KartothekException">Always.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T Null<T>(ColumnReader reader, int row) => throw RecordErrors.NullValue(reader.Target, reader.Position, row);

    private static long ToTicks(long value, ColumnReader reader, int row)
    {
        var ticks = UnitsToTicks(value, reader, row) + EpochTicks;
        if ((ulong)ticks > (ulong)DateTime.MaxValue.Ticks)
        {
            Throw(reader, row, value);
        }
        return ticks;
    }

    private static long UnitsToTicks(long value, ColumnReader reader, int row)
    {
        switch (reader.Target.ReadType.Unit)
        {
            case ColumnUnit.Nanosecond:
                var (ticks, rest) = Math.DivRem(value, 100);
                if (rest != 0)
                {
                    Throw(reader, row, value);
                }
                return ticks;
            case ColumnUnit.Microsecond:
                return Multiply(value, TimeSpan.TicksPerMicrosecond, reader, row);
            default:
                return Multiply(value, TimeSpan.TicksPerMillisecond, reader, row);
        }
    }

    private static long Multiply(long value, long factor, ColumnReader reader, int row)
    {
        // One bit is left free for the ticks up to 1970 that are added.
        var high = Math.BigMul(value, factor, out var low);
        if (high != low >> 63 || low > long.MaxValue - EpochTicks)
        {
            Throw(reader, row, value);
        }
        return low;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Throw<T>(ColumnReader reader, int row, T value) =>
        throw RecordErrors.ValueDoesNotFit(reader.Target, reader.Position, row, FormattableString.Invariant($"{value}"));
}
