using Kartothek.Columns;
using ParquetSharp;
using SharpEncoding = ParquetSharp.Encoding;
using SharpPhysical = ParquetSharp.PhysicalType;

namespace Kartothek.Parquet.Tests;

/// <summary>Where pages lie, and how row groups are cut there.</summary>
public sealed class PageWalkTests
{
    private const int Rows = 50_000;

    private static readonly MatrixColumn Row = new("row", SharpPhysical.Int64, LogicalType.None(), 0, SharpEncoding.Plain, Nulls.Required, row => (long)row, ColumnType.Int64, v => v);

    private static readonly MatrixColumn Name = new("name", SharpPhysical.ByteArray, LogicalType.String(), 0, null, Nulls.Some, row => System.Text.Encoding.UTF8.GetBytes($"name {row % 300}"), ColumnType.String, v => v);

    private static readonly Lazy<byte[]> Indexed = new(() => MatrixFile.Write([Row, Name], Rows, new(ParquetSharp.Compression.Snappy, IsV2: false, 3_000), hasPageIndex: true));

    [Fact]
    public async Task Pages_found_by_their_headers_are_those_of_the_offset_index()
    {
        var source = new MemoryByteSource("f", Indexed.Value);
        var group = (await ParquetFooter.ReadAsync(source)).RowGroups[0];
        var index = (await RowGroupPages.FindAsync(source, group, null, ["row", "name"], walks: false))!;
        foreach (var chunk in group.Chunks)
        {
            var places = index.PlacesOf(chunk)!;
            var walked = (await new PageWalk(source, chunk).FindAsync(group.RowCount, default))!;
            Assert.InRange(places.Pages.Length, 10, 1000);
            Assert.Equal(places.Head, walked.Head);
            Assert.Equal(places.Pages.AsEnumerable(), walked.Pages.AsEnumerable());
        }
    }

    [Fact]
    public async Task Headers_are_asked_for_only_where_requests_cost_nothing()
    {
        var file = MatrixFile.Write([Row, Name], Rows, new(ParquetSharp.Compression.Snappy, IsV2: true, 3_000), hasPageIndex: false);
        var group = (await ParquetFooter.ReadAsync(new MemoryByteSource("f", file))).RowGroups[0];
        Assert.DoesNotContain(group.Chunks, c => c.OffsetIndex.Exists);
        var cheap = new MemoryByteSource("f", file);
        Assert.NotNull(await RowGroupPages.FindAsync(cheap, group, null, ["row", "name", "absent"], walks: true));
        Assert.Null(await RowGroupPages.FindAsync(cheap, group, null, ["row"], walks: false));
        Assert.Null(await RowGroupPages.FindAsync(cheap, group, null, ["absent"], walks: true));
        Assert.Null(await RowGroupPages.FindAsync(new MemoryByteSource("f", file) { PieceBytes = 4 << 20 }, group, null, ["row"], walks: true));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(7_000)]
    [InlineData(30_000)]
    [InlineData(1_000_000)]
    public async Task A_row_group_is_cut_between_pages_into_ranges_of_about_the_length_wanted(int rowsEach)
    {
        var source = new MemoryByteSource("f", Indexed.Value);
        var group = (await ParquetFooter.ReadAsync(source)).RowGroups[0];
        var index = (await RowGroupPages.FindAsync(source, group, null, ["row", "name"], walks: true))!;
        var starts = index.PlacesOf(group.Chunk("row")!)!.Pages.Concat(index.PlacesOf(group.Chunk("name")!)!.Pages).Select(p => p.Rows.First).ToHashSet();

        var ranges = index.Split(source, rowsEach);

        Assert.Equal(0, ranges[0].First);
        Assert.Equal(Rows, ranges[^1].End);
        for (var i = 1; i < ranges.Length; i++)
        {
            Assert.Equal(ranges[i - 1].End, ranges[i].First);
            Assert.Contains(ranges[i].First, starts);
        }
        Assert.All(ranges, r => Assert.InRange(r.End - r.First, 1, Math.Max(2L * rowsEach, 3_000)));
        if (rowsEach >= 7_000)
            Assert.All(ranges, r => Assert.InRange(r.End - r.First, Math.Min(Rows, rowsEach) / 3, Rows));
    }

    [Fact]
    public async Task Cuts_are_where_the_fewest_bytes_are_on_both_sides()
    {
        // Names have few long pages, rows many short ones: cutting a page of names costs more.
        var source = new MemoryByteSource("f", MatrixFile.Write([Row, Name], Rows, new(ParquetSharp.Compression.Uncompressed, IsV2: false, 9_000), hasPageIndex: true));
        var group = (await ParquetFooter.ReadAsync(source)).RowGroups[0];
        var index = (await RowGroupPages.FindAsync(source, group, null, ["row", "name"], walks: true))!;
        var ofNames = index.PlacesOf(group.Chunk("name")!)!.Pages.Select(p => p.Rows.First).ToHashSet();
        var ofRows = index.PlacesOf(group.Chunk("row")!)!.Pages;
        var ranges = index.Split(source, 10_000);
        Assert.Equal(5, ranges.Length);
        foreach (var range in ranges.Skip(1))
        {
            var (_, page) = ofRows.Single(p => p.Rows.First <= range.First && p.Rows.End > range.First);
            Assert.True(ofNames.Contains(range.First) || page.First == range.First);
        }
    }

    [Fact]
    public async Task Damaged_headers_end_in_no_places_or_in_places_of_all_rows()
    {
        var random = new Random(11);
        var footer = await ParquetFooter.ReadAsync(new MemoryByteSource("f", Indexed.Value));
        var unknown = 0;
        foreach (var chunk in footer.RowGroups[0].Chunks)
        {
            var headers = (await new PageWalk(new MemoryByteSource("f", Indexed.Value), chunk).FindAsync(Rows, default))!.Pages;
            for (var round = 0; round < 300; round++)
            {
                var damaged = Indexed.Value.ToArray();
                var at = (int)headers[random.Next(headers.Length)].Bytes.Offset + random.Next(20);
                damaged[at] = (byte)(random.Next(3) == 0 ? 0xFF : damaged[at] ^ (1 << random.Next(8)));
                var places = await new PageWalk(new MemoryByteSource("f", damaged), chunk).FindAsync(Rows, default);
                unknown += places is null ? 1 : 0;
                Assert.Equal(Rows, places?.Pages.Sum(p => p.Rows.End - p.Rows.First) ?? Rows);
            }
        }
        Assert.InRange(unknown, 50, 599);
    }
}
