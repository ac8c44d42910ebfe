using Kartothek.Columns;

namespace Kartothek.Parquet.Tests;

/// <summary>Writes columns of values, block by block.</summary>
internal static class WrittenColumns
{
    public static async Task<byte[]> WriteAsync(IReadOnlyList<(Field Field, object?[] Values)> columns, ParquetWriteOptions options, int blockRows = 1000, bool asCodes = false)
    {
        var sink = new MemoryByteSink();
        var schema = new Schema(columns.Select(c => c.Field));
        var rows = columns[0].Values.Length;
        await using var writer = new ParquetFileWriter(sink, "w.parquet", schema, options);
        for (var start = 0; start < rows; start += blockRows)
        {
            var count = Math.Min(blockRows, rows - start);
            var vectors = columns.Select(c => c.Values.AsSpan(start, count).ToArray() is var part && asCodes
                ? WriteTypes.ToCodes(c.Field.Type, part)
                : WriteTypes.ToVector(c.Field.Type, part));
            await writer.WriteAsync(new Block(schema, [.. vectors]) { Length = count });
        }
        var written = await writer.FinishAsync();
        Assert.Equal((rows, (long)sink.Bytes.Length), (written.RowCount, written.ByteCount));
        return sink.Bytes.ToArray();
    }

    /// <summary>Reads the file as we do, and compares each value.</summary>
    public static async Task CheckAsync(byte[] file, IReadOnlyList<(Field Field, object?[] Values)> columns)
    {
        var (read, _) = await Cells.ReadAsync(file, new ScanColumns(new Schema(columns.Select(c => c.Field))));
        for (var i = 0; i < columns.Count; i++)
        {
            Assert.Equal(columns[i].Values.Length, read[i].Count);
            for (var row = 0; row < read[i].Count; row++)
            {
                var expected = Cells.Of(columns[i].Values[row]);
                if (!Equals(expected, read[i][row]))
                    Assert.Fail($"{columns[i].Field}, row {row}: expected {expected ?? "null"}, read {read[i][row] ?? "null"}");
            }
        }
    }
}
