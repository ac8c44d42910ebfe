using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Conversions from the values of members to the storage of a column: exactly, or an error that names the row. Called by compiled code.</summary>
internal static class StorageConversion
{
    private const long EpochTicks = 621_355_968_000_000_000;
    private const int EpochDays = 719_162;
    private static readonly long[] Powers = [.. Enumerable.Range(0, 19).Select(d => (long)PowerOfTen(d))];

    /// <summary>An integer of another width or sign, within what the column's type holds.</summary>
    public static TStorage Narrow<TValue, TStorage>(TValue value, TStorage min, TStorage max, ColumnFiller filler, int row)
        where TValue : unmanaged, IBinaryInteger<TValue>
        where TStorage : unmanaged, IBinaryInteger<TStorage>
    {
        var result = TStorage.CreateTruncating(value);
        if (TValue.CreateTruncating(result) != value || TValue.IsNegative(value) != TStorage.IsNegative(result) || result < min || result > max)
        {
            Throw(filler, row, value);
        }
        return result;
    }

    /// <summary>A float with exactly the value of a double.</summary>
    public static float ToSingle(double value, ColumnFiller filler, int row)
    {
        var result = (float)value;
        if (result != value && !double.IsNaN(value))
        {
            Throw(filler, row, value);
        }
        return result;
    }

    /// <summary>A half, held as float, with exactly the value of a double.</summary>
    public static float ToHalf(double value, ColumnFiller filler, int row)
    {
        var result = (float)(Half)value;
        if (result != value && !double.IsNaN(value))
        {
            Throw(filler, row, value);
        }
        return result;
    }

    /// <summary>Days since 1970.</summary>
    public static int ToDays(DateOnly value) => value.DayNumber - EpochDays;

    /// <summary>A wall clock as ticks since 1970, whatever kind the time has.</summary>
    public static long ToTicks(DateTime value) => value.Ticks - EpochTicks;

    /// <summary>An instant as ticks since 1970; a time of unspecified kind is taken as UTC, as comparisons take it.</summary>
    public static long ToUtcTicks(DateTime value) => (value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : value).Ticks - EpochTicks;

    /// <summary>An instant as ticks since 1970.</summary>
    public static long ToUtcTicks(DateTimeOffset value) => value.UtcTicks - EpochTicks;

    /// <summary>A time of day as ticks.</summary>
    public static long ToTicks(TimeOnly value) => value.Ticks;

    /// <summary>A time of day as ticks.</summary>
    public static long ToTicks(TimeSpan value, ColumnFiller filler, int row)
    {
        if ((ulong)value.Ticks >= TimeSpan.TicksPerDay)
        {
            Throw(filler, row, value);
        }
        return value.Ticks;
    }

    /// <summary>Milliseconds.</summary>
    public static long ToMilliseconds(long ticks, ColumnFiller filler, int row)
    {
        var (units, rest) = Math.DivRem(ticks, TimeSpan.TicksPerMillisecond);
        if (rest != 0)
        {
            units = WithoutRest(units, rest, ticks, filler, row);
        }
        return units;
    }

    /// <summary>Microseconds.</summary>
    public static long ToMicroseconds(long ticks, ColumnFiller filler, int row)
    {
        var (units, rest) = Math.DivRem(ticks, TimeSpan.TicksPerMicrosecond);
        if (rest != 0)
        {
            units = WithoutRest(units, rest, ticks, filler, row);
        }
        return units;
    }

    /// <summary>Nanoseconds, which reach from 1677 to 2262.</summary>
    public static long ToNanoseconds(long ticks, ColumnFiller filler, int row)
    {
        if (ticks is > long.MaxValue / 100 or < long.MinValue / 100)
        {
            Throw(filler, row, Describe(ticks, filler));
        }
        return ticks * 100;
    }

    /// <summary>The unscaled value of a decimal of up to 18 digits.</summary>
    [SkipLocalsInit]
    public static long ToUnscaled(decimal value, long bound, ColumnFiller filler, int row)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var more = filler.Target.ColumnType.Scale - ((bits[3] >> 16) & 0xFF);
        var unscaled = ((ulong)(uint)bits[1] << 32) | (uint)bits[0];
        var overflow = 0UL;
        if (more != 0)
        {
            // Another scale than the column's: 1.5 in a column of two digits.
            overflow = more is > 0 and <= 18 ? Math.BigMul(unscaled, (ulong)Powers[more], out unscaled) : ulong.MaxValue;
        }
        if (bits[2] != 0 || overflow != 0 || unscaled >= (ulong)bound)
        {
            return (long)ToUnscaled(value, (Int128)bound, filler, row);
        }
        return bits[3] < 0 ? -(long)unscaled : (long)unscaled;
    }

    /// <summary>The unscaled value of a decimal of up to 38 digits.</summary>
    public static Int128 ToUnscaled(decimal value, Int128 bound, ColumnFiller filler, int row)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var own = (bits[3] >> 16) & 0xFF;
        var scale = filler.Target.ColumnType.Scale;
        var unscaled = new Int128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        if (own > scale)
        {
            (unscaled, var rest) = DivRem(unscaled, PowerOfTen(own - scale));
            if (rest != 0)
            {
                Throw(filler, row, value);
            }
        }
        else if (own < scale)
        {
            var factor = PowerOfTen(scale - own);
            if (unscaled > bound / factor)
            {
                Throw(filler, row, value);
            }
            unscaled *= factor;
        }
        if (unscaled >= bound)
        {
            Throw(filler, row, value);
        }
        return bits[3] < 0 ? -unscaled : unscaled;
    }

    /// <summary>The first value that has more digits than so many.</summary>
    public static Int128 PowerOfTen(int digits)
    {
        Int128 power = 1;
        for (var i = 0; i < digits; i++) power *= 10;
        return power;
    }

    private static (Int128 Quotient, Int128 Remainder) DivRem(Int128 value, Int128 divisor)
    {
        var quotient = value / divisor;
        return (quotient, value - (quotient * divisor));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long WithoutRest(long units, long rest, long ticks, ColumnFiller filler, int row)
    {
        if (!filler.Target.Truncates)
        {
            throw RecordWriteErrors.LosesTime(filler.Target, filler.Rows.Describe(row), Describe(ticks, filler));
        }
        return rest < 0 ? units - 1 : units;
    }

    private static string Describe(long ticks, ColumnFiller filler) => filler.Target.ColumnType.Kind == ColumnKind.Time
        ? new TimeSpan(ticks).ToString("c", CultureInfo.InvariantCulture)
        : new DateTime(ticks + EpochTicks).ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Throw<T>(ColumnFiller filler, int row, T value) =>
        throw RecordWriteErrors.DoesNotFit(filler.Target, filler.Rows.Describe(row), FormattableString.Invariant($"{value}"));
}
