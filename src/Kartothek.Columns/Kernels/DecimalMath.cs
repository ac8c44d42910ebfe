using System.Globalization;

namespace Kartothek.Columns;

/// <summary>Unscaled decimals of up to 38 digits.</summary>
internal static class DecimalMath
{
    private static readonly Int128[] Powers = MakePowers();

    /// <summary>10 to the power of 0 to 38.</summary>
    internal static Int128 Power(int exponent) => Powers[exponent];

    /// <summary>Whether a value has at most that many digits.</summary>
    internal static bool HasDigits(Int128 value, int precision) => value < Powers[precision] && value > -Powers[precision];

    /// <summary>Multiplies by a power of ten; false where that leaves 128 bits.</summary>
    internal static bool TryScaleUp(Int128 value, int digits, out Int128 scaled)
    {
        scaled = 0;
        if (value == 0) return true;
        if (digits > 38) return false;
        var power = Powers[digits];
        if (value > Int128.MaxValue / power || value < Int128.MinValue / power) return false;
        scaled = value * power;
        return true;
    }

    /// <summary>The value with its point: <c>-12.30</c>.</summary>
    internal static string Print(Int128 unscaled, int scale)
    {
        if (scale <= 0) return (unscaled.ToString(CultureInfo.InvariantCulture) + (unscaled == 0 ? "" : new string('0', -scale)));
        var isNegative = unscaled < 0;
        var digits = unscaled.ToString(CultureInfo.InvariantCulture)[(isNegative ? 1 : 0)..].PadLeft(scale + 1, '0');
        return $"{(isNegative ? "-" : "")}{digits[..^scale]}.{digits[^scale..]}";
    }

    private static Int128[] MakePowers()
    {
        var powers = new Int128[39];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++) powers[i] = powers[i - 1] * 10;
        return powers;
    }
}
