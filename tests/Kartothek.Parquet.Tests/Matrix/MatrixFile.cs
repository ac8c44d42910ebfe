using System.Runtime.InteropServices;
using ParquetSharp;
using ParquetSharp.IO;
using ParquetSharp.Schema;
using SharpRepetition = ParquetSharp.Repetition;

namespace Kartothek.Parquet.Tests;
/// <summary>Writes columns with ParquetSharp.</summary>
internal static class MatrixFile
{
    /// <summary>How a file is written.</summary>
    public sealed record Layout(ParquetSharp.Compression Compression, bool IsV2, int PageSize, int DictionaryLimit = 1 << 20, int RowGroupRows = int.MaxValue);

    public static byte[] Write(IReadOnlyList<MatrixColumn> columns, int rows, Layout layout, bool hasStatistics = true, bool? hasPageIndex = null)
    {
        using var builder = new WriterPropertiesBuilder()
            .Compression(layout.Compression)
            .DataPagesize(layout.PageSize)
            .DictionaryPagesizeLimit(layout.DictionaryLimit)
            .WriteBatchSize(128)
            .Version(ParquetVersion.PARQUET_2_6)
            .DataPageVersion(layout.IsV2 ? ParquetDataPageVersion.V2 : ParquetDataPageVersion.V1);
        if (!hasStatistics)
            builder.DisableStatistics();
        if (hasPageIndex is { } writes)
            _ = writes ? builder.EnableWritePageIndex() : builder.DisableWritePageIndex();
        foreach (var column in columns)
        {
            if (column.Encoding is { } encoding)
                builder.DisableDictionary(column.Name).Encoding(column.Name, encoding);
            else
                builder.EnableDictionary(column.Name);
        }
        using var schema = new GroupNode("schema", SharpRepetition.Required, [.. columns.Select(c => c.Node())]);
        using var buffer = new ResizableBuffer();
        using (var output = new BufferOutputStream(buffer))
        {
            using var properties = builder.Build();
            using var writer = new ParquetSharp.ParquetFileWriter(output, schema, properties);
            for (var first = 0; first < rows || first == 0; first += Math.Min(layout.RowGroupRows, Math.Max(rows, 1)))
            {
                using var group = writer.AppendRowGroup();
                foreach (var column in columns)
                {
                    using var target = group.NextColumn();
                    WriteColumn(target, column, first, Math.Min(layout.RowGroupRows, rows - first));
                }
            }
            writer.Close();
        }
        var bytes = new byte[buffer.Size];
        Marshal.Copy(buffer.Data, bytes, 0, bytes.Length);
        return bytes;
    }

    private static void WriteColumn(ColumnWriter target, MatrixColumn column, int first, int rows)
    {
        var levels = new short[rows];
        var values = new List<object>();
        for (var row = 0; row < rows; row++)
        {
            if (column.IsNull(first + row))
                continue;
            levels[row] = 1;
            values.Add(column.Stored(first + row));
        }
        switch (target)
        {
            case ColumnWriter<bool> writer: Write(writer, column, levels, [.. values.Cast<bool>()]); break;
            case ColumnWriter<int> writer: Write(writer, column, levels, [.. values.Cast<int>()]); break;
            case ColumnWriter<long> writer: Write(writer, column, levels, [.. values.Cast<long>()]); break;
            case ColumnWriter<float> writer: Write(writer, column, levels, [.. values.Cast<float>()]); break;
            case ColumnWriter<double> writer: Write(writer, column, levels, [.. values.Cast<double>()]); break;
            case ColumnWriter<Int96> writer: Write(writer, column, levels, [.. values.Cast<Int96>()]); break;
            case ColumnWriter<ByteArray> writer: WriteBytes(values, (pointer, length) => new ByteArray(pointer, length), v => Write(writer, column, levels, v)); break;
            case ColumnWriter<FixedLenByteArray> writer: WriteBytes(values, (pointer, _) => new FixedLenByteArray(pointer), v => Write(writer, column, levels, v)); break;
            default: throw new NotSupportedException(target.GetType().Name);
        }
    }

    private static void Write<T>(ColumnWriter<T> writer, MatrixColumn column, short[] levels, T[] values)
        where T : unmanaged
    {
        if (column.Nulls == Nulls.Required)
            writer.WriteBatch(values);
        else
            writer.WriteBatch(levels.Length, levels, null, values);
    }

    private static void WriteBytes<T>(List<object> values, Func<IntPtr, int, T> make, Action<T[]> write)
    {
        var all = values.Cast<byte[]>().SelectMany(v => v).ToArray();
        var pin = GCHandle.Alloc(all, GCHandleType.Pinned);
        try
        {
            var made = new T[values.Count];
            var offset = 0;
            for (var i = 0; i < made.Length; i++)
            {
                var length = ((byte[])values[i]).Length;
                made[i] = make(pin.AddrOfPinnedObject() + offset, length);
                offset += length;
            }
            write(made);
        }
        finally
        {
            pin.Free();
        }
    }
}
