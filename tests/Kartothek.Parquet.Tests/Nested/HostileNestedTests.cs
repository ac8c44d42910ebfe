using System.Diagnostics;
using Kartothek.Columns;
using ParquetSharp;

namespace Kartothek.Parquet.Tests;

public class HostileNestedTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Damaged_files_with_nested_columns_read_or_end_in_a_clear_error(bool isCompressed)
    {
        var file = Write(isCompressed ? ParquetSharp.Compression.Snappy : ParquetSharp.Compression.Uncompressed);
        var random = new Random(20261125);
        var clock = Stopwatch.StartNew();
        var errors = 0;
        for (var i = 0; i < 4000; i++)
        {
            var damaged = file.ToArray();
            for (var k = random.Next(1, 4); k > 0; k--)
                damaged[random.Next(4, damaged.Length - 8)] = (byte)random.Next(256);
            try
            {
                await ReadAsync(damaged);
            }
            catch (KartothekException e)
            {
                Assert.Contains("'hostile'", e.Message);
                errors++;
            }
        }
        Assert.NotEqual(0, errors);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 60);
    }

    private static async Task ReadAsync(byte[] bytes)
    {
        var source = new MemoryByteSource("hostile", bytes);
        var footer = await ParquetFooter.ReadAsync(source);
        using var buffers = new ScanBuffers();
        foreach (var group in footer.RowGroups)
        {
            using var scan = RowGroupScan.Open(source, footer, group.Ordinal, new ScanColumns(footer.Schema), buffers);
            while (await scan.NextAsync() is { } block)
            {
                // The Arrow arrays must be sound too: each value is looked at.
                foreach (var column in block.Columns)
                {
                    for (var row = 0; row < block.Length; row++)
                        VectorValues.At(column, row);
                }
            }
        }
    }

    private static byte[] Write(ParquetSharp.Compression compression)
    {
        using var stream = new MemoryStream();
        Column[] columns = [new Column<long?[][]>("lists"), new Column<string[]>("texts"), new Column<int>("flat")];
        using (var writer = new ParquetSharp.ParquetFileWriter(stream, columns, compression: compression))
        {
            using var group = writer.AppendRowGroup();
            using (var lists = group.NextColumn().LogicalWriter<long?[][]>())
                lists.WriteBatch([.. Enumerable.Range(0, 60).Select(i => i % 5 == 0 ? null! : Enumerable.Range(0, i % 3).Select(k => k == 1 ? null! : new long?[] { i, null, k }).ToArray())]);
            using (var texts = group.NextColumn().LogicalWriter<string[]>())
                texts.WriteBatch([.. Enumerable.Range(0, 60).Select(i => Enumerable.Range(0, i % 4).Select(k => k == 2 ? null! : $"text {k}").ToArray())]);
            using (var flat = group.NextColumn().LogicalWriter<int>())
                flat.WriteBatch([.. Enumerable.Range(0, 60)]);
            writer.Close();
        }
        return stream.ToArray();
    }
}
