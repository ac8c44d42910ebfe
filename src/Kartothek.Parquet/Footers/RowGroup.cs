using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>A row group: a run of rows whose columns are stored one after the other. Immutable, and safe for use by several threads.</summary>
/// <remarks>
/// All chunks are checked when the footer is read, but only those that somebody asks for become objects: of thousands of footers that are kept, most columns
/// are never looked at, and the garbage collector would copy them again and again.
/// </remarks>
public sealed class RowGroup
{
    private readonly int[] _chunkStarts;
    private ColumnChunk?[]? _chunks;

    internal RowGroup(ParquetFooter footer, int ordinal, long firstRow, long rowCount, int[] chunkStarts)
    {
        Footer = footer;
        Ordinal = ordinal;
        FirstRow = firstRow;
        RowCount = rowCount;
        _chunkStarts = chunkStarts;
    }

    /// <summary>The position in the file.</summary>
    public int Ordinal { get; }

    /// <summary>The number, in the file, of the first row.</summary>
    public long FirstRow { get; }

    /// <summary>Rows.</summary>
    public long RowCount { get; }

    /// <summary>One chunk per leaf, in the order of <see cref="ParquetFooter.Leaves"/>.</summary>
    internal ImmutableArray<ColumnChunk> Chunks => [.. ChunksOf(0, _chunkStarts.Length)];

    /// <summary>Bytes of all chunks as they are stored.</summary>
    public long CompressedSize => Chunks.Sum(c => c.Bytes.Length);

    /// <summary>The most bytes that a <see cref="RowGroupScan"/> asks for: chunks close to each other are read together with what lies between them. Costs no request.</summary>
    /// <param name="conditions">The columns of the conjuncts, which are read first. Columns that the file lacks count nothing.</param>
    /// <param name="others">The columns that are read when a row satisfies the conjuncts; those of the conjuncts aren't read again.</param>
    public long BytesToScan(IEnumerable<string> conditions, IEnumerable<string> others)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        ArgumentNullException.ThrowIfNull(others);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return BytesToRead(conditions, seen) + BytesToRead(others, seen);
    }

    /// <summary>Bytes of all pages before compression.</summary>
    public long TotalByteSize => Chunks.Sum(c => c.UncompressedSize);

    internal ParquetFooter Footer { get; }

    /// <summary>The chunk of a flat column; null where the file has no such column, or it is nested.</summary>
    internal ColumnChunk? Chunk(string column) => ChunksOf(column) is [{ Leaf.IsFlat: true } chunk] ? chunk : null;

    /// <summary>The chunks of all leaves below a column, in schema order; none where the file has no such column.</summary>
    internal ReadOnlySpan<ColumnChunk> ChunksOf(string column)
    {
        var ordinal = Footer.Schema.IndexOf(column);
        if (ordinal < 0)
            return [];
        var node = Footer.Tree.Columns[ordinal];
        return ChunksOf(node.FirstLeaf, node.LeafCount);
    }

    /// <summary>The chunk of a leaf by its path, as in <see cref="LeafColumn.Path"/>; null where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal ColumnChunk? Chunk(ReadOnlySpan<string> path)
    {
        foreach (var chunk in Chunks)
        {
            if (chunk.Leaf.Path.AsSpan().SequenceEqual(path))
                return chunk;
        }
        return null;
    }

    /// <summary>What the statistics say of the values of a flat column, as far as they can be trusted.</summary>
    /// <remarks>
    /// Never wrong about a row, and often less than the footer holds: bounds are dropped where the writer is known to have got them wrong, where their order isn't
    /// defined, or where they contradict themselves. A missing null count is unknown, unless the column is required. Costs no request.
    /// </remarks>
    /// <returns>Null where the file has no such column, or it is nested, or encrypted.</returns>
    public ValueRange? Range(string column) => Chunk(column) is { IsEncrypted: false } chunk ? StatisticsDecoder.Decode(Footer, this, chunk) : null;

    /// <summary>Whether each page of a flat column may hold codes of a dictionary, as far as the footer tells: a <see cref="RowGroupScan"/> asks the dictionary before rows. Costs no request.</summary>
    public bool MayHoldOnlyCodes(string column) => Chunk(column) is { IsEncrypted: false, HasOnlyCodes: not false };

    /// <summary>The chunk of a leaf: always the same object.</summary>
    internal ColumnChunk ChunkAt(int leaf)
    {
        var chunks = _chunks ?? Interlocked.CompareExchange(ref _chunks, new ColumnChunk?[_chunkStarts.Length], null) ?? _chunks;
        return Volatile.Read(ref chunks[leaf])
            ?? Interlocked.CompareExchange(ref chunks[leaf], Footer.ReadChunk(_chunkStarts[leaf], leaf), null)
            ?? chunks[leaf]!;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private long BytesToRead(IEnumerable<string> columns, HashSet<string> seen)
    {
        var chunks = new List<ColumnChunk>();
        foreach (var column in columns)
        {
            if (seen.Add(column))
                chunks.AddRange(ChunksOf(column));
        }
        return ChunkMemory.BytesToRead(chunks);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ReadOnlySpan<ColumnChunk> ChunksOf(int firstLeaf, int count)
    {
        for (var i = 0; i < count; i++)
            ChunkAt(firstLeaf + i);
        return _chunks.AsSpan(firstLeaf, count)!;
    }
}
