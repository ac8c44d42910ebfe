using System.Text;

namespace Kartothek.Parquet;

/// <summary>Shortens long bounds of texts and binary values so that they stay bounds.</summary>
/// <remarks>
/// A prefix sorts before what it was cut from. An upper bound is cut and its last unit counted up: bytes in binary values; characters in texts, so that the
/// bound is text again, and since characters sort by number in UTF-8 as they do in themselves, it sorts behind every text with the old prefix.
/// </remarks>
internal static class BoundCut
{
    /// <summary>A lower bound of at most so many bytes.</summary>
    public static byte[] Min(ReadOnlySpan<byte> value, int length, bool isText) => value.Length <= length ? value.ToArray() : Prefix(value, length, isText).ToArray();

    /// <summary>An upper bound of at most so many bytes; null where there is none so short.</summary>
    public static byte[]? Max(ReadOnlySpan<byte> value, int length, bool isText)
    {
        if (value.Length <= length)
            return value.ToArray();
        var prefix = Prefix(value, length, isText);
        return isText ? TextAbove(prefix, length) : BytesAbove(prefix);
    }

    private static ReadOnlySpan<byte> Prefix(ReadOnlySpan<byte> value, int length, bool isText)
    {
        // Back to the start of a character; what isn't UTF-8 is cut anywhere.
        for (var end = length; isText && end > length - 4; end--)
        {
            if ((value[end] & 0xC0) != 0x80)
                return value[..end];
        }
        return value[..length];
    }

    private static byte[]? BytesAbove(ReadOnlySpan<byte> prefix)
    {
        var end = prefix.LastIndexOfAnyExcept((byte)0xFF);
        if (end < 0)
            return null;
        var above = prefix[..(end + 1)].ToArray();
        above[end]++;
        return above;
    }

    private static byte[]? TextAbove(ReadOnlySpan<byte> prefix, int length)
    {
        if (!System.Text.Unicode.Utf8.IsValid(prefix))
            return BytesAbove(prefix);
        while (!prefix.IsEmpty)
        {
            Rune.DecodeLastFromUtf8(prefix, out var last, out var consumed);
            prefix = prefix[..^consumed];
            var next = last.Value == 0xD7FF ? 0xE000 : last.Value + 1;
            if (next > 0x10FFFF || prefix.Length + new Rune(next).Utf8SequenceLength > length)
                continue;
            var above = new byte[prefix.Length + new Rune(next).Utf8SequenceLength];
            prefix.CopyTo(above);
            new Rune(next).EncodeToUtf8(above.AsSpan(prefix.Length));
            return above;
        }
        return null;
    }
}
