using System.Globalization;
using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>The proleptic Gregorian calendar over days and units since 1970-01-01, before it as well.</summary>
internal static class Calendar
{
    private const int DaysToMarch0000 = 719_468;

    /// <summary>Units in a day.</summary>
    internal static long PerDay(ColumnUnit unit) => 86_400 * PerSecond(unit);

    /// <summary>Units in a second.</summary>
    internal static long PerSecond(ColumnUnit unit) => unit switch
    {
        ColumnUnit.Millisecond => 1_000,
        ColumnUnit.Microsecond => 1_000_000,
        _ => 1_000_000_000,
    };

    /// <summary>Rounds towards the past, so that the day before 1970 is day -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long FloorDivide(long value, long divisor)
    {
        var quotient = value / divisor;
        return value - (quotient * divisor) < 0 ? quotient - 1 : quotient;
    }

    /// <summary>What is left after <see cref="FloorDivide"/>; never negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long FloorRemainder(long value, long divisor)
    {
        var remainder = value % divisor;
        return remainder < 0 ? remainder + divisor : remainder;
    }

    /// <summary>Year, month and day of a day. (H. Hinnant, "chrono-compatible low-level date algorithms": civil_from_days.)</summary>
    internal static (int Year, int Month, int Day) Civil(long days)
    {
        days += DaysToMarch0000;
        var era = FloorDivide(days, 146_097);
        var dayOfEra = (int)(days - (era * 146_097));
        var yearOfEra = (dayOfEra - (dayOfEra / 1_460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var month = ((5 * dayOfYear) + 2) / 153;
        var day = dayOfYear - (((153 * month) + 2) / 5) + 1;
        month = month < 10 ? month + 3 : month - 9;
        return ((int)(yearOfEra + (era * 400) + (month <= 2 ? 1 : 0)), month, day);
    }

    /// <summary>The day of a date; the inverse of <see cref="Civil"/>.</summary>
    internal static long Days(int year, int month, int day)
    {
        var y = (long)year - (month <= 2 ? 1 : 0);
        var era = FloorDivide(y, 400);
        var yearOfEra = (int)(y - (era * 400));
        var dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9)) + 2) / 5) + day - 1;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * 146_097) + dayOfEra - DaysToMarch0000;
    }

    /// <summary>Day of the year, from 1.</summary>
    internal static int DayOfYear(long days) => (int)(days - Days(Civil(days).Year, 1, 1)) + 1;

    /// <summary>Day of the week, Sunday = 0; 1970-01-01 was a Thursday.</summary>
    internal static int DayOfWeek(long days) => (int)FloorRemainder(days + 4, 7);

    /// <summary>A date as <c>2026-01-31</c>.</summary>
    internal static string PrintDate(long days)
    {
        var (year, month, day) = Civil(days);
        return string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{day:00}");
    }

    /// <summary>A time of day as <c>12:34:56.789</c>.</summary>
    internal static string PrintTime(long units, ColumnUnit unit)
    {
        var perSecond = PerSecond(unit);
        var seconds = FloorDivide(units, perSecond);
        var fraction = units - (seconds * perSecond);
        var text = string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
        if (fraction == 0) return text;
        var digits = fraction.ToString(CultureInfo.InvariantCulture).PadLeft((3 * (int)unit) + 3, '0').TrimEnd('0');
        return $"{text}.{digits}";
    }

    /// <summary>A timestamp as <c>2026-01-31T12:34:56.789</c>, followed by Z where it is an instant.</summary>
    internal static string PrintTimestamp(long units, ColumnUnit unit, bool isUtc)
    {
        var perDay = PerDay(unit);
        return $"{PrintDate(FloorDivide(units, perDay))}T{PrintTime(FloorRemainder(units, perDay), unit)}{(isUtc ? "Z" : "")}";
    }
}
