using System.Globalization;

namespace Kartothek.Core;

/// <summary>Decimals as Python prints them: <c>-1.50</c>.</summary>
internal static class DecimalText
{
    /// <summary>The unscaled value of a text; false where it has more digits than the type, except zeros at the end.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, int precision, int scale, out Int128 unscaled)
    {
        unscaled = 0;
        var isNegative = text.StartsWith("-");
        text = text.Length > 0 && text[0] is '-' or '+' ? text[1..] : text;
        var point = text.IndexOf('.');
        var digits = 0;
        var behindPoint = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (i == point)
            {
                continue;
            }
            if (!char.IsAsciiDigit(text[i]) || (point >= 0 && i > point && ++behindPoint > scale && text[i] != '0'))
            {
                return false;
            }
            if (behindPoint > scale)
            {
                continue;
            }
            digits += digits > 0 || text[i] != '0' ? 1 : 0;
            if (digits > precision)
            {
                return false;
            }
            unscaled = unscaled * 10 + (text[i] - '0');
        }
        for (; behindPoint < scale; behindPoint++)
        {
            digits += digits > 0 ? 1 : 0;
            if (digits > precision)
            {
                return false;
            }
            unscaled *= 10;
        }
        unscaled = isNegative ? -unscaled : unscaled;
        return text.Length > 0 && text is not ".";
    }

    /// <summary>An unscaled value with its point.</summary>
    public static string Format(Int128 unscaled, int scale)
    {
        if (scale <= 0)
        {
            return unscaled.ToString(CultureInfo.InvariantCulture) + (unscaled == 0 ? "" : new string('0', -scale));
        }
        var sign = unscaled < 0 ? "-" : "";
        var digits = Int128.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return $"{sign}{digits[..^scale]}.{digits[^scale..]}";
    }
}
