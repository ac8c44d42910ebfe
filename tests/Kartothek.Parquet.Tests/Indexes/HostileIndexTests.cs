using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using Kartothek.Columns;

namespace Kartothek.Parquet.Tests;

/// <summary>Damaged page indexes end in right rows or in one clear error, within bounded memory and time.</summary>
public sealed class HostileIndexTests
{
    private const int Rows = 3000;

    private const long MaxBytes = 20L << 20;

    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(10);

    private static readonly string[] Names = ["row", "text", "number", "few"];

    private static readonly Lazy<Task<byte[]>> File = new(() => WrittenColumns.WriteAsync(
        [
            (new("row", ColumnType.Int64), [.. Enumerable.Range(0, Rows).Select(r => (object?)(long)r)]),
            (new("text", ColumnType.String), [.. Enumerable.Range(0, Rows).Select(TextOf)]),
            (new("number", ColumnType.Double), [.. Enumerable.Range(0, Rows).Select(r => r % 7 == 3 ? null : (object?)(r / 3.0))]),
            (new("few", ColumnType.String), [.. Enumerable.Range(0, Rows).Select(r => (object?)$"few {r % 5}")]),
        ],
        new ParquetWriteOptions { PageIndex = true, PageRows = 100 }));

    private static string? TextOf(int row) => row % 9 == 2 || row is > 1000 and < 1250 ? null : $"text {row:D5} {row * 7919L % 10007}";

