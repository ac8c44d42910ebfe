namespace Kartothek.Parquet.Tests;
/// <summary>Damaged pages end in one clear exception, or in rows, within bounded memory and time.</summary>
public sealed class HostilePageTests
{
    private const int Rows = 60;

    private static readonly Lazy<List<MatrixColumn>> Columns = new(() =>
        [.. MatrixColumns.Physical().Where(c => c.Nulls is Nulls.Required or Nulls.Some && !c.Name.Contains("fallback"))]);

    public static TheoryData<ParquetSharp.Compression, bool> Layouts() => new()
    {
        { ParquetSharp.Compression.Uncompressed, false },
        { ParquetSharp.Compression.Uncompressed, true },
        { ParquetSharp.Compression.Snappy, true },
        { ParquetSharp.Compression.Gzip, false },
        { ParquetSharp.Compression.Zstd, true },
        { ParquetSharp.Compression.Brotli, true },
        { ParquetSharp.Compression.Lz4, false },
        { ParquetSharp.Compression.Lz4Hadoop, true },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public async Task A_file_cut_off_anywhere_ends_in_an_error(ParquetSharp.Compression compression, bool isV2)
    {
        var file = Write(compression, isV2, Columns.Value.Where(c => c.Nulls == Nulls.Some).Take(6).ToList());
        for (var length = 0; length < file.Length; length++)
            Assert.NotNull(await HostileFile.ReadAsync(file[..length], $"cut at {length}"));
    }

    /// <summary>The data is cut off, and the footer moved up behind it, so that the footer is whole.</summary>
    [Theory]
    [MemberData(nameof(Layouts))]
    public async Task Data_cut_off_before_a_whole_footer_ends_in_an_error(ParquetSharp.Compression compression, bool isV2)
    {
        var file = Write(compression, isV2, Columns.Value.Where(c => c.Nulls == Nulls.Some).Take(6).ToList());
        var footer = BitConverter.ToInt32(file, file.Length - 8) + 8;
        var parsed = await ParquetFooter.ReadAsync(new MemoryByteSource("whole", file));
        var dataEnd = parsed.RowGroups[0].Chunks.Max(c => c.Bytes.End);
        for (var length = 4; length < dataEnd; length += 3)
            Assert.NotNull(await HostileFile.ReadAsync([.. file.AsSpan(0, length), .. file.AsSpan(file.Length - footer)], $"data cut at {length}"));
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public async Task Flipped_bits_end_in_an_error_or_in_rows(ParquetSharp.Compression compression, bool isV2)
    {
        var file = Write(compression, isV2, Columns.Value);
        var random = new Random(20261125);
        var footer = BitConverter.ToInt32(file, file.Length - 8) + 8;
        for (var i = 0; i < 1500; i++)
        {
            var damaged = file.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                // Mostly in the data: the footer has tests of its own.
                var at = random.Next(random.Next(10) == 0 ? file.Length : file.Length - footer);
                damaged[at] ^= (byte)(1 << random.Next(8));
            }
            await HostileFile.ReadAsync(damaged, $"round {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public async Task Bytes_replaced_by_extreme_ones_end_in_an_error_or_in_rows(ParquetSharp.Compression compression, bool isV2)
    {
        var file = Write(compression, isV2, Columns.Value.Where(c => c.Nulls == Nulls.Some).ToList());
        var random = new Random(7);
        byte[][] extremes = [[0xFF], [0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0x00], [0x80, 0x80, 0x80, 0x80, 0x08], [0xFE, 0xFF, 0xFF, 0xFF, 0x0F]];
        for (var i = 0; i < 1000; i++)
        {
            var damaged = file.ToArray();
            var bytes = extremes[random.Next(extremes.Length)];
            bytes.CopyTo(damaged, random.Next(4, file.Length - 8 - bytes.Length));
            await HostileFile.ReadAsync(damaged, $"round {i}");
        }
    }

    private static byte[] Write(ParquetSharp.Compression compression, bool isV2, List<MatrixColumn> columns) =>
        MatrixFile.Write(columns, Rows, new(compression, isV2, 1 << 20));
}
