using System.Globalization;

namespace Kartothek.Columns;

/// <summary>Unscaled decimals of up to 38 digits.</summary>
internal static class DecimalMath
{
    /// <summary>The largest unscaled value of <see cref="decimal"/>.</summary>
    internal static readonly Int128 MaxDecimal = (Int128.One << 96) - 1;

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

    /// <summary>The unscaled value at another scale; further digits behind the point are cut off.</summary>
    /// <exception cref="OverflowException">Checked, and a digit is lost at either end.</exception>
    internal static Int128 Rescale(Int128 value, int from, int to, bool isChecked)
    {
        if (to >= from)
        {
            if (TryScaleUp(value, to - from, out var scaled)) return scaled;
            if (isChecked) throw new OverflowException();
            return to - from > 38 ? 0 : unchecked(value * Powers[to - from]);
        }

        if (from - to > 38) return isChecked && value != 0 ? throw new OverflowException() : 0;
        var (quotient, remainder) = Int128.DivRem(value, Powers[from - to]);
        return isChecked && remainder != 0 ? throw new OverflowException() : quotient;
    }

    /// <summary>The value itself.</summary>
    /// <exception cref="OverflowException">Checked, and it has too many digits.</exception>
    internal static Int128 Fit(Int128 value, int precision, bool isChecked) =>
        isChecked && !HasDigits(value, precision) ? throw new OverflowException() : value;

    /// <summary>The nearest double, as the conversion of <see cref="decimal"/> has it where the value is one.</summary>
    internal static double ToDouble(Int128 unscaled, int scale) =>
        scale is >= 0 and <= 28 && Int128.Abs(unscaled) <= MaxDecimal
            ? (double)ToDecimal(unscaled, scale)
            : (double)unscaled / Math.Pow(10, scale);

    /// <summary>A value of at most 96 bits and a scale from 0 to 28.</summary>
    internal static decimal ToDecimal(Int128 unscaled, int scale)
    {
        var magnitude = (UInt128)Int128.Abs(unscaled);
        return new((int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), unscaled < 0, (byte)scale);
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
