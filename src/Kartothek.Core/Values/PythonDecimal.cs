using System.Globalization;

namespace Kartothek.Core;

/// <summary>Decimals as Python's <c>str</c> prints them: like <c>1.50</c>, and with an exponent where more than five zeros would follow the point.</summary>
internal static class PythonDecimal
{
    /// <summary>The text of a decimal.</summary>
    /// <param name="unscaled">Its digits.</param>
    /// <param name="scale">How many of them are behind the point.</param>
    public static string Format(Int128 unscaled, int scale)
    {
        var sign = unscaled < 0 ? "-" : "";
        var digits = UInt128.CreateChecked(Int128.Abs(unscaled)).ToString(CultureInfo.InvariantCulture);
        var left = digits.Length - scale;
        var isPositional = scale >= 0 && left > -6;
        var point = isPositional ? left : 1;
        var text = point <= 0 ? "0." + new string('0', -point) + digits
            : point >= digits.Length ? digits.PadRight(point, '0')
            : digits[..point] + "." + digits[point..];
        var exponent = left == point ? "" : "E" + (left - point).ToString("+0;-0", CultureInfo.InvariantCulture);
        return sign + text + exponent;
    }
}
