
namespace Kartothek.Testing;

/// <summary>The orders of text that matter here.</summary>
public enum TextOrder
{
    /// <summary>UTF-16 code units, as <see cref="string.CompareOrdinal(string, string)"/>: C#'s.</summary>
    Utf16,

    /// <summary>UTF-8 bytes, which is the order of code points: Python's and the files'.</summary>
    Utf8,
}
