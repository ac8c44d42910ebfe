using System.Collections.Immutable;
using Kartothek.Columns;
using ParquetSharp;
using SharpEncoding = ParquetSharp.Encoding;
using SharpPhysical = ParquetSharp.PhysicalType;

namespace Kartothek.Parquet.Tests;

public sealed class ScanTests
{
    private const int Rows = 10_000;

    private static readonly MatrixColumn Row = new("row", SharpPhysical.Int64, LogicalType.None(), 0, SharpEncoding.Plain, Nulls.Required, row => (long)row, ColumnType.Int64, v => v);

    private static readonly MatrixColumn Name = new("name", SharpPhysical.ByteArray, LogicalType.String(), 0, null, Nulls.Some, row => Utf8($"name {row % 30}"), ColumnType.String, v => v);

    private static readonly MatrixColumn Comment = new("comment", SharpPhysical.ByteArray, LogicalType.String(), 0, SharpEncoding.Plain, Nulls.None, row => Utf8($"comment {row}"), ColumnType.String, v => v);

    private static readonly MatrixFile.Layout Layout = new(ParquetSharp.Compression.Snappy, IsV2: true, PageSize: 2000, RowGroupRows: 6000);

    [Fact]
    public async Task No_columns_give_rows_without_a_request()
    {
        var (figures, blocks) = await ScanAsync(File(Row), new ScanColumns(new Schema([])));
        Assert.Equal(Rows, blocks.Sum(b => b.Length));
        Assert.Equal(new ScanFigures(0, 0, Rows, Rows), figures);
    }

    [Fact]
    public async Task A_file_without_rows_gives_no_block()
    {
        var (figures, blocks) = await ScanAsync(MatrixFile.Write([Row, Name], 0, Layout), new ScanColumns(Wanted(Row, Name)));
        Assert.Empty(blocks);
        Assert.Equal(default, figures);
    }

    [Fact]
    public async Task Neighbouring_chunks_are_one_request()
    {
        var (figures, _) = await ScanAsync(File(Row, Name, Comment), new ScanColumns(Wanted(Row, Name, Comment)));
        Assert.Equal(2, figures.Requests);
    }

    [Fact]
    public async Task Rows_are_numbered_through_the_file()
    {
        var spec = new ScanColumns(Wanted(Row), [Scalar.In(Scalar.Column("row", ColumnType.Int64), [3L, 4095L, 4096L, 5999L, 6000L, 9999L])], Nothing);
        var (columns, rows) = await Cells.ReadAsync(File(Row), spec);
        Assert.Equal([3, 4095, 4096, 5999, 6000, 9999], rows);
        Assert.Equal(rows.Select(r => (object?)r), columns[0]);
    }

    [Fact]
    public async Task Columns_without_conjunct_are_read_only_where_a_row_survives()
    {
        var file = File(Row, Comment);
        var never = new ScanColumns(Wanted(Comment), [Less("row", -1L)], Nothing);
        var inOneGroup = never with { Conjuncts = [Less("row", 5L)] };
        var footer = await ParquetFooter.ReadAsync(new MemoryByteSource("f", file));
        var (figures, blocks) = await ScanAsync(file, never);
        Assert.Empty(blocks);
        Assert.Equal(footer.RowGroups.Sum(g => g.Chunk("row")!.Bytes.Length), figures.BytesRead);
        Assert.Equal((long)Rows, figures.RowsScanned);
        (figures, _) = await ScanAsync(file, inOneGroup);
        Assert.Equal(footer.RowGroups.Sum(g => g.Chunk("row")!.Bytes.Length) + footer.RowGroups[0].Chunk("comment")!.Bytes.Length, figures.BytesRead);
        Assert.Equal(5, figures.RowsKept);
    }

