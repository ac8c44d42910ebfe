namespace Kartothek.Parquet.Tests;

/// <summary>Reads the bloom filter of a chunk.</summary>
internal static class BloomFilterReader
{
    /// <summary>More than a header takes.</summary>
    private const int HeaderBytes = 64;

    /// <summary>Reads the filter: one request, or two where the footer doesn't say how long it is.</summary>
    /// <returns>Null where the chunk has none, or one of another kind than split blocks of XXH64, uncompressed.</returns>
    public static async ValueTask<SplitBlockFilter?> ReadAsync(IByteSource source, ColumnChunk chunk, CancellationToken cancellationToken = default)
    {
        var range = chunk.BloomFilter;
        if (!range.Exists)
            return null;
        var head = new byte[Math.Min(HeaderBytes, range.Length)];
        await source.ReadAsync(range.Offset, head, cancellationToken).ConfigureAwait(false);
        if (!TryReadHeader(head, out var headerBytes, out var bits) || headerBytes + (long)bits > range.Length)
            return null;
        var bytes = new byte[bits];
        await source.ReadAsync(range.Offset + headerBytes, bytes, cancellationToken).ConfigureAwait(false);
        return SplitBlockFilter.Load(bytes);
    }

    private static bool TryReadHeader(ReadOnlySpan<byte> head, out int headerBytes, out int bits)
    {
        (headerBytes, bits) = (0, -1);
        try
        {
            var reader = new CompactReader(head);
            var isKnown = true;
            for (short field = 0; reader.NextField(ref field, out var type);)
            {
                if (field == 1)
                {
                    bits = reader.ReadInt32(type);
                    continue;
                }
                // Algorithm, hash and compression: a union whose first choice is the only one that there is so far.
                reader.ReadStruct(type);
                for (short choice = 0; reader.NextField(ref choice, out var inner);)
                {
                    isKnown &= choice == 1;
                    reader.Skip(inner);
                }
            }
            headerBytes = reader.Position;
            return isKnown && bits > 0;
        }
        catch (CompactFormatException)
        {
            return false;
        }
    }
}
