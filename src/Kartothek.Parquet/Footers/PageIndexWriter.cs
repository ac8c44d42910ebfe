namespace Kartothek.Parquet;

/// <summary>Writes the column index (bounds of each page) and the offset index (place and first row of each page) of a chunk.</summary>
internal static class PageIndexWriter
{
    /// <summary>The column index; false where the chunk's order isn't defined, or a page's bounds aren't known: it can't say so of one page only.</summary>
    public static bool WriteColumnIndex(CompactWriter writer, WrittenChunk chunk)
    {
        writer.Clear();
        foreach (var page in chunk.Pages)
        {
            if (!page.IsAllNull && (page.Statistics.Min is null || page.Statistics.Max is null))
                return false;
        }
        writer.List(1, CompactType.True, chunk.Pages.Length);
        foreach (var page in chunk.Pages)
            writer.BooleanElement(page.IsAllNull);
        writer.List(2, CompactType.Binary, chunk.Pages.Length);
        foreach (var page in chunk.Pages)
            writer.BinaryElement(page.Statistics.Min);
        writer.List(3, CompactType.Binary, chunk.Pages.Length);
        foreach (var page in chunk.Pages)
            writer.BinaryElement(page.Statistics.Max);
        // Unordered: readers that search by bisection fall back to looking at each page, which is as right in every case.
        writer.Int32(4, 0);
        writer.List(5, CompactType.Int64, chunk.Pages.Length);
        foreach (var page in chunk.Pages)
            writer.NumberElement(page.Statistics.NullCount);
        writer.End();
        return true;
    }

    /// <summary>The offset index.</summary>
    public static void WriteOffsetIndex(CompactWriter writer, WrittenChunk chunk)
    {
        writer.Clear();
        writer.List(1, CompactType.Struct, chunk.Pages.Length);
        foreach (var page in chunk.Pages)
        {
            writer.BeginElement();
            writer.Int64(1, chunk.Offset + chunk.DictionaryBytes + page.Offset);
            writer.Int32(2, page.Length);
            writer.Int64(3, page.FirstRow);
            writer.End();
        }
        writer.End();
    }

    /// <summary>The header of a bloom filter.</summary>
    public static void WriteFilterHeader(CompactWriter writer, SplitBlockFilter filter)
    {
        writer.Clear();
        writer.Int32(1, filter.Bits.Length);
        // Split blocks, XXH64, no compression.
        for (short field = 2; field <= 4; field++)
        {
            writer.Begin(field);
            writer.Empty(1);
            writer.End();
        }
        writer.End();
    }
}