    [Fact]
    public async Task Pages_without_survivors_are_not_decompressed()
    {
        var file = File(Row, Comment);
        var footer = await ParquetFooter.ReadAsync(new MemoryByteSource("f", file));
        // Damages the body of the first page, right behind its header, so that decompressing it must fail.
        var chunk = footer.RowGroups[0].Chunk("comment")!;
        var header = PageHeader.Read(file.AsSpan((int)chunk.Bytes.Offset, (int)chunk.Bytes.Length));
        file.AsSpan((int)chunk.Bytes.Offset + header.HeaderBytes, header.CompressedBytes).Fill(0xFF);
        var last = new ScanColumns(Wanted(Comment), [Scalar.Equal(Scalar.Column("row", ColumnType.Int64), Scalar.Constant(9999L, ColumnType.Int64))], Nothing);
        var (columns, _) = await Cells.ReadAsync(file, last);
        Assert.Equal([Cells.Of("comment 9999")], columns[0]);
        var e = await Assert.ThrowsAsync<KartothekException>(() => Cells.ReadAsync(file, last with { Conjuncts = [Less("row", 1L)] }));
        Assert.Equal(ErrorKind.Corrupt, e.Kind);
        Assert.StartsWith("Column 'comment' of 'test.parquet' is damaged: ", e.Message);
    }

    [Fact]
    public async Task A_column_that_the_file_lacks_is_null()
    {
        var schema = new Schema([new Field("row", ColumnType.Int64), new Field("more", ColumnType.Date)]);
        var (columns, _) = await Cells.ReadAsync(File(Row), new ScanColumns(schema, [Scalar.IsNull(Scalar.Column("more", ColumnType.Date)), Less("row", 2L)], Nothing));
        Assert.Equal([0L, 1L], columns[0]);
        Assert.Equal([null, null], columns[1]);
        (columns, _) = await Cells.ReadAsync(File(Row), new ScanColumns(schema, [Scalar.IsNotNull(Scalar.Column("more", ColumnType.Date))], Nothing));
        Assert.Empty(columns[0]);
    }

    [Fact]
    public async Task A_constant_is_the_same_in_all_rows_and_hides_the_files_column()
    {
        var constants = ImmutableDictionary<string, ConstantScalar>.Empty
            .Add("country", Scalar.Constant("DE", ColumnType.String)).Add("name", Scalar.Constant(7L, ColumnType.Int64)).Add("none", Scalar.Null(ColumnType.Date));
        var schema = new Schema([new Field("country", ColumnType.String), new Field("row", ColumnType.Int64), new Field("name", ColumnType.Int64), new Field("none", ColumnType.Date)]);
        Scalar isGerman = Scalar.Equal(Scalar.Column("country", ColumnType.String), Scalar.Constant("DE", ColumnType.String));
        var (figures, blocks) = await ScanAsync(File(Row, Name), new ScanColumns(schema, [isGerman, Less("row", 2L)], constants));
        var block = Assert.Single(blocks);
        Assert.Equal([Cells.Of("DE"), 0L, 7L, null], block.Cells[0]);
        Assert.Equal([Cells.Of("DE"), 1L, 7L, null], block.Cells[1]);
        Assert.Equal(2, figures.Requests);
        (figures, blocks) = await ScanAsync(File(Row, Name), new ScanColumns(schema, [Scalar.Not(isGerman)], constants));
        Assert.Empty(blocks);
        Assert.Equal(0, figures.Requests);
    }

