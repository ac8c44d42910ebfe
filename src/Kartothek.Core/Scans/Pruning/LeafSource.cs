namespace Kartothek.Core;

/// <summary>Which source of knowledge can judge a part of a predicate for whole files.</summary>
internal enum LeafSource
{
    /// <summary>None: it needs the rows or their statistics.</summary>
    Rows,

    /// <summary>The values in the keys of the files.</summary>
    PartitionKeys,

    /// <summary>One secondary index.</summary>
    SecondaryIndex,
}
