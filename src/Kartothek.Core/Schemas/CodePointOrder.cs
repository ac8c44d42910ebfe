namespace Kartothek.Core;

/// <summary>The order of Python's text: by code points, which differs from that of UTF-16 where a surrogate pair meets U+E000 to U+FFFF.</summary>
internal static class CodePointOrder
{
    /// <summary>Less than 0, 0 or more than 0.</summary>
    public static int Compare(string left, string right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length - right.Length;
        }
        // The first units that differ decide: in one pair they are both halves of surrogates, or only one of them is.
        var (l, r) = (left[common], right[common]);
        return char.IsSurrogate(l) == char.IsSurrogate(r) ? l - r : char.IsSurrogate(l) ? 1 : -1;
    }
}
