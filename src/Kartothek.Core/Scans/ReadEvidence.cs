namespace Kartothek.Core;

/// <summary>What is asked about a row group when its turn to be read comes; plans tell where it is asked, not what it will say.</summary>
public enum ReadEvidence
{
    /// <summary>A bloom filter: which values a column lacks for certain.</summary>
    BloomFilter,

    /// <summary>The page index: bounds and null counts of pages.</summary>
    PageIndex,

    /// <summary>A dictionary: all values of a column of which each page holds codes.</summary>
    Dictionary,
}
