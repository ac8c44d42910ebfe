namespace Kartothek.Core;

/// <summary>Which of the Python libraries must be able to add rows to a dataset that has a secondary index on a text column (format.md 12.2).</summary>
/// <remarks>
/// No form of such an index lets both: each compares the text type of the index file with its own. Everything else that is written suits both, and
/// both read either form. An update keeps the form that it finds, so this counts where an index is made.
/// </remarks>
public enum PythonTarget
{
    /// <summary>Kartothek, and Plateau up to 4.5: text is <c>string</c>. Plateau 4.6 and later read and delete, but can't add rows.</summary>
    Kartothek,

    /// <summary>Plateau 4.6 and later: text is <c>large_string</c>. Kartothek reads whole tables only, and can't commit.</summary>
    Plateau,
}
