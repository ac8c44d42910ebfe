
namespace Kartothek.Columns;

/// <summary>Compares UTF-8 text in the order of its UTF-16 code units, as ordinal comparison of strings does.</summary>
/// <remarks>
/// The orders of UTF-8 and UTF-16 agree except where a supplementary character (lead byte F0 to F4, in UTF-16 a surrogate D800 to DFFF)
/// meets a character from U+E000 to U+FFFF (lead byte EE or EF): bytes put the supplementary one last, code units first. Two different characters
/// differ at their lead bytes in that case, so looking at the first differing bytes is enough: a continuation byte is never EE or above.
/// </remarks>
internal static class Utf8Order
{
    /// <summary>Less than 0, 0 or more than 0, as <see cref="string.CompareOrdinal(string, string)"/> of the two texts has it.</summary>
    internal static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var common = left.CommonPrefixLength(right);
        if (common == left.Length || common == right.Length) return left.Length - right.Length;
        int l = left[common], r = right[common];
        if ((l >= 0xEE) & (r >= 0xEE) && l >= 0xF0 != r >= 0xF0) return r - l;
        return l - r;
    }

    /// <summary>Whether a string has no lone surrogate, so that it has a UTF-8 form at all.</summary>
    internal static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }

        return true;
    }
}
