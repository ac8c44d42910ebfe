using System.Collections.Immutable;
using Kartothek.Columns;
using ParquetSharp;
using SharpEncoding = ParquetSharp.Encoding;
using SharpPhysical = ParquetSharp.PhysicalType;

namespace Kartothek.Parquet.Tests;

/// <summary>When a scan reads all columns at once: a request takes long, and rows are probably left.</summary>
public sealed class SurvivalRateTests
{
    private const int Rows = 60_000;

    private const int Near = (1 << 20) - 1;

    private const int Far = 4 << 20;

    private static readonly MatrixColumn Row = new("row", SharpPhysical.Int64, LogicalType.None(), 0, SharpEncoding.Plain, Nulls.Required, row => (long)row, ColumnType.Int64, v => v);

    private static readonly MatrixColumn Comment = new(
        "comment", SharpPhysical.ByteArray, LogicalType.String(), 0, SharpEncoding.Plain, Nulls.None, row => Utf8($"a comment on row {row}"), ColumnType.String, v => v);

    private static readonly byte[] File = MatrixFile.Write([Row, Comment], Rows, new(ParquetSharp.Compression.Uncompressed, IsV2: false, 50_000));

    [Theory]
    [InlineData(Far, 0, 0, 1)]
    [InlineData(Far, 20, 20, 1)]
    [InlineData(Far, 20, 0, 2)]
    [InlineData(Near, 0, 0, 2)]
    [InlineData(Near, 20, 20, 2)]
    public async Task Columns_come_with_those_of_the_conjuncts_where_waiting_costs_more(int pieceBytes, int scanned, int survived, int requests)
    {
        var (figures, rows, _) = await ScanAsync(pieceBytes, Rate(scanned, survived), least: Rows - 10);

        Assert.Equal(10, rows);
        Assert.Equal(requests, figures.Requests);
    }

    [Fact]
    public async Task Row_groups_without_such_rows_teach_a_scan_to_read_the_conjuncts_columns_alone()
    {
        var rate = new SurvivalRate();
        var bytes = new List<long>();
        for (var i = 0; i < 6; i++)
        {
            var (figures, rows, _) = await ScanAsync(Far, rate, least: Rows);
            Assert.Equal(0, rows);
            bytes.Add(figures.BytesRead);
        }

        // Both columns at first, and the conjunct's alone in the end.
        Assert.InRange(bytes[0], 2_000_000, long.MaxValue);
        Assert.InRange(bytes[^1], Rows * sizeof(long), 600_000);
        var (_, again, requests) = await ScanAsync(Far, rate, least: 0);
        Assert.Equal((Rows, 2), (again, requests));
    }

    [Fact]
    public async Task A_scan_that_is_given_up_says_nothing()
    {
        var rate = new SurvivalRate();
        var source = new MemoryByteSource("f", File) { PieceBytes = Far };
        var footer = await ParquetFooter.ReadAsync(source);
        using var buffers = new ScanBuffers();
        RowGroupScan.Open(source, footer, 0, Spec(Rows), buffers, null, rate).Dispose();

        Assert.Equal(rate.PaysAtOnce(1_000, 1_001), new SurvivalRate().PaysAtOnce(1_000, 1_001));
        Assert.Equal(rate.PaysAtOnce(1_000, 1_000), new SurvivalRate().PaysAtOnce(1_000, 1_000));
        Assert.True(rate.PaysAtOnce(1_000, 1_001));
        Assert.False(rate.PaysAtOnce(1_000, 1_000));
    }

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static SurvivalRate Rate(int scanned, int survived)
    {
        var rate = new SurvivalRate();
        for (var i = 0; i < scanned; i++)
            rate.Add(i < survived);
        return rate;
    }

    private static ScanColumns Spec(int least) => new(
        new Schema([new Field(Row.Name, Row.Wanted), new Field(Comment.Name, Comment.Wanted)]),
        [Scalar.Not(Scalar.Less(Scalar.Column(Row.Name, ColumnType.Int64), Scalar.Constant((long)least, ColumnType.Int64)))],
        ImmutableDictionary<string, ConstantScalar>.Empty);

    private static async Task<(ScanFigures Figures, int Rows, int Requests)> ScanAsync(int pieceBytes, SurvivalRate rate, int least)
    {
        var source = new MemoryByteSource("f", File) { PieceBytes = pieceBytes };
        var footer = await ParquetFooter.ReadAsync(source);
        using var buffers = new ScanBuffers();
        using var scan = RowGroupScan.Open(source, footer, 0, Spec(least), buffers, null, rate);
        var rows = 0;
        while (await scan.NextAsync() is { } block)
        {
            rows += block.Length;
            // No value is another row's because its column was read at another time.
            Assert.Equal(Convert.ToHexString(Utf8($"a comment on row {Cells.Of(block.Columns[0], 0)}")), Cells.Of(block.Columns[1], 0));
        }
        return (scan.Figures, rows, scan.Figures.Requests);
    }
}
