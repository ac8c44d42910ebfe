using System.Globalization;
using System.Text;

namespace Kartothek.Testing;

/// <summary>Partition values as text in keys, as format.md 1.4 and 1.5 describe them; written anew here, so that it can contradict the code under test.</summary>
internal static class KeyText
{
    /// <summary>The quoted text of a value.</summary>
    public static string Of(object value) => Quote(value switch
    {
        bool b => b ? "True" : "False",
        double d => Floating(d),
        float f => Floating(f),
        DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime t => t.ToString(t.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        IFormattable f and not Enum => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    });

    /// <summary>Percent-encodes; a slash too, which Python leaves, and reads either way.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~')
            {
                quoted.Append((char)b);
            }
            else
            {
                quoted.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
            }
        }
        return quoted.ToString();
    }

    private static string Floating(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('.') || text.Contains('E') ? text : text + ".0";
    }
}
