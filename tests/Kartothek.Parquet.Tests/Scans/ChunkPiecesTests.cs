using System.Collections.Immutable;
using Kartothek.Columns;
using ParquetSharp;
using SharpEncoding = ParquetSharp.Encoding;
using SharpPhysical = ParquetSharp.PhysicalType;

namespace Kartothek.Parquet.Tests;

/// <summary>Chunks that are too large to be in memory as a whole. That rows are the same in any pieces is held by <see cref="Cells"/> and <see cref="HostileFile"/> in all other tests.</summary>
public sealed class ChunkPiecesTests
{
    private const int Rows = 60_000;

    private const int PieceBytes = 16 << 10;

    private static readonly MatrixColumn Row = new("row", SharpPhysical.Int64, LogicalType.None(), 0, SharpEncoding.Plain, Nulls.Required, row => (long)row, ColumnType.Int64, v => v);

    private static readonly MatrixColumn Comment = new("comment", SharpPhysical.ByteArray, LogicalType.String(), 0, SharpEncoding.Plain, Nulls.None, row => Utf8($"a comment on row {row}"), ColumnType.String, v => v);

    private static readonly Lazy<byte[]> SmallPages = new(() => Write(pageSize: 4_000));

    private static readonly Lazy<byte[]> LargePages = new(() => Write(pageSize: 50_000));

    [Fact]
    public async Task A_scan_holds_a_few_pieces_of_a_large_chunk()
    {
        using var buffers = new ScanBuffers();
        var (figures, rows, bytes) = await ScanAsync(SmallPages.Value, new ScanColumns(Wanted(Row, Comment)), buffers);
        Assert.Equal(Rows, rows);
        Assert.Equal(bytes, figures.BytesRead);
        // The last bytes of a piece come along with the next one, so that a piece brings a little less than it has.
        Assert.InRange(figures.Requests, bytes / PieceBytes, 2 * bytes / PieceBytes);
        Assert.InRange(buffers.HeldBytes, 1, 600_000);
        Assert.InRange(bytes, 2_000_000, long.MaxValue);
    }

    [Fact]
    public async Task A_page_larger_than_a_piece_is_read_at_once()
    {
        using var buffers = new ScanBuffers();
        var (figures, rows, bytes) = await ScanAsync(LargePages.Value, new ScanColumns(Wanted(Row, Comment)), buffers);
        Assert.Equal(Rows, rows);
        Assert.Equal(bytes, figures.BytesRead);
        Assert.InRange(figures.Requests, bytes / 50_000, 3 * bytes / 50_000);
        Assert.InRange(buffers.HeldBytes, 1, 800_000);
    }

    [Fact]
    public async Task Of_pages_that_nobody_wants_only_headers_are_read_where_that_costs_nothing()
    {
        using var buffers = new ScanBuffers();
        var isLast = new ScanColumns(Wanted(Comment), [Scalar.Equal(Scalar.Column("row", ColumnType.Int64), Scalar.Constant(Rows - 1L, ColumnType.Int64))], Nothing);
        var footer = await ParquetFooter.ReadAsync(new MemoryByteSource("f", LargePages.Value));
        var (figures, rows, bytes) = await ScanAsync(LargePages.Value, isLast, buffers);
        Assert.Equal(1, rows);
        var filter = footer.RowGroups[0].Chunk("row")!.Bytes.Length;
        // Pages have 50,000 bytes, of which 4,000 are read at most.
        Assert.InRange(figures.BytesRead - filter, 50_000, ((bytes - filter) / 12) + (2 * PieceBytes) + 60_000);
        (figures, rows, _) = await ScanAsync(LargePages.Value, isLast, buffers, pieceBytes: 1 << 20);
        Assert.Equal(1, rows);
        Assert.InRange(figures.BytesRead, filter, bytes);
    }

