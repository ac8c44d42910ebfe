using System.Collections.Immutable;

namespace Kartothek.Parquet;

/// <summary>How a Parquet file is written. What isn't said here is decided by the values: which encoding, dictionary or not.</summary>
public sealed record ParquetWriteOptions
{
    /// <summary>The defaults: Snappy, row groups of 131,072 rows.</summary>
    public static ParquetWriteOptions Default { get; } = new();

    /// <summary>The codec of all pages.</summary>
    public Compression Compression { get; init; } = Compression.Snappy;

    /// <summary>The codec's level, within the range that <see cref="Parquet.Compression"/> names; null for its default. Snappy has none.</summary>
    public int? Level { get; init; }

    /// <summary>The most rows of a row group. A row group also ends where it would hold more than half a gigabyte.</summary>
    public int RowGroupRows { get; init; } = 131_072;

    /// <summary>The most rows of a data page. A page also ends at about a mebibyte.</summary>
    public int PageRows { get; init; } = 20_000;

    /// <summary>What the rows of each row group are sorted by.</summary>
    public ImmutableArray<SortingColumn> SortedBy { get; init; } = [];

    /// <summary>Key-value metadata of the footer, in order.</summary>
    public ImmutableArray<KeyValuePair<string, string>> KeyValues { get; init; } = [];

    /// <summary>Whether bounds and places of pages are written (Parquet's column and offset index).</summary>
    public bool PageIndex { get; init; }

    /// <summary>The flat columns that get a bloom filter, with at most one false positive in a hundred.</summary>
    public ImmutableArray<string> BloomFilters { get; init; } = [];

    /// <summary>Whether NaN is written as NaN. Otherwise it is written as null: Python knows no NaN beside null.</summary>
    public bool KeepsNaN { get; init; }
}