    [Fact]
    public async Task A_column_of_another_kind_is_refused_before_data_is_read()
    {
        var source = new MemoryByteSource("f.parquet", File(Row, Name));
        var footer = await ParquetFooter.ReadAsync(source);
        foreach (var (name, wanted) in new[] { ("row", ColumnType.String), ("name", ColumnType.Int32), ("row", ColumnType.Double), ("row", ColumnType.Timestamp(ColumnUnit.Millisecond)) })
        {
            using var buffers = new ScanBuffers();
            var e = Assert.Throws<KartothekException>(() => RowGroupScan.Open(source, footer, 0, new ScanColumns(new Schema([new Field(name, wanted)])), buffers));
            Assert.Equal(ErrorKind.Invalid, e.Kind);
            Assert.Contains($"'{name}' of 'f.parquet'", e.Message);
            Assert.Contains(wanted.ToString(), e.Message);
            Assert.Contains(footer.Schema[name].Type.ToString(), e.Message);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(SharpEncoding.Plain)]
    [InlineData(SharpEncoding.DeltaBinaryPacked)]
    public async Task A_value_that_doesnt_fit_matters_only_in_a_row_that_is_kept(SharpEncoding? encoding)
    {
        var wide = new MatrixColumn("wide", SharpPhysical.Int64, LogicalType.None(), 0, encoding, Nulls.Some, row => row == 8000 ? 1L << 40 : row % 50, ColumnType.Int32, v => (int)(long)v);
        Assert.False(wide.IsNull(8000));
        var file = File(Row, wide);
        var (columns, _) = await Cells.ReadAsync(file, new ScanColumns(Wanted(wide), [Scalar.NotEqual(Scalar.Column("row", ColumnType.Int64), Scalar.Constant(8000L, ColumnType.Int64))], Nothing));
        Assert.Equal(Enumerable.Range(0, Rows).Where(r => r != 8000).Select(r => wide.Cell(r)), columns[0]);
        foreach (var conjuncts in new ImmutableArray<Scalar>[] { [], [Scalar.GreaterOrEqual(Scalar.Column("row", ColumnType.Int64), Scalar.Constant(7990L, ColumnType.Int64))] })
        {
            var e = await Assert.ThrowsAsync<KartothekException>(() => Cells.ReadAsync(file, new ScanColumns(Wanted(wide), conjuncts, Nothing)));
            Assert.Equal(ErrorKind.Invalid, e.Kind);
            Assert.Contains("Column 'wide' of 'test.parquet' has a value in row 8000 that doesn't fit int32: it is stored as int64.", e.Message);
        }
    }

    [Fact]
    public async Task A_conjunct_runs_on_no_row_that_an_earlier_one_rejected()
    {
        var divisor = Scalar.Column("row", ColumnType.Int64);
        Scalar quotient = Scalar.Arithmetic(ArithmeticOperator.Divide, Scalar.Constant(100L, ColumnType.Int64), divisor);
        Scalar isGreat = Scalar.Greater(quotient, Scalar.Constant(10L, ColumnType.Int64));
        Scalar isNotZero = Scalar.NotEqual(divisor, Scalar.Constant(0L, ColumnType.Int64));
        var (columns, _) = await Cells.ReadAsync(File(Row), new ScanColumns(Wanted(Row), [isNotZero, isGreat], Nothing));
        Assert.Equal(Enumerable.Range(1, 9).Select(r => (object?)(long)r), columns[0]);
        await Assert.ThrowsAsync<DivideByZeroException>(() => Cells.ReadAsync(File(Row), new ScanColumns(Wanted(Row), [isGreat, isNotZero], Nothing)));
    }

    [Fact]
    public async Task A_dictionary_is_one_object_for_its_row_group_and_another_for_the_next()
    {
        var source = new MemoryByteSource("f", File(Name));
        var footer = await ParquetFooter.ReadAsync(source);
        using var buffers = new ScanBuffers();
        var dictionaries = new List<ValueDictionary>();
        for (var group = 0; group < footer.RowGroups.Length; group++)
        {
            using var scan = RowGroupScan.Open(source, footer, group, new ScanColumns(Wanted(Name)), buffers);
            while (await scan.NextAsync() is { } block)
                dictionaries.Add(Assert.IsType<DictionaryVector>(block.Columns[0]).Dictionary);
        }
        Assert.Equal(3, dictionaries.Count);
        Assert.Same(dictionaries[0], dictionaries[1]);
        Assert.NotSame(dictionaries[0], dictionaries[2]);
    }

    [Fact]
    public async Task Text_is_known_to_be_ascii_only_where_it_is()
    {
        foreach (var (letter, isAscii) in new[] { ("u", true), ("ü", false) })
        {
            foreach (var encoding in new SharpEncoding?[] { null, SharpEncoding.Plain })
            {
                var text = new MatrixColumn("text", SharpPhysical.ByteArray, LogicalType.String(), 0, encoding, Nulls.Required, row => Utf8($"{letter}{row % 90}"), ColumnType.String, v => v);
                var (_, blocks) = await ScanAsync(File(text), new ScanColumns(Wanted(text)));
                Assert.All(blocks, b => Assert.Equal(isAscii, b.IsAscii));
            }
        }
    }

    [Fact]
    public async Task Scans_of_one_footer_run_on_several_threads_at_once()
    {
        var columns = new[] { Row, Name, Comment };
        var source = new MemoryByteSource("f", File(columns));
        var footer = await ParquetFooter.ReadAsync(source);
        var spec = new ScanColumns(Wanted(columns));
        await Parallel.ForAsync(0, 40, async (i, cancellation) =>
        {
            using var buffers = new ScanBuffers();
            var group = i % footer.RowGroups.Length;
            using var scan = RowGroupScan.Open(source, footer, group, spec, buffers);
            var row = (int)footer.RowGroups[group].FirstRow;
            while (await scan.NextAsync(cancellation) is { } block)
            {
                for (var r = 0; r < block.Length; r++, row++)
                {
                    for (var c = 0; c < columns.Length; c++)
                        Assert.Equal(Cells.Of(columns[c].Cell(row)), Cells.Of(block.Columns[c], r));
                }
            }
        });
    }

    [Fact]
    public async Task Memory_is_kept_from_scan_to_scan_and_given_back_when_trimmed()
    {
        using var buffers = new ScanBuffers();
        var spec = new ScanColumns(Wanted(Row, Name, Comment), [Less("row", 9000L)], Nothing);
        var file = File(Row, Name, Comment);
        await Cells.ReadAsync(file, spec, buffers);
        var held = buffers.HeldBytes;
        Assert.InRange(held, 100_000, 10_000_000);
        await Cells.ReadAsync(file, spec, buffers);
        Assert.Equal(held, buffers.HeldBytes);
        buffers.Trim(held / 2);
        Assert.InRange(buffers.HeldBytes, 0, held / 2);
        buffers.Trim();
        Assert.Equal(0, buffers.HeldBytes);
        await Cells.ReadAsync(file, spec, buffers);
        Assert.Equal(held, buffers.HeldBytes);
    }

    [Fact]
    public async Task A_cancelled_scan_ends_between_windows()
    {
        var source = new MemoryByteSource("f", File(Row));
        var footer = await ParquetFooter.ReadAsync(source);
        using var buffers = new ScanBuffers();
        using var scan = RowGroupScan.Open(source, footer, 0, new ScanColumns(Wanted(Row)), buffers);
        using var cancellation = new CancellationTokenSource();
        Assert.NotNull(await scan.NextAsync(cancellation.Token));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await scan.NextAsync(cancellation.Token));
    }

