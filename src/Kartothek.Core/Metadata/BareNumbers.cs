namespace Kartothek.Core;

/// <summary>
/// Puts quotes around <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> where they stand as values in a text that is JSON otherwise.
/// </summary>
internal static class BareNumbers
{
    /// <summary>The text with quotes, or null where there is no such value.</summary>
    public static byte[]? Quote(ReadOnlySpan<byte> json)
    {
        var result = new MemoryStream(json.Length + 64);
        var copied = 0;
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] == '"')
            {
                i = EndOfText(json, i);
                continue;
            }
            var length = LengthAt(json[i..]);
            if (length > 0)
            {
                result.Write(json[copied..i]);
                result.WriteByte((byte)'"');
                result.Write(json.Slice(i, length));
                result.WriteByte((byte)'"');
                copied = i + length;
                i = copied - 1;
            }
        }
        if (copied == 0)
        {
            return null;
        }
        result.Write(json[copied..]);
        return result.ToArray();
    }

    private static int LengthAt(ReadOnlySpan<byte> rest) =>
        rest.StartsWith("NaN"u8) ? 3 : rest.StartsWith("Infinity"u8) ? 8 : rest.StartsWith("-Infinity"u8) ? 9 : 0;

    private static int EndOfText(ReadOnlySpan<byte> json, int start)
    {
        var i = start + 1;
        while (i < json.Length && json[i] != '"')
        {
            i += json[i] == '\\' ? 2 : 1;
        }
        return i;
    }
}
