using Kartothek.Columns;

namespace Kartothek.Parquet.Tests;
/// <summary>What ParquetSharp writes, in every encoding × type × page version × codec × null pattern, is read with the same values.</summary>
public sealed class MatrixTests
{
    private const int Rows = 9_500;

    public static TheoryData<ParquetSharp.Compression, bool, int> Layouts()
    {
        var layouts = new TheoryData<ParquetSharp.Compression, bool, int>();
        foreach (var compression in new[] { ParquetSharp.Compression.Uncompressed, ParquetSharp.Compression.Snappy, ParquetSharp.Compression.Gzip, ParquetSharp.Compression.Zstd, ParquetSharp.Compression.Brotli, ParquetSharp.Compression.Lz4, ParquetSharp.Compression.Lz4Hadoop })
        {
            foreach (var isV2 in new[] { false, true })
            {
                layouts.Add(compression, isV2, 700);
                layouts.Add(compression, isV2, 1 << 20);
            }
        }
        return layouts;
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public async Task Every_encoding_of_every_type_is_read(ParquetSharp.Compression compression, bool isV2, int pageSize)
    {
        var columns = MatrixColumns.Physical();
        var file = MatrixFile.Write(columns, Rows, new(compression, isV2, pageSize, DictionaryLimit: 6000));
        await AssertReadAsync(file, columns, Rows);
    }

    internal static async Task AssertReadAsync(byte[] file, IReadOnlyList<MatrixColumn> columns, int rows)
    {
        var spec = new ScanColumns(new Schema(columns.Select(c => new Field(c.Name, c.Wanted))));
        var (read, numbers) = await Cells.ReadAsync(file, spec);
        Assert.Equal(Enumerable.Range(0, rows).Select(r => (long)r), numbers);
        for (var i = 0; i < columns.Count; i++)
        {
            Assert.Equal(rows, read[i].Count);
            for (var row = 0; row < rows; row++)
            {
                var expected = Cells.Of(columns[i].Cell(row));
                if (!Equals(expected, read[i][row]))
                    Assert.Fail($"{columns[i].Name}, row {row}: expected {expected ?? "null"}, read {read[i][row] ?? "null"}");
            }
        }
    }
}
