using Kartothek.Columns;

namespace Kartothek.Parquet.Tests;

/// <summary>Footers with statistics that aren't so are mended; others stay.</summary>
public sealed class FooterRepairTests
{
    [Fact]
    public async Task A_file_of_ours_needs_no_repair()
    {
        var columns = Columns();
        var file = await WrittenColumns.WriteAsync(columns, new ParquetWriteOptions { RowGroupRows = 300 });
        Assert.Null(await RepairAsync(file));
    }

    [Fact]
    public async Task Untrue_statistics_are_computed_anew()
    {
        var columns = Columns();
        var file = await WrittenColumns.WriteAsync(columns, new ParquetWriteOptions { RowGroupRows = 300 });
        var footer = await ParquetFooter.ReadAsync(new MemoryByteSource("f", file));
        // The bytes of a bound in the footer are changed in place.
        var broken = file.ToArray();
        var start = (int)(footer.FileLength - 8 - footer.FooterLength);
        var range = footer.RowGroups[1].Chunk("int64")!.Statistics.Max;
        broken.AsSpan(start + range.Start, range.Length).Fill(0x80);
        Assert.NotEmpty(await StatisticsCheck.FindUntrueAsync(new MemoryByteSource("f", broken), await ParquetFooter.ReadAsync(new MemoryByteSource("f", broken))));

        var mended = await RepairAsync(broken);
        Assert.NotNull(mended);
        Assert.Equal(file, mended);
        Assert.Null(await RepairAsync(mended));
    }

    [Fact]
    public async Task Missing_statistics_of_another_writer_are_added_and_nothing_else_changes()
    {
        var matrix = MatrixColumns.Physical();
        var file = MatrixFile.Write(matrix, 3000, new MatrixFile.Layout(ParquetSharp.Compression.Snappy, IsV2: true, PageSize: 2000, RowGroupRows: 1000), hasStatistics: false);
        var mended = await RepairAsync(file);
        Assert.NotNull(mended);
        Assert.Null(await RepairAsync(mended));
        var (before, after) = (await ParquetFooter.ReadAsync(new MemoryByteSource("f", file)), await ParquetFooter.ReadAsync(new MemoryByteSource("f", mended)));
        Assert.Equal(before.KeyValueMetadata, after.KeyValueMetadata);
        Assert.Empty(StatisticsCheck.FindMissing(after));
        Assert.Empty(await StatisticsCheck.FindUntrueAsync(new MemoryByteSource("f", mended), after));
        var (read, _) = await Cells.ReadAsync(mended, new ScanColumns(before.Schema));
        var (expected, _) = await Cells.ReadAsync(file, new ScanColumns(before.Schema));
        Assert.Equal(expected, read);
    }

    private static List<(Field, object?[])> Columns() =>
        [.. WriteTypes.All.Select(t => (new Field(t.Key, t.Value), Enumerable.Range(0, 1000).Select(row => row % 7 == 3 ? null : WriteTypes.Value(t.Value, row)).ToArray()))];

    private static async Task<byte[]?> RepairAsync(byte[] file)
    {
        var sink = new MemoryByteSink();
        var changed = await FooterRepair.RepairAsync(new MemoryByteSource("f", file), sink);
        Assert.Equal(changed, sink.Bytes.Length > 0);
        return changed ? sink.Bytes.ToArray() : null;
    }
}
