using System.Globalization;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>
/// Dates, times and timestamps in the texts of keys and CSV files: <c>2001-01-01</c>, <c>2001-01-01 01:02:03.000004+01:00</c>,
/// <c>01:02:03</c>.
/// </summary>
internal static class TimeText
{
    private const int EpochDay = 719_162;

    /// <summary>Units per second.</summary>
    public static long PerSecond(ColumnUnit unit) => unit switch
    {
        ColumnUnit.Millisecond => 1_000,
        ColumnUnit.Microsecond => 1_000_000,
        _ => 1_000_000_000,
    };

    /// <summary>Days since 1970 of a date; a time behind it is accepted and left out, as Python does.</summary>
    public static bool TryParseDate(ReadOnlySpan<char> text, out int days) =>
        TryParseDay(text, out days) && (text.Length == 10 || TryParseTimestamp(text, ColumnUnit.Nanosecond, out _));

    /// <summary>
    /// Units since 1970 of a timestamp; an offset is taken away, so that the result is UTC. False too where the unit can't hold the value
    /// exactly.
    /// </summary>
    public static bool TryParseTimestamp(ReadOnlySpan<char> text, ColumnUnit unit, out long units)
    {
        units = 0;
        if (!TryParseDay(text, out var days))
        {
            return false;
        }
        var perSecond = PerSecond(unit);
        var rest = text[10..];
        long offset = 0;
        long timeOfDay = 0;
        if (rest.Length > 0)
        {
            if (rest[0] is not (' ' or 'T'))
            {
                return false;
            }
            rest = rest[1..];
            if (rest.EndsWith("Z"))
            {
                rest = rest[..^1];
            }
            else if (rest.LastIndexOfAny('+', '-') is > 0 and var sign)
            {
                if (!TryParseTime(rest[(sign + 1)..], ColumnUnit.Millisecond, out offset))
                {
                    return false;
                }
                offset = (rest[sign] == '-' ? -offset : offset) / 1_000;
                rest = rest[..sign];
            }
            if (!TryParseTime(rest, unit, out timeOfDay))
            {
                return false;
            }
        }
        // 128 bits hold what a nanosecond count of the years 1 and 9999 overflows.
        var total = ((Int128)days * 86_400 - offset) * perSecond + timeOfDay;
        units = (long)total;
        return total == units;
    }

    /// <summary>Units since midnight of <c>HH:MM</c>, <c>HH:MM:SS</c> or <c>HH:MM:SS.f…</c>.</summary>
    public static bool TryParseTime(ReadOnlySpan<char> text, ColumnUnit unit, out long units)
    {
        units = 0;
        if (!(text.Length is 5 or 8 || text.Length > 9) || text[2] != ':' || !TryDigits(text[..2], out var hours) || !TryDigits(text[3..5], out var minutes))
        {
            return false;
        }
        long seconds = 0;
        if (text.Length > 5 && (text[5] != ':' || !TryDigits(text[6..8], out seconds)))
        {
            return false;
        }
        if (hours > 23 || minutes > 59 || seconds > 59)
        {
            return false;
        }
        var perSecond = PerSecond(unit);
        units = (hours * 3_600 + minutes * 60 + seconds) * perSecond;
        if (text.Length <= 8)
        {
            return true;
        }
        var digits = text[9..];
        if (text[8] != '.' || digits.Length > 18 || !TryDigits(digits, out var fraction))
        {
            return false;
        }
        var scale = perSecond;
        for (var i = 0; i < digits.Length; i++)
        {
            if (scale >= 10)
            {
                scale /= 10;
            }
            else if (fraction % 10 != 0)
            {
                return false;
            }
            else
            {
                fraction /= 10;
            }
        }
        units += fraction * scale;
        return true;
    }

    /// <summary>A date as Python's <c>str</c> prints it.</summary>
    public static string FormatDate(int days) => DateOnly.FromDayNumber(days + EpochDay).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>
    /// A naive timestamp as pandas prints it: six digits where the microseconds aren't zero, nine where the nanoseconds aren't.
    /// </summary>
    public static string FormatTimestamp(long units, ColumnUnit unit)
    {
        var perSecond = PerSecond(unit);
        var seconds = Math.DivRem(units, perSecond, out var fraction);
        if (fraction < 0)
        {
            (seconds, fraction) = (seconds - 1, fraction + perSecond);
        }
        var text = DateTime.UnixEpoch.AddSeconds(seconds).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return text + Fraction(fraction * (1_000_000_000 / perSecond));
    }

    /// <summary>A time of day as Python's <c>str</c> prints it.</summary>
    public static string FormatTime(long units, ColumnUnit unit)
    {
        var perSecond = PerSecond(unit);
        var seconds = Math.DivRem(units, perSecond, out var fraction);
        var text = string.Create(CultureInfo.InvariantCulture, $"{seconds / 3_600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
        return text + Fraction(fraction * (1_000_000_000 / perSecond));
    }

    private static string Fraction(long nanoseconds) => nanoseconds == 0
        ? ""
        : nanoseconds % 1_000 == 0
            ? string.Create(CultureInfo.InvariantCulture, $".{nanoseconds / 1_000:000000}")
            : string.Create(CultureInfo.InvariantCulture, $".{nanoseconds:000000000}");

    private static bool TryParseDay(ReadOnlySpan<char> text, out int days)
    {
        days = 0;
        if (text.Length < 10 || text[4] != '-' || text[7] != '-'
            || !TryDigits(text[..4], out var year) || !TryDigits(text[5..7], out var month) || !TryDigits(text[8..10], out var day)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth((int)year, (int)month))
        {
            return false;
        }
        days = new DateOnly((int)year, (int)month, (int)day).DayNumber - EpochDay;
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
