using System.Buffers.Binary;
using System.Diagnostics;
using CsCheck;
using Kartothek.Columns;
using ParquetSharp;
using Fields = Kartothek.Parquet.Tests.CompactWriter.Fields;

namespace Kartothek.Parquet.Tests;

public class HostileFooterTests
{
    private static readonly Lazy<byte[]> Real = new(WriteRealFile);

    [Fact]
    public void Truncation_at_every_offset_is_one_clear_error()
    {
        var file = Real.Value;
        for (var length = 0; length < file.Length; length++)
            Assert.Contains("'hostile'", Assert.Throws<KartothekException>(() => Read(file[..length])).Message);
    }

    [Fact]
    public void A_footer_truncated_at_every_offset_is_one_clear_error()
    {
        var file = Real.Value;
        var length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(file.Length - 8));
        var footer = file[^(8 + length)..^8];
        for (var cut = 0; cut < length; cut++)
        {
            var error = Assert.Throws<KartothekException>(() => Read(WithFooter(file, footer[..cut])));
            Assert.Equal(ErrorKind.Corrupt, error.Kind);
        }
    }

    [Fact]
    public void Every_flipped_bit_of_a_footer_is_harmless_or_a_clear_error()
    {
        var file = Real.Value;
        var length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(file.Length - 8));
        for (var position = file.Length - 8 - length; position < file.Length; position++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var damaged = file.ToArray();
                damaged[position] ^= (byte)(1 << bit);
                ReadHarmlessly(damaged);
            }
        }
    }

    [Fact]
    public void Generated_footers_are_harmless_or_a_clear_error() =>
        Gen.Byte.Array[0, 200].Sample(garbage => ReadHarmlessly(TestFile.Around(garbage)), iter: 20_000);

    [Fact]
    public void Footers_with_spliced_bytes_are_harmless_or_a_clear_error()
    {
        var file = Real.Value;
        var start = file.Length - 8 - BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(file.Length - 8));
        Gen.Select(Gen.Int[start, file.Length - 9], Gen.Byte.Array[1, 12]).Sample((position, bytes) =>
        {
            var damaged = file.ToArray();
            bytes.AsSpan(0, Math.Min(bytes.Length, file.Length - 8 - position)).CopyTo(damaged.AsSpan(position));
            ReadHarmlessly(damaged);
        }, iter: 20_000);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { (byte)'P', (byte)'A', (byte)'R', (byte)'1' })]
    [InlineData(new byte[] { (byte)'P', (byte)'A', (byte)'R', (byte)'1', 0, 0, 0, 0, (byte)'P', (byte)'A', (byte)'R', (byte)'2' })]
    public void What_is_no_parquet_file_says_so(byte[] bytes)
    {
        var error = Assert.Throws<KartothekException>(() => Read(bytes));
        Assert.Equal(ErrorKind.Corrupt, error.Kind);
        Assert.Contains("'hostile' is not a Parquet file", error.Message);
    }

    [Fact]
    public void An_encrypted_footer_says_so()
    {
        byte[] bytes = [.. "PARE"u8, .. new byte[100], .. "PARE"u8];
        var error = Assert.Throws<KartothekException>(() => Read(bytes));
        Assert.Equal(ErrorKind.NotSupported, error.Kind);
        Assert.Contains("encrypted", error.Message);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    [InlineData(25)]
    public void A_footer_longer_than_its_file_is_refused(int length)
    {
        byte[] bytes = [.. "PAR1"u8, .. new byte[20], 0, 0, 0, 0, .. "PAR1"u8];
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), length);
        Assert.Contains("in a file of 32", Assert.Throws<KartothekException>(() => Read(bytes)).Message);
    }

    [Fact]
    public void Absurd_numbers_are_refused()
    {
        Refused("-1 values", new TestFile { Rows = -1 });
        Refused("rows", new TestFile { Rows = 1L << 40 });
        Refused("its row groups have 9", new TestFile { GroupRows = 9 });
        Refused("takes 21 bytes from 4", new TestFile { CompressedSize = 21 });
        Refused("takes 9223372036854775807 bytes", new TestFile { CompressedSize = long.MaxValue });
        Refused("-1 bytes", new TestFile { CompressedSize = -1 });
        Refused("from -5 on", new TestFile { DataPageOffset = -5 });
        Refused("from 9223372036854775807 on", new TestFile { DataPageOffset = long.MaxValue });
        Refused("from 0 on", new TestFile { DataPageOffset = 0 });
        Refused("physical type 1", new TestFile { Physical = 1 });
        Refused("unknown physical type 8", new TestFile { Physical = 8, Column = c => c.Int32(1, 8).Text(4, "x") });
        Refused("repetition 3", new TestFile { Column = c => c.Int32(1, 2).Int32(3, 3).Text(4, "x") });
        Refused("values of -2 bytes", new TestFile { Physical = 7, Column = c => c.Int32(1, 7).Int32(2, -2).Text(4, "x") });
        Refused("decimal of 0 digits", new TestFile { Column = c => c.Int32(1, 2).Text(4, "x").Int32(6, 5) });
        Refused("decimal of 5 digits, 6 of them", new TestFile { Column = c => c.Int32(1, 2).Text(4, "x").Int32(6, 5).Int32(7, 6).Int32(8, 5) });
        Refused("another file", new TestFile { MoreChunk = c => c.Text(1, "other.parquet") });
    }

    [Fact]
    public void Two_columns_of_one_name_are_not_supported()
    {
        var footer = CompactWriter.Struct(f => f
            .Structs(2, [r => r.Text(4, "schema").Int32(5, 2), c => c.Int32(1, 2).Text(4, "x"), c => c.Int32(1, 2).Text(4, "x")])
            .Int64(3, 0).Structs(4, []));
        Assert.Equal(ErrorKind.NotSupported, Assert.Throws<KartothekException>(() => Read(TestFile.Around(footer))).Kind);
    }

    [Fact]
    public void A_long_chain_of_groups_and_a_large_garbage_footer_end_quickly()
    {
        var clock = Stopwatch.StartNew();
        var groups = Enumerable.Range(0, 100_000).Select(_ => (Action<Fields>)(g => g.Int32(3, 2).Text(4, "g").Int32(5, 1)));
        var chain = CompactWriter.Struct(f => f.Structs(2, [r => r.Text(4, "schema").Int32(5, 1), .. groups, c => c.Int32(1, 2).Text(4, "x")]).Int64(3, 0));
        Assert.Contains("deeper than 64", Assert.Throws<KartothekException>(() => Read(TestFile.Around(chain))).Message);
        var random = new byte[10_000_000];
        new Random(1).NextBytes(random);
        var before = GC.GetAllocatedBytesForCurrentThread();
        ReadHarmlessly(TestFile.Around(random));
        // Twice for the file and its footer here, the rest is the reader's.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10L * random.Length);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 60);
    }

    private static void Refused(string why, TestFile file)
    {
        var error = Assert.Throws<KartothekException>(() => file.Read());
        Assert.Equal(ErrorKind.Corrupt, error.Kind);
        Assert.Contains(why, error.Message);
        Assert.Contains("'test.parquet'", error.Message);
    }

    /// <summary>Reads a footer and everything that is decoded later.</summary>
    private static ParquetFooter Read(byte[] bytes)
    {
        var footer = ParquetFooter.ReadAsync(new MemoryByteSource("hostile", bytes)).GetAwaiter().GetResult();
        _ = footer.KeyValueMetadata;
        foreach (var group in footer.RowGroups)
        {
            foreach (var field in footer.Schema.Fields)
                group.Range(field.Name);
        }
        return footer;
    }

    private static void ReadHarmlessly(byte[] bytes)
    {
        try
        {
            Read(bytes);
        }
        catch (KartothekException e)
        {
            Assert.Contains("'hostile'", e.Message);
        }
    }

    private static byte[] WithFooter(byte[] file, byte[] footer)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(file.Length - 8));
        var trailer = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(trailer, footer.Length);
        return [.. file[..^(8 + length)], .. footer, .. trailer, .. "PAR1"u8];
    }

    private static byte[] WriteRealFile()
    {
        using var stream = new MemoryStream();
        Column[] columns = [new Column<int>("a"), new Column<string>("b"), new Column<double?[]>("c"), new Column<decimal>("d", LogicalType.Decimal(28, 2))];
        using (var writer = new ParquetSharp.ParquetFileWriter(stream, columns, keyValueMetadata: new Dictionary<string, string> { ["k"] = "v" }))
        {
            for (var i = 0; i < 2; i++)
            {
                using var group = writer.AppendRowGroup();
                using (var a = group.NextColumn().LogicalWriter<int>())
                    a.WriteBatch([1, 2, 3]);
                using (var b = group.NextColumn().LogicalWriter<string>())
                    b.WriteBatch(["x", null!, "z"]);
                using (var c = group.NextColumn().LogicalWriter<double?[]>())
                    c.WriteBatch([[1, null], null!, []]);
                using (var d = group.NextColumn().LogicalWriter<decimal>())
                    d.WriteBatch([1.5m, -2m, 3m]);
            }
            writer.Close();
        }
        return stream.ToArray();
    }
}
