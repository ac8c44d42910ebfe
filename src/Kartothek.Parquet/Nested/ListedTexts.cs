using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Finds which texts occur in the lists of a column, without putting the lists together: runs of codes are passed over as runs, and levels aren't expanded.</summary>
public static class ListedTexts
{
    /// <summary>The texts in the lists of a row group. One request.</summary>
    /// <param name="source">The file.</param>
    /// <param name="footer">Its footer.</param>
    /// <param name="rowGroup">The row group's ordinal.</param>
    /// <param name="column">The column.</param>
    /// <param name="buffers">Memory for the time of the call.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>
    /// Each text that is an element of a list, at least once, in no order, and no other: entries of a dictionary that no element has are left out. Null where the column isn't a list of text.
    /// </returns>
    /// <exception cref="KartothekException">
    /// The pages are damaged (<see cref="ErrorKind.Corrupt"/>), or encrypted or compressed in a way that isn't supported (<see cref="ErrorKind.NotSupported"/>), or the store failed.
    /// </exception>
    public static async ValueTask<BytesVector?> ReadAsync(
        IByteSource source, ParquetFooter footer, int rowGroup, string column, ScanBuffers buffers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(footer);
        ArgumentNullException.ThrowIfNull(buffers);
        var group = footer.RowGroups[rowGroup];
        if (ChunkOf(footer, group, column) is not { } chunk)
            return null;
        ScanColumnSet.CheckReadable(footer.FileName, chunk);
        using var memory = new ChunkMemory(source, buffers, inPieces: false);
        await memory.ReadAsync([chunk], null, cancellationToken).ConfigureAwait(false);
        return Read(footer, group, chunk, memory, buffers);
    }

    /// <summary>Two texts that the lists of a row group probably hold: the bounds of its statistics, trusted or not. A hint where to look first, and no request.</summary>
    /// <param name="footer">The file's footer.</param>
    /// <param name="rowGroup">The row group's ordinal.</param>
    /// <param name="column">The column.</param>
    /// <param name="least">Empty where there is none.</param>
    /// <param name="greatest">Empty where there is none.</param>
    public static void Guess(ParquetFooter footer, int rowGroup, string column, out ReadOnlySpan<byte> least, out ReadOnlySpan<byte> greatest)
    {
        ArgumentNullException.ThrowIfNull(footer);
        var statistics = ChunkOf(footer, footer.RowGroups[rowGroup], column)?.Statistics ?? new();
        least = footer.Slice(statistics.Min);
        greatest = footer.Slice(statistics.Max);
    }

    private static BytesVector Read(ParquetFooter footer, RowGroup group, ColumnChunk chunk, ChunkMemory memory, ScanBuffers buffers)
    {
        var texts = new DistinctLeafValues(chunk.Leaf.Type);
        using var reader = ColumnReaders.Create(new ChunkContext(footer.FileName, chunk, group.FirstRow, group.RowCount, buffers), ColumnType.String, keepsCodes: false);
        reader.Open(memory[chunk]);
        try
        {
            reader.ReadLeafValues(texts);
        }
        catch (PageFormatException e)
        {
            throw ParquetErrors.Chunk(footer.FileName, chunk.Leaf.Name, e.Message, e);
        }
        return (BytesVector)texts.ToVector();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ColumnChunk? ChunkOf(ParquetFooter footer, RowGroup group, string column) =>
        footer.Schema.TryGet(column, out var field) && field.Type.Kind == ColumnKind.List && group.ChunksOf(column) is [{ Leaf.Type.Kind: ColumnKind.String } chunk] ? chunk : null;
}
