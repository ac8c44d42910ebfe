namespace Kartothek.Core;

/// <summary>How a data file is stored; told by the end of its key.</summary>
public enum FileFormat
{
    /// <summary><c>.parquet</c></summary>
    Parquet,

    /// <summary><c>.csv</c>: UTF-8 text with <c>;</c> between the fields.</summary>
    Csv,

    /// <summary><c>.csv.gz</c>: the same, compressed.</summary>
    CompressedCsv,
}
