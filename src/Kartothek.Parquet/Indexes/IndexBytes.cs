namespace Kartothek.Parquet;

/// <summary>Ranges of a file in memory, brought by as few requests as it pays.</summary>
internal sealed class IndexBytes
{
    private readonly List<(FileRange Range, byte[] Bytes)> _parts = [];

    /// <summary>The bytes of a range that was asked for.</summary>
    public ReadOnlySpan<byte> this[FileRange range]
    {
        get
        {
            foreach (var (part, bytes) in _parts)
            {
                if (range.Offset >= part.Offset && range.End <= part.End)
                    return bytes.AsSpan((int)(range.Offset - part.Offset), (int)range.Length);
            }
            return default;
        }
    }

    /// <summary>The requests for ranges: close ones together.</summary>
    public static List<FileRange> Requests(List<FileRange> ranges)
    {
        var requests = new List<FileRange>();
        ranges.Sort((left, right) => left.Offset.CompareTo(right.Offset));
        for (var i = 0; i < ranges.Count;)
        {
            var (start, end) = (ranges[i].Offset, ranges[i].End);
            for (i++; i < ranges.Count && ranges[i].Offset - end <= ChunkMemory.MaxGap && Math.Max(end, ranges[i].End) - start <= int.MaxValue / 2; i++)
                end = Math.Max(end, ranges[i].End);
            // What claims so much is no index.
            if (end - start <= int.MaxValue / 2)
                requests.Add(new FileRange(start, end - start));
        }
        return requests;
    }

    /// <summary>Reads ranges.</summary>
    public static async ValueTask<IndexBytes> ReadAsync(IByteSource source, List<FileRange> ranges, CancellationToken cancellationToken)
    {
        var read = new IndexBytes();
        foreach (var range in Requests(ranges))
        {
            var bytes = GC.AllocateUninitializedArray<byte>((int)range.Length);
            await source.ReadAsync(range.Offset, bytes, cancellationToken).ConfigureAwait(false);
            read._parts.Add((range, bytes));
        }
        return read;
    }
}
