namespace Kartothek.Parquet.Tests;

/// <summary>Which rows of a column are null.</summary>
public enum Nulls
{
    /// <summary>The column is required.</summary>
    Required,

    /// <summary>The column may have nulls, but has none.</summary>
    None,

    /// <summary>A row now and then.</summary>
    Some,

    /// <summary>Every row.</summary>
    All,

    /// <summary>Long runs of values and of nulls by turns.</summary>
    Runs,
}