    private static readonly ImmutableDictionary<string, ConstantScalar> Nothing = ImmutableDictionary<string, ConstantScalar>.Empty;

    private static byte[] File(params MatrixColumn[] columns) => MatrixFile.Write(columns, Rows, Layout);

    private static Schema Wanted(params MatrixColumn[] columns) => new(columns.Select(c => new Field(c.Name, c.Wanted)));

    private static Scalar Less(string column, long value) => Scalar.Less(Scalar.Column(column, ColumnType.Int64), Scalar.Constant(value, ColumnType.Int64));

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static async Task<(ScanFigures Figures, List<(int Length, bool IsAscii, object?[][] Cells)> Blocks)> ScanAsync(byte[] file, ScanColumns spec)
    {
        var source = new MemoryByteSource("f", file);
        var footer = await ParquetFooter.ReadAsync(source);
        using var buffers = new ScanBuffers();
        var figures = default(ScanFigures);
        var blocks = new List<(int, bool, object?[][])>();
        for (var group = 0; group < footer.RowGroups.Length; group++)
        {
            using var scan = RowGroupScan.Open(source, footer, group, spec, buffers);
            while (await scan.NextAsync() is { } block)
            {
                var isAscii = block.Columns.All(c => c is BytesVector { IsAscii: true } or DictionaryVector { Dictionary.Entries: BytesVector { IsAscii: true } });
                blocks.Add((block.Length, isAscii, [.. Enumerable.Range(0, block.Length).Select(row => block.Columns.Select(c => Cells.Of(c, row)).ToArray())]));
            }
            figures += scan.Figures;
        }
        return (figures, blocks);
    }
}