    /// <summary>One byte: what it makes of places is either none, or the same rows, or found out.</summary>
    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(700)]
    public async Task Places_with_a_damaged_byte_end_in_the_right_rows_or_an_error(int pieceBytes)
    {
        var file = await File.Value;
        var random = new Random(20261126);
        var (right, refused) = (0, 0);
        foreach (var range in (await IndexesAsync(file)).Where(i => i.IsPlaces).Select(i => i.Range))
        {
            for (var round = 0; round < 700; round++)
            {
                var damaged = file.ToArray();
                var at = (int)(range.Offset + random.NextInt64(range.Length));
                damaged[at] = (byte)(random.Next(3) == 0 ? damaged[at] ^ (1 << random.Next(8)) : random.Next(256));
                var (rows, wanted) = await ReadAsync(damaged, $"byte {at} = {damaged[at]}, was {file[at]}", random, pieceBytes);
                if (rows is null)
                    refused++;
                else if (wanted.SequenceEqual(rows))
                    right++;
                else
                    Assert.Fail($"Byte {at} = {damaged[at]}, was {file[at]}: {rows.Count} rows, and not the {wanted.Count} that were wanted.");
            }
        }
        Assert.True(right > 1000 && refused > 5, $"{right} right, {refused} refused");
    }

    /// <summary>Where a page is said to begin at another row, rows of it aren't taken for others.</summary>
    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(700)]
    public async Task A_page_that_is_said_to_begin_elsewhere_is_found_out(int pieceBytes)
    {
        var file = await File.Value;
        var places = (await ParquetFooter.ReadAsync(new MemoryByteSource("f", file))).RowGroups[0].Chunk("row")!.OffsetIndex;
        for (var page = 1; page < Rows / 100; page++)
        {
            foreach (var shift in new[] { -10, 10 })
            {
                var damaged = file.ToArray();
                // The last member of a location.
                byte[] member = [0x16, .. Varint(100L * page), 0];
                var at = file.AsSpan((int)places.Offset, (int)places.Length).IndexOf(member);
                Varint((100L * page) + shift).CopyTo(damaged, places.Offset + at + 1);
                var e = await Assert.ThrowsAsync<KartothekException>(() => ScanAsync(damaged, [new((100 * page) + 20, (100 * page) + 30)], pieceBytes));
                Assert.Equal(ErrorKind.Corrupt, e.Kind);
                Assert.Contains("its page index is wrong", e.Message);
            }
        }
    }

    /// <summary>Bytes of bounds and places at once: bounds that lie cost rows, as those of a footer do, but no row comes that isn't one.</summary>
    [Fact]
    public async Task Indexes_with_damaged_bytes_end_in_rows_of_the_file_or_an_error()
    {
        var file = await File.Value;
        var random = new Random(8);
        var indexes = await IndexesAsync(file);
        byte[][] extremes = [[0xFF], [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0x00], [0x80, 0x80, 0x80, 0x80, 0x08], [0xFE, 0xFF, 0xFF, 0xFF, 0x0F], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]];
        for (var round = 0; round < 3000; round++)
        {
            var damaged = file.ToArray();
            for (var spots = random.Next(1, 4); spots > 0; spots--)
            {
                var range = indexes[random.Next(indexes.Count)].Range;
                var at = (int)(range.Offset + random.NextInt64(range.Length));
                var bytes = random.Next(2) == 0 ? extremes[random.Next(extremes.Length)] : [(byte)(damaged[at] ^ (1 << random.Next(8)))];
                bytes.AsSpan(0, (int)Math.Min(bytes.Length, range.End - at)).CopyTo(damaged.AsSpan(at));
            }
            await ReadAsync(damaged, $"round {round}", random, round % 2 == 0 ? int.MaxValue : 700);
        }
    }

    [Fact]
    public async Task Indexes_that_a_footer_puts_anywhere_end_in_rows_of_the_file_or_an_error()
    {
        var file = await File.Value;
        var random = new Random(9);
        var footer = await ParquetFooter.ReadAsync(new MemoryByteSource("f", file));
        var numbers = footer.RowGroups[0].Chunks.SelectMany(c => new[] { c.ColumnIndex.Offset, c.ColumnIndex.Length, c.OffsetIndex.Offset, c.OffsetIndex.Length }).Distinct().ToArray();
        var start = file.Length - 8 - BitConverter.ToInt32(file, file.Length - 8);
        var spots = numbers.Select(n => (Number: n, At: file.AsSpan(start, file.Length - start).IndexOf(Varint(n)) + start)).Where(s => s.At >= start).ToArray();
        Assert.True(spots.Length > 12);
        for (var round = 0; round < 2000; round++)
        {
            var damaged = file.ToArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                // Another number of the same bytes: another index, the middle of one, data, or what lies behind the end.
                var (number, at) = spots[random.Next(spots.Length)];
                var claimed = random.Next(3) == 0 ? numbers[random.Next(numbers.Length)] : random.Next(2) == 0 ? number + random.Next(-20, 20) : random.NextInt64(1, 1L << ((7 * Varint(number).Length) - 1));
                if (claimed > 0 && Varint(claimed) is var bytes && bytes.Length == Varint(number).Length)
                    bytes.CopyTo(damaged, at);
            }
            await ReadAsync(damaged, $"round {round}", random, round % 2 == 0 ? int.MaxValue : 700);
        }
    }

    [Fact]
    public async Task An_index_cut_off_anywhere_is_none()
    {
        var file = await File.Value;
        var group = (await ParquetFooter.ReadAsync(new MemoryByteSource("f", file))).RowGroups[0];
        foreach (var chunk in group.Chunks)
        {
            var places = file.AsSpan((int)chunk.OffsetIndex.Offset, (int)chunk.OffsetIndex.Length).ToArray();
            var bounds = file.AsSpan((int)chunk.ColumnIndex.Offset, (int)chunk.ColumnIndex.Length).ToArray();
            var whole = OffsetIndexReader.Read(places, chunk, group.RowCount)!;
            Assert.Equal(Rows / 100, whole.Pages.Length);
            Assert.Equal(Rows / 100, ColumnIndexReader.Read(bounds, group, chunk, whole).Length);
            for (var length = 0; length < places.Length; length++)
                Assert.Null(OffsetIndexReader.Read(places.AsSpan(0, length), chunk, group.RowCount));
            for (var length = 0; length < bounds.Length; length++)
                Assert.True(ColumnIndexReader.Read(bounds.AsSpan(0, length), group, chunk, whole).IsDefault);
        }
    }

    private static byte[] Varint(long number)
    {
        var bytes = new List<byte>();
        for (var zigzag = (ulong)number << 1; ; zigzag >>= 7)
        {
            bytes.Add((byte)(zigzag >= 0x80 ? zigzag | 0x80 : zigzag));
            if (zigzag < 0x80)
                return [.. bytes];
        }
    }

    private static async Task<List<(FileRange Range, bool IsPlaces)>> IndexesAsync(byte[] file)
    {
        var footer = await ParquetFooter.ReadAsync(new MemoryByteSource("f", file));
        return [.. footer.RowGroups[0].Chunks.SelectMany(c => new[] { (c.OffsetIndex, true), (c.ColumnIndex, false) })];
    }

    /// <summary>Reads some rows by the index. Whatever comes is checked to be a row of the file that was wanted.</summary>
    /// <returns>The rows, or null where that ended in an error; and those that were wanted.</returns>
    private static async Task<(List<long>? Rows, List<long> Wanted)> ReadAsync(byte[] file, string what, Random random, int pieceBytes)
    {
        var first = random.Next(Rows - 300);
        var second = random.Next(first + 100, Rows - 50);
        ImmutableArray<RowRange> ranges = [new(first, first + random.Next(1, 100)), new(second, second + random.Next(1, 50))];
        var wanted = ranges.SelectMany(r => Enumerable.Range((int)r.First, (int)(r.End - r.First)).Select(i => (long)i)).ToList();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var time = Stopwatch.StartNew();
        try
        {
            var rows = await ScanAsync(file, ranges, pieceBytes);
            Assert.True(rows.TrueForAll(wanted.Contains), what);
            return (rows, wanted);
        }
        catch (KartothekException e)
        {
            Assert.True(e.Kind is ErrorKind.Corrupt or ErrorKind.NotSupported or ErrorKind.Invalid, $"{what}: {e}");
            Assert.Contains("hostile.parquet", e.Message);
            return (null, wanted);
        }
        finally
        {
            var used = GC.GetAllocatedBytesForCurrentThread() - allocated;
            Assert.True(used < MaxBytes, $"{what}: reading {file.Length} bytes allocated {used}");
            Assert.True(time.Elapsed < MaxTime, $"{what}: reading {file.Length} bytes took {time.Elapsed}");
        }
    }

    private static async Task<List<long>> ScanAsync(byte[] file, ImmutableArray<RowRange> ranges, int pieceBytes)
    {
        var source = new MemoryByteSource("hostile.parquet", file) { PieceBytes = pieceBytes };
        var footer = await ParquetFooter.ReadAsync(source);
        var group = footer.RowGroups[0];
        var index = await RowGroupPages.ReadAsync(source, group, Names, Names);
        foreach (var name in Names)
        {
            // Bounds are looked at as whoever prunes by them does.
            foreach (var page in index.Pages(name))
                _ = (page.Rows.First, page.Values.Min?.ToString(), page.Values.Max?.ToString(), page.Values.NullCount);
        }
        using var buffers = new ScanBuffers { Scribbles = true };
        using var scan = RowGroupScan.Open(source, footer, 0, new ScanColumns(footer.Schema), buffers, new ScanRows(ranges, index));
        var rows = new List<long>();
        while (await scan.NextAsync() is { } block)
        {
            for (var i = 0; i < block.Length; i++)
            {
                var row = (int)(long)Cells.Of(block.Columns[0], i)!;
                Assert.Equal(block.RowNumber(i), row);
                Assert.Equal(TextOf(row) is { } text ? Convert.ToHexString(Encoding.UTF8.GetBytes(text)) : null, Cells.Of(block.Columns[1], i));
                Assert.Equal(row % 7 == 3 ? null : Cells.Of(row / 3.0), Cells.Of(block.Columns[2], i));
                Assert.Equal(Cells.Of($"few {row % 5}"), Cells.Of(block.Columns[3], i));
                rows.Add(row);
            }
        }
        return rows;
    }
}
