namespace Kartothek.Parquet;

/// <summary>The order that the statistics of a leaf follow by its type.</summary>
internal enum ValueOrder : byte
{
    /// <summary>None is defined: min and max mean nothing.</summary>
    Undefined,

    /// <summary>Signed comparison of numbers; what the deprecated min and max always used.</summary>
    Signed,

    /// <summary>Unsigned comparison of integers or of bytes.</summary>
    Unsigned,
}
