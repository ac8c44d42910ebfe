using System.Collections.Immutable;

namespace Kartothek.Parquet;

/// <summary>A row group: a run of rows whose columns are stored one after the other.</summary>
public sealed class RowGroup
{
    internal RowGroup(ParquetFooter footer, int ordinal, long firstRow, long rowCount, ImmutableArray<ColumnChunk> chunks)
    {
        Footer = footer;
        Ordinal = ordinal;
        FirstRow = firstRow;
        RowCount = rowCount;
        Chunks = chunks;
    }

    /// <summary>The position in the file.</summary>
    public int Ordinal { get; }

    /// <summary>The number, in the file, of the first row.</summary>
    public long FirstRow { get; }

    /// <summary>Rows.</summary>
    public long RowCount { get; }

    /// <summary>One chunk per leaf, in the order of <see cref="ParquetFooter.Leaves"/>.</summary>
    public ImmutableArray<ColumnChunk> Chunks { get; }

    /// <summary>Bytes of all chunks as they are stored.</summary>
    public long CompressedSize => Chunks.Sum(c => c.Bytes.Length);

    /// <summary>Bytes of all pages before compression.</summary>
    public long TotalByteSize => Chunks.Sum(c => c.UncompressedSize);

    internal ParquetFooter Footer { get; }
}
