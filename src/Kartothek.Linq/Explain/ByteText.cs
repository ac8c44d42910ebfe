using System.Globalization;

namespace Kartothek.Linq;

/// <summary>Prints numbers of bytes, in units of 1,000: <c>84.2 MB</c>.</summary>
internal static class ByteText
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB", "PB", "EB"];

    /// <summary>The number with three digits or so; bytes exactly.</summary>
    public static string Print(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        while (value >= 999.95 && unit < Units.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        return $"{value.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture)} {Units[unit]}";
    }
}