    [Fact]
    public async Task A_scan_that_ends_early_reads_the_first_pieces_only()
    {
        using var buffers = new ScanBuffers();
        var source = new MemoryByteSource("f", SmallPages.Value) { PieceBytes = PieceBytes };
        var footer = await ParquetFooter.ReadAsync(source);
        using var scan = RowGroupScan.Open(source, footer, 0, new ScanColumns(Wanted(Row)), buffers);
        Assert.Equal(RowGroupScan.BlockRows, (await scan.NextAsync())!.Length);
        Assert.InRange(scan.Figures.BytesRead, RowGroupScan.BlockRows * 8, (RowGroupScan.BlockRows * 8) + (2 * PieceBytes));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Columns_wait_for_a_slow_source_together(bool hasLargePages)
    {
        using var buffers = new ScanBuffers { Scribbles = true };
        var file = (hasLargePages ? LargePages : SmallPages).Value;
        var source = new SlowSource(new MemoryByteSource("f", file) { PieceBytes = PieceBytes });
        var footer = await ParquetFooter.ReadAsync(source);
        using var scan = RowGroupScan.Open(source, footer, 0, new ScanColumns(Wanted(Row, Comment)), buffers);
        var next = 0L;
        while (await scan.NextAsync() is { } block)
        {
            for (var row = 0; row < block.Length; row++, next++)
            {
                Assert.Equal(next, Cells.Of(block.Columns[0], row));
                Assert.Equal(Cells.Of($"a comment on row {next}"), Cells.Of(block.Columns[1], row));
            }
        }
        Assert.Equal(Rows, next);
        // Each column reads ahead where its rows are decoded, and no byte twice.
        Assert.Equal(2, source.MostAtOnce);
        Assert.Equal(0, source.Running);
        Assert.Equal(footer.RowGroups[0].Chunks.Sum(c => c.Bytes.Length), scan.Figures.BytesRead);
    }

    [Fact]
    public async Task The_next_piece_is_read_while_rows_are_decoded()
    {
        using var buffers = new ScanBuffers();
        var source = new SlowSource(new MemoryByteSource("f", SmallPages.Value) { PieceBytes = PieceBytes }) { HoldsFrom = 4 };
        var footer = await ParquetFooter.ReadAsync(source);
        var scan = RowGroupScan.Open(source, footer, 0, new ScanColumns(Wanted(Row)), buffers);
        // The fourth request never ends, and still the block comes.
        while (source.Reads < 4)
            Assert.NotNull(await scan.NextAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal(1, source.Running);
        scan.Dispose();
        Assert.Equal(0, source.Running);
    }

    [Fact]
    public async Task Rows_that_are_passed_over_while_a_piece_is_read_ahead_are_those_of_the_whole_file()
    {
        var wanted = Enumerable.Range(0, Rows).Where(row => row / 7_000 % 2 == 0 && row % 900 == 0).Select(row => (object?)(long)row).ToArray();
        foreach (var file in new[] { SmallPages.Value, LargePages.Value })
        {
            using var buffers = new ScanBuffers { Scribbles = true };
            var source = new SlowSource(new MemoryByteSource("f", file) { PieceBytes = PieceBytes });
            var footer = await ParquetFooter.ReadAsync(source);
            using var scan = RowGroupScan.Open(source, footer, 0, new ScanColumns(Wanted(Comment), [Scalar.In(Scalar.Column("row", ColumnType.Int64), wanted)], Nothing), buffers);
            var read = new List<object?>();
            while (await scan.NextAsync() is { } block)
                read.AddRange(Enumerable.Range(0, block.Length).Select(row => Cells.Of(block.Columns[0], row)));
            Assert.Equal(wanted.Select(row => Cells.Of($"a comment on row {row}")), read);
        }
    }

    [Fact]
    public async Task An_error_of_the_source_ends_the_scan_when_all_requests_have_ended()
    {
        using var buffers = new ScanBuffers();
        var source = new SlowSource(new MemoryByteSource("f", SmallPages.Value) { PieceBytes = PieceBytes }) { FailsAt = 20 };
        var footer = await ParquetFooter.ReadAsync(source);
        using var scan = RowGroupScan.Open(source, footer, 0, new ScanColumns(Wanted(Row, Comment)), buffers);
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            while (await scan.NextAsync() is not null)
            {
            }
        });
        Assert.Equal(0, source.Running);
    }

    private static readonly ImmutableDictionary<string, ConstantScalar> Nothing = ImmutableDictionary<string, ConstantScalar>.Empty;

    private static byte[] Write(int pageSize) => MatrixFile.Write([Row, Comment], Rows, new(ParquetSharp.Compression.Uncompressed, IsV2: false, pageSize));

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static Schema Wanted(params MatrixColumn[] columns) => new(columns.Select(c => new Field(c.Name, c.Wanted)));

    private static async Task<(ScanFigures Figures, long Rows, long Bytes)> ScanAsync(byte[] file, ScanColumns spec, ScanBuffers buffers, int pieceBytes = PieceBytes)
    {
        var source = new MemoryByteSource("f", file) { PieceBytes = pieceBytes };
        var footer = await ParquetFooter.ReadAsync(source);
        using var scan = RowGroupScan.Open(source, footer, 0, spec, buffers);
        var rows = 0L;
        while (await scan.NextAsync() is { } block)
            rows += block.Length;
        return (scan.Figures, rows, footer.RowGroups[0].Chunks.Sum(c => c.Bytes.Length));
    }

    /// <summary>Answers from another thread, after a while.</summary>
    private sealed class SlowSource(IByteSource inner) : IByteSource
    {
        private readonly Lock _gate = new();
        private int _reads;

        public int MostAtOnce { get; private set; }

        public int Running { get; private set; }

        public int Reads => Volatile.Read(ref _reads);

        public int FailsAt { get; init; } = int.MaxValue;

        /// <summary>The first request that isn't answered.</summary>
        public int HoldsFrom { get; init; } = int.MaxValue;

        public string Name => inner.Name;

        public int PieceBytes => inner.PieceBytes;

        public ValueTask<FileTail> ReadTailAsync(int maxBytes, CancellationToken cancellationToken = default) => inner.ReadTailAsync(maxBytes, cancellationToken);

        public async ValueTask ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken = default)
        {
            bool fails, holds;
            lock (_gate)
            {
                MostAtOnce = Math.Max(MostAtOnce, ++Running);
                fails = ++_reads >= FailsAt;
                holds = _reads >= HoldsFrom;
            }
            try
            {
                await Task.Delay(holds ? Timeout.Infinite : 1, cancellationToken);
                if (fails)
                    throw new IOException("The source failed.");
                await inner.ReadAsync(offset, destination, cancellationToken);
            }
            finally
            {
                lock (_gate)
                    Running--;
            }
        }
    }
}
