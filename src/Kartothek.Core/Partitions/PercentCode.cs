using System.Buffers;
using System.Text;

namespace Kartothek.Core;

/// <summary>
/// The percent-encoding of column names and values in keys (format.md 1.4): UTF-8 bytes, upper-case digits, a space is <c>%20</c>.
/// </summary>
/// <remarks>
/// Not the encoding of URIs or forms: <c>-._~/</c>, ASCII letters and digits stay, everything else is encoded, and a plus is a plus.
/// </remarks>
internal static class PercentCode
{
    private static readonly SearchValues<byte> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/"u8);

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Encodes text as Python does, which leaves a slash as it is.</summary>
    public static string Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Encode(StrictUtf8.GetBytes(text));
    }

    /// <summary>Encodes bytes as Python does, which leaves a slash as it is.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) => Encode(bytes, keepsSlash: true);

    /// <summary>
    /// Encodes a partition value so that it is read back whole: a slash becomes <c>%2F</c>, which Python decodes although it doesn't
    /// write it.
    /// </summary>
    public static string EncodeValue(ReadOnlySpan<byte> bytes) => Encode(bytes, keepsSlash: false);

    /// <summary>Decodes to bytes: <c>%XX</c> with digits of either case is a byte, everything else is itself, a lone percent sign too.</summary>
    public static byte[] DecodeBytes(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        var length = Encoding.UTF8.GetBytes(text, bytes);
        var written = 0;
        for (var i = 0; i < length; i++)
        {
            if (bytes[i] == '%' && i + 2 < length && Digit(bytes[i + 1]) is >= 0 and var high && Digit(bytes[i + 2]) is >= 0 and var low)
            {
                bytes[written++] = (byte)(high << 4 | low);
                i += 2;
            }
            else
            {
                bytes[written++] = bytes[i];
            }
        }
        return bytes[..written];
    }

    /// <summary>Decodes to text; false where the bytes aren't UTF-8.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, out string decoded)
    {
        if (!text.Contains('%'))
        {
            decoded = text.ToString();
            return true;
        }
        var bytes = DecodeBytes(text);
        var isText = System.Text.Unicode.Utf8.IsValid(bytes);
        decoded = isText ? Encoding.UTF8.GetString(bytes) : "";
        return isText;
    }

    private static string Encode(ReadOnlySpan<byte> bytes, bool keepsSlash)
    {
        var text = new StringBuilder(bytes.Length + 16);
        foreach (var b in bytes)
        {
            if (Unreserved.Contains(b) && (keepsSlash || b != '/'))
            {
                text.Append((char)b);
            }
            else
            {
                text.Append('%').Append("0123456789ABCDEF"[b >> 4]).Append("0123456789ABCDEF"[b & 15]);
            }
        }
        return text.ToString();
    }

    private static int Digit(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        _ => -1,
    };
}
