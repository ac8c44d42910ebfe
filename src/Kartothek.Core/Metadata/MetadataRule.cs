namespace Kartothek.Core;

/// <summary>How an update of a dataset's user metadata meets what is stored.</summary>
public enum MetadataRule
{
    /// <summary>Each top-level key of the update replaces the stored one as a whole, and null removes it; other keys stay.</summary>
    Replace,

    /// <summary>
    /// As Kartothek's <c>combine_metadata</c> does it: objects are merged key by key, different scalars keep what is stored, lists that differ become null. Nothing can be removed.
    /// </summary>
    Kartothek,

    /// <summary>As Plateau's <c>combine_metadata</c> does it: as Kartothek's, but lists that differ are put one behind the other.</summary>
    Plateau,
}
