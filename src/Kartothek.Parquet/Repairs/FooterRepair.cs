using System.Buffers;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Mends footers whose statistics aren't true, or are missing.</summary>
public static class FooterRepair
{
    private const int CopyBytes = 4 * 1024 * 1024;

    /// <summary>Writes a file anew with the same pages and a footer whose statistics are computed from them.</summary>
    /// <remarks>
    /// Needed where a chunk has no statistics or no null count, or where what they say isn't so; bounds that are only missing or wide aren't touched then either.
    /// Everything but statistics, column orders and <c>created_by</c> stays, and so do the places of pages; bounds of pages (the column index) are left out, since they may be
    /// as untrue. Reads each row group once or twice, and the whole file once more when it is written.
    /// </remarks>
    /// <param name="source">The file.</param>
    /// <param name="sink">Takes the new file; nothing is written to it where nothing needs to change.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>Whether a new file was written.</returns>
    /// <exception cref="KartothekException">The file is damaged beyond its statistics (<see cref="ErrorKind.Corrupt"/>), or in a form that can't be read (<see cref="ErrorKind.NotSupported"/>).</exception>
    public static async ValueTask<bool> RepairAsync(IByteSource source, IByteSink sink, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(sink);
        var footer = await ParquetFooter.ReadAsync(source, cancellationToken: cancellationToken).ConfigureAwait(false);
        var statistics = new List<WrittenStatistics[]>();
        using var buffers = new ScanBuffers();
        foreach (var group in footer.RowGroups)
            statistics.Add(await ComputeAsync(source, group, buffers, cancellationToken).ConfigureAwait(false));
        if (!IsWanting(footer, statistics) && (await StatisticsCheck.FindUntrueAsync(source, footer, cancellationToken).ConfigureAwait(false)).IsEmpty)
            return false;
        var end = footer.FileLength - 8 - footer.FooterLength;
        var old = new byte[footer.FooterLength];
        await source.ReadAsync(end, old, cancellationToken).ConfigureAwait(false);
        await CopyAsync(source, sink, end, cancellationToken).ConfigureAwait(false);
        var patched = new CompactWriter();
        patched.Raw(new FooterPatch(footer, old, statistics).Apply().Span);
        patched.RawInt32(patched.Length);
        patched.Raw("PAR1"u8);
        await sink.WriteAsync(patched.Bytes, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Whether a chunk says too little, or of a nested column something else than is so; flat ones are compared elsewhere.</summary>
    private static bool IsWanting(ParquetFooter footer, List<WrittenStatistics[]> statistics)
    {
        foreach (var group in footer.RowGroups)
        {
            for (var leaf = 0; leaf < footer.Leaves.Length; leaf++)
            {
                var stated = group.ChunkAt(leaf).Statistics;
                var actual = statistics[group.Ordinal][leaf];
                if (stated.NullCount is not { } nulls)
                    return true;
                if (footer.Leaves[leaf].IsFlat)
                    continue;
                var hasBounds = stated.Min.Exists && stated.Max.Exists && actual.Min is not null && actual.Max is not null;
                if (nulls != actual.NullCount || (hasBounds && !(footer.Slice(stated.Min).SequenceEqual(actual.Min) && footer.Slice(stated.Max).SequenceEqual(actual.Max))))
                    return true;
            }
        }
        return false;
    }

    private static async ValueTask<WrittenStatistics[]> ComputeAsync(IByteSource source, RowGroup group, ScanBuffers buffers, CancellationToken cancellationToken)
    {
        var file = group.Footer.FileName;
        var result = new WrittenStatistics[group.Footer.Leaves.Length];
        for (var leaf = 0; leaf < result.Length; leaf++)
        {
            var chunk = group.ChunkAt(leaf);
            ScanColumnSet.CheckReadable(file, chunk);
            using var memory = new ChunkMemory(source, buffers, inPieces: false);
            await memory.ReadAsync([chunk], null, cancellationToken).ConfigureAwait(false);
            using var reader = ColumnReaders.Create(new ChunkContext(file, chunk, group.FirstRow, group.RowCount, buffers), chunk.Leaf.Type, keepsCodes: false);
            reader.Open(memory[chunk]);
            try
            {
                result[leaf] = LeafBounds.Of(reader.ReadLeaf(chunk.Leaf.Type.Kind == ColumnKind.Null ? new NullLeafValues(chunk.Leaf.Type) : LeafValues.Create(chunk.Leaf.Type)));
            }
            catch (PageFormatException e)
            {
                throw ParquetErrors.Chunk(file, chunk.Leaf.Name, e.Message, e);
            }
        }
        return result;
    }

    private static async ValueTask CopyAsync(IByteSource source, IByteSink sink, long end, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(CopyBytes);
        for (var offset = 0L; offset < end;)
        {
            var part = buffer.AsMemory(0, (int)Math.Min(CopyBytes, end - offset));
            await source.ReadAsync(offset, part, cancellationToken).ConfigureAwait(false);
            await sink.WriteAsync(part, cancellationToken).ConfigureAwait(false);
            offset += part.Length;
        }
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
