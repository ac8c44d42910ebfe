using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Writes the FileMetaData structure.</summary>
internal static class FooterWriter
{
    /// <summary>How we name ourselves in <c>created_by</c>, in the form that readers parse.</summary>
    public static string CreatedBy { get; } = $"kartothek.linq version {typeof(FooterWriter).Assembly.GetName().Version?.ToString(3) ?? "0.0.0"}";

    /// <summary>The structure.</summary>
    public static void Write(CompactWriter writer, Schema schema, int leafCount, IReadOnlyList<WrittenRowGroup> rowGroups, ParquetWriteOptions options, short[] sortingLeaves)
    {
        writer.Clear();
        writer.Int32(1, 2);
        SchemaElementWriter.Write(writer, 2, schema);
        writer.Int64(3, rowGroups.Sum(g => g.RowCount));
        writer.List(4, CompactType.Struct, rowGroups.Count);
        for (var i = 0; i < rowGroups.Count; i++)
            Write(writer, rowGroups[i], i, options, sortingLeaves);
        WriteKeyValues(writer, options.KeyValues);
        writer.Text(6, CreatedBy);
        WriteColumnOrders(writer, leafCount);
        writer.End();
    }

    /// <summary>Each leaf's bounds follow the order of its type.</summary>
    public static void WriteColumnOrders(CompactWriter writer, int leafCount)
    {
        writer.List(7, CompactType.Struct, leafCount);
        for (var i = 0; i < leafCount; i++)
        {
            writer.BeginElement();
            writer.Empty(1);
            writer.End();
        }
    }

    private static void WriteKeyValues(CompactWriter writer, ImmutableArray<KeyValuePair<string, string>> keyValues)
    {
        if (keyValues.IsDefaultOrEmpty)
            return;
        writer.List(5, CompactType.Struct, keyValues.Length);
        foreach (var (key, value) in keyValues)
        {
            writer.BeginElement();
            writer.Text(1, key);
            writer.Text(2, value);
            writer.End();
        }
    }

    private static void Write(CompactWriter writer, WrittenRowGroup group, int ordinal, ParquetWriteOptions options, short[] sortingLeaves)
    {
        writer.BeginElement();
        writer.List(1, CompactType.Struct, group.Chunks.Length);
        foreach (var chunk in group.Chunks)
            Write(writer, chunk);
        writer.Int64(2, group.Chunks.Sum(c => c.UncompressedSize));
        writer.Int64(3, group.RowCount);
        if (sortingLeaves.Length > 0)
        {
            writer.List(4, CompactType.Struct, sortingLeaves.Length);
            for (var i = 0; i < sortingLeaves.Length; i++)
            {
                writer.BeginElement();
                writer.Int32(1, sortingLeaves[i]);
                writer.Boolean(2, options.SortedBy[i].Descending);
                writer.Boolean(3, options.SortedBy[i].NullsFirst);
                writer.End();
            }
        }
        writer.Int64(5, group.Offset);
        writer.Int64(6, group.Chunks.Sum(c => c.CompressedSize));
        writer.Int16(7, (short)ordinal);
        writer.End();
    }

    private static void Write(CompactWriter writer, WrittenChunk chunk)
    {
        writer.BeginElement();
        // Once the place of a second copy of the metadata, which nobody writes any more; Arrow has 0 here.
        writer.Int64(2, 0);
        WriteMetadata(writer, chunk);
        if (chunk.OffsetIndex.Exists)
        {
            writer.Int64(4, chunk.OffsetIndex.Offset);
            writer.Int32(5, (int)chunk.OffsetIndex.Length);
        }
        if (chunk.ColumnIndex.Exists)
        {
            writer.Int64(6, chunk.ColumnIndex.Offset);
            writer.Int32(7, (int)chunk.ColumnIndex.Length);
        }
        writer.End();
    }

    private static void WriteMetadata(CompactWriter writer, WrittenChunk chunk)
    {
        writer.Begin(3);
        writer.Int32(1, (int)chunk.Leaf.PhysicalType);
        var encodings = new SortedSet<int>(chunk.DataPages.Select(p => (int)p.Encoding)) { (int)ValueEncoding.RunLength };
        if (chunk.DictionaryBytes > 0)
            encodings.Add((int)ValueEncoding.Plain);
        writer.List(2, CompactType.Int32, encodings.Count);
        foreach (var encoding in encodings)
            writer.NumberElement(encoding);
        writer.List(3, CompactType.Binary, chunk.Leaf.Path.Length);
        foreach (var name in chunk.Leaf.Path)
            writer.TextElement(name);
        writer.Int32(4, (int)chunk.Codec);
        writer.Int64(5, chunk.ValueCount);
        writer.Int64(6, chunk.UncompressedSize);
        writer.Int64(7, chunk.CompressedSize);
        writer.Int64(9, chunk.Offset + chunk.DictionaryBytes);
        if (chunk.DictionaryBytes > 0)
            writer.Int64(11, chunk.Offset);
        chunk.Statistics.Write(writer, 12, chunk.Leaf);
        WriteEncodingStats(writer, chunk);
        if (chunk.FilterRange.Exists)
        {
            writer.Int64(14, chunk.FilterRange.Offset);
            writer.Int32(15, (int)chunk.FilterRange.Length);
        }
        writer.End();
    }

    private static void WriteEncodingStats(CompactWriter writer, WrittenChunk chunk)
    {
        writer.List(13, CompactType.Struct, chunk.DataPages.Length + (chunk.DictionaryBytes > 0 ? 1 : 0));
        if (chunk.DictionaryBytes > 0)
            WritePages(writer, PageKind.Dictionary, ValueEncoding.Plain, 1);
        foreach (var (encoding, pages) in chunk.DataPages)
            WritePages(writer, PageKind.Data, encoding, pages);
    }

    private static void WritePages(CompactWriter writer, PageKind kind, ValueEncoding encoding, int pages)
    {
        writer.BeginElement();
        writer.Int32(1, (int)kind);
        writer.Int32(2, (int)encoding);
        writer.Int32(3, pages);
        writer.End();
    }
}
