namespace Kartothek.Core;

/// <summary>How far a verification looks. Each depth includes those before it.</summary>
public enum VerifyDepth
{
    /// <summary>Every object that the header refers to exists; keys, labels and partition columns agree. One listing.</summary>
    Keys,

    /// <summary>Every data file has a readable footer whose columns agree with <c>_common_metadata</c>, which has our form. One request per file more.</summary>
    Schemas,

    /// <summary>Every secondary index holds exactly what the files hold. Reads the indexed columns of all files.</summary>
    Indices,

    /// <summary>Every row group's bounds and null counts are true. Reads all files.</summary>
    Statistics,
}
