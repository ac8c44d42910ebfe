using System.Collections.Immutable;

namespace Kartothek.Parquet;

/// <summary>Finds the pages of a flat chunk that has no offset index, from their headers: a small request for each, for sources where that costs next to nothing.</summary>
internal sealed class PageWalk(IByteSource source, ColumnChunk chunk)
{
    private const int ReadBytes = 4096;

    // Fewer would hardly be a whole header.
    private const int LeastBytes = 64;

    private byte[] _bytes = [];
    private long _start;
    private int _count;

    /// <summary>The pages; null where the headers contradict each other or the row group, which who reads the chunk finds out.</summary>
    public async ValueTask<PagePlaces?> FindAsync(long rowCount, CancellationToken cancellationToken)
    {
        var pages = ImmutableArray.CreateBuilder<(FileRange, RowRange)>();
        var (position, row) = (chunk.Bytes.Offset, 0L);
        try
        {
            while (position < chunk.Bytes.End && row <= rowCount)
            {
                var header = await HeaderAsync(position, cancellationToken).ConfigureAwait(false);
                var length = (long)header.HeaderBytes + header.CompressedBytes;
                if (header is { IsData: true, ValueCount: > 0 })
                {
                    pages.Add((new FileRange(position, length), new RowRange(row, row + header.ValueCount)));
                    row += header.ValueCount;
                }
                else if (header.Kind == PageKind.Dictionary && pages.Count > 0)
                {
                    return null;
                }
                position += length;
            }
        }
        catch (PageFormatException)
        {
            return null;
        }
        return row != rowCount || pages.Count == 0 ? null
            : new PagePlaces(new FileRange(chunk.Bytes.Offset, pages[0].Item1.Offset - chunk.Bytes.Offset), pages.ToImmutable());
    }

    private async ValueTask<PageHeader> HeaderAsync(long position, CancellationToken cancellationToken)
    {
        var left = chunk.Bytes.End - position;
        for (var length = Math.Min(left, ReadBytes); ; length = Math.Min(left, 2 * length))
        {
            if (TryRead(position, left, out var header))
                return header;
            if (_bytes.Length < length)
                _bytes = GC.AllocateUninitializedArray<byte>((int)length);
            (_start, _count) = (position, (int)length);
            await source.ReadAsync(position, _bytes.AsMemory(0, _count), cancellationToken).ConfigureAwait(false);
        }
    }

    private bool TryRead(long position, long left, out PageHeader header)
    {
        var here = _start + _count - position;
        if (position >= _start && here >= Math.Min(left, LeastBytes))
            return PageHeader.TryRead(_bytes.AsSpan((int)(position - _start), (int)here), left, out header);
        header = default;
        return false;
    }
}
