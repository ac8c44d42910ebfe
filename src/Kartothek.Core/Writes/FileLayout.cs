using System.Collections.Immutable;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>How rows are laid out in data files. Immutable.</summary>
/// <remarks>
/// None of this is recorded in the dataset, and readers need none of it: files of different layouts live side by side. Rows of one file come from one
/// combination of partition values (and bucket), in the order in which they came unless they are sorted.
/// </remarks>
public sealed record FileLayout
{
    /// <summary>The columns that each file is sorted by, ascending: null and NaN last, text by its UTF-8 bytes, rows that are equal in the order in which they came. None keeps the order.</summary>
    /// <remarks>
    /// Each file is sorted in itself, so that statistics rule out most of its row groups; files aren't sorted against each other. Rows are held in memory
    /// until their file is complete, so <see cref="BufferBytes"/> bounds the length of sorted files, too.
    /// </remarks>
    public ImmutableArray<string> SortBy { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The columns whose hash tells the bucket of a row; none means all columns. Counts only where <see cref="Buckets"/> is more than 1.</summary>
    public ImmutableArray<string> BucketBy { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The number of buckets: files per combination of partition values. The bucket is pandas' row hash modulo this number, as Kartothek's shuffle has it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int Buckets
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1;

    /// <summary>The most rows of a row group.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public int RowGroupRows
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 131_072;

    /// <summary>The codec of the pages.</summary>
    public Compression Compression { get; init; } = Compression.Snappy;

    /// <summary>The level of the codec, or null for its default; an error for a codec that has none.</summary>
    public int? Level { get; init; }

    /// <summary>The size at which a file is ended and the next one begun. A file is longer by up to a row group.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public long TargetFileBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 512L << 20;

    /// <summary>About how many bytes of rows wait in memory, over all files that are being written. Where there are more, the file that holds most ends its row group early, and where it must, its file.</summary>
    /// <remarks>A write with very many combinations of partition values makes small row groups, then small files, rather than run out of memory; compaction puts them together.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public long BufferBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 256L << 20;

    /// <summary>Whether files have a page index: bounds per page of about 20,000 rows. Python ignores it.</summary>
    public bool PageIndex { get; init; }

    /// <summary>The columns that have a bloom filter in each row group. Python ignores it.</summary>
    public ImmutableArray<string> BloomFilters { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Whether NaN is written as NaN. Python takes NaN and null for the same, and can't filter a column with NaN in its files; so NaN is written as null by default.</summary>
    public bool KeepsNaN { get; init; }

    /// <summary>Whether timestamps in nanoseconds stay in nanoseconds. By default they are written in microseconds as Python does, and one that isn't a whole number of them is an error.</summary>
    public bool KeepsNanoseconds { get; init; }
}
