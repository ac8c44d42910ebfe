namespace Kartothek.Core;

/// <summary>The sources of knowledge by which the planner skips files and row groups, in the order in which they are asked.</summary>
/// <remarks>Leaving one out changes what is read, never the rows of the answer; tests rely on that.</remarks>
[Flags]
public enum PruningLayers
{
    /// <summary>Nothing is skipped.</summary>
    None = 0,

    /// <summary>The values in the keys of the files: exact for every row of a file. Costs no request.</summary>
    PartitionKeys = 1,

    /// <summary>Secondary indices: the values that occur in a file, nulls and NaN apart. Costs one request per index used, once per dataset.</summary>
    SecondaryIndices = 2,

    /// <summary>The schema of a file: a column that it lacks is null in all its rows. Known from the footer.</summary>
    Schema = 4,

    /// <summary>Bounds and null counts of a row group. Known from the footer.</summary>
    Statistics = 8,

    /// <summary>
    /// Bounds and null counts of pages, asked when a row group is read: plans show where they are asked, not what they skip. Costs a request per row group that has an index of a
    /// column with conditions.
    /// </summary>
    PageIndex = 16,

    /// <summary>
    /// Bloom filters of row groups, asked when a row group is read: plans show where they are asked, not what they skip. Costs a request per row group that has a filter of a column
    /// which a condition compares with values.
    /// </summary>
    BloomFilters = 32,

    /// <summary>All of them.</summary>
    All = PartitionKeys | SecondaryIndices | Schema | Statistics | PageIndex | BloomFilters,
}
