using System.Buffers.Binary;
using System.IO.Compression;
using Kartothek.Columns;

namespace Kartothek.Parquet.Tests;

/// <summary>Pages whose claims are absurd, or unusual but right.</summary>
public sealed class CraftedPageTests
{
    private const int Huge = int.MaxValue;

    [Fact]
    public void Pages_without_values_and_pages_of_other_kinds_are_passed_over()
    {
        var chunk = new ChunkBuilder().Data(0, ValueEncoding.Plain, []).Other(1, [9, 9]).Data(1, ValueEncoding.Plain, Ints(5)).Other(77, []).Data(0, ValueEncoding.Plain, []).Data(2, ValueEncoding.Plain, Ints(6, 7));
        Assert.Equal([5, 6, 7], chunk.Read(PhysicalType.Int32, ColumnType.Int32, 3));
    }

    [Fact]
    public void Levels_in_the_old_packed_form_are_read()
    {
        // 1 0 1 1 from the highest bit down, then three values.
        var chunk = new ChunkBuilder().Data(4, ValueEncoding.Plain, [0b1011_0000, .. Ints(5, 6, 7)], levels: ValueEncoding.BitPacked);
        Assert.Equal([5, null, 6, 7], chunk.Read(PhysicalType.Int32, ColumnType.Int32, 4, isNullable: true));
    }

    [Fact]
    public void A_second_version_page_may_leave_its_values_uncompressed()
    {
        var chunk = new ChunkBuilder().DataV2(2, 1, ValueEncoding.Plain, [0x03, 0b10], Ints(8), isCompressed: false);
        Assert.Equal([null, 8], chunk.Read(PhysicalType.Int32, ColumnType.Int32, 2, codec: CompressionCodec.Snappy, isNullable: true));
    }

    [Fact]
    public void A_page_of_nulls_only_needs_no_dictionary_codes()
    {
        var chunk = new ChunkBuilder().Dictionary(0, []).Data(3, ValueEncoding.RunLengthDictionary, [2, 0, 0, 0, 6, 0], levels: ValueEncoding.RunLength);
        Assert.Equal([null, null, null], chunk.Read(PhysicalType.ByteArray, ColumnType.String, 3, isNullable: true));
        Assert.Equal([null, null, null], chunk.Read(PhysicalType.Int64, ColumnType.Int64, 3, isNullable: true));
    }

    [Fact]
    public void Codes_of_no_bits_stand_for_the_only_entry()
    {
        var chunk = new ChunkBuilder().Dictionary(1, Ints(42)).Data(3, ValueEncoding.RunLengthDictionary, [0]);
        Assert.Equal([42, 42, 42], chunk.Read(PhysicalType.Int32, ColumnType.Int32, 3));
    }

    [Fact]
    public void A_code_without_entry_is_refused()
    {
        var chunk = new ChunkBuilder().Dictionary(2, Ints(1, 2)).Data(8, ValueEncoding.RunLengthDictionary, [2, 0x03, 0b11_01_00_01, 0]);
        Refused(() => chunk.Read(PhysicalType.Int32, ColumnType.Int32, 8), "the code 3 has no entry in a dictionary of 2");
    }

    [Fact]
    public void A_code_of_32_bits_without_entry_is_refused()
    {
        var chunk = new ChunkBuilder().Dictionary(2, Ints(1, 2)).Data(2, ValueEncoding.RunLengthDictionary, [32, 0x04, 0xFF, 0xFF, 0xFF, 0xFF]);
        Refused(() => chunk.Read(PhysicalType.Int32, ColumnType.Int32, 2), "has no entry");
    }

    [Fact]
    public void Codes_without_a_dictionary_are_refused() =>
        Refused(() => new ChunkBuilder().Data(1, ValueEncoding.PlainDictionary, [1, 2, 0]).Read(PhysicalType.Int32, ColumnType.Int32, 1), "there is no dictionary");

    [Fact]
    public void A_second_dictionary_is_refused() =>
        Refused(() => new ChunkBuilder().Dictionary(1, Ints(1)).Dictionary(1, Ints(1)).Read(PhysicalType.Int32, ColumnType.Int32, 1), "dictionary behind another one");

    [Fact]
    public void A_dictionary_of_more_entries_than_bytes_is_refused()
    {
        Refused(() => new ChunkBuilder().Dictionary(Huge, Ints(1)).Read(PhysicalType.Int32, ColumnType.Int32, 1), "claims");
        Refused(() => new ChunkBuilder().Dictionary(Huge, Ints(1)).Read(PhysicalType.ByteArray, ColumnType.String, 1), "claims");
        Refused(() => new ChunkBuilder().Dictionary(Huge, Ints(1)).Read(PhysicalType.FixedLengthByteArray, ColumnType.Decimal(30, 2), 1), "claims");
    }

    [Fact]
    public void Pages_of_more_values_than_the_row_group_has_rows_are_refused() =>
        Refused(() => new ChunkBuilder().Data(3, ValueEncoding.Plain, Ints(1, 2, 3)).Read(PhysicalType.Int32, ColumnType.Int32, 2), "more than the 2 values");

    [Fact]
    public void Pages_of_fewer_values_than_the_row_group_has_rows_are_refused() =>
        Refused(() => new ChunkBuilder().Data(3, ValueEncoding.Plain, Ints(1, 2, 3)).Read(PhysicalType.Int32, ColumnType.Int32, 4), "its pages hold 3 of 4 values");

    [Fact]
    public void A_page_of_fewer_values_than_it_claims_is_refused()
    {
        Refused(() => new ChunkBuilder().Data(Huge, ValueEncoding.Plain, Ints(1, 2, 3)).Read(PhysicalType.Int32, ColumnType.Int32, Huge), "ends before its last value");
        Refused(() => new ChunkBuilder().Data(Huge, ValueEncoding.ByteStreamSplit, Ints(1, 2, 3)).Read(PhysicalType.Int32, ColumnType.Int32, Huge), "ends before its last value");
        Refused(() => new ChunkBuilder().Data(Huge, ValueEncoding.Plain, [1, 0, 0, 0, 65]).Read(PhysicalType.ByteArray, ColumnType.String, Huge), "ends before its last value");
    }

    [Theory]
    [InlineData(-1, 4)]
    [InlineData(1, -4)]
    public void Negative_claims_are_refused(int values, int size) =>
        Refused(() => new ChunkBuilder().Data(values, ValueEncoding.Plain, Ints(1), uncompressed: size).Read(PhysicalType.Int32, ColumnType.Int32, 1), "negative");

    [Fact]
    public void Encodings_that_dont_go_with_the_type_are_refused()
    {
        foreach (var physical in Enum.GetValues<PhysicalType>())
        {
            var type = physical switch
            {
                PhysicalType.Boolean => ColumnType.Boolean,
                PhysicalType.Int32 => ColumnType.Int32,
                PhysicalType.Int64 => ColumnType.Int64,
                PhysicalType.Int96 => ColumnType.Timestamp(ColumnUnit.Nanosecond),
                PhysicalType.Float => ColumnType.Float,
                PhysicalType.Double => ColumnType.Double,
                PhysicalType.ByteArray => ColumnType.Binary,
                _ => ColumnType.FixedBinary(4),
            };
            var refused = 0;
            for (var encoding = -1; encoding < 12; encoding++)
            {
                try
                {
                    new ChunkBuilder().Data(1, (ValueEncoding)encoding, [0, 0, 0, 0, 0, 0, 0, 0, 0x8C, 0x3D, 0x25, 0]).Read(physical, type, 1);
                }
                catch (PageFormatException)
                {
                    refused++;
                }
            }
            Assert.InRange(refused, 8, 12);
        }
    }

    [Fact]
    public void A_string_longer_than_its_page_is_refused()
    {
        Refused(() => new ChunkBuilder().Data(1, ValueEncoding.Plain, [0xFF, 0xFF, 0xFF, 0x7F, 1, 2]).Read(PhysicalType.ByteArray, ColumnType.String, 1), "longer than the rest");
        Refused(() => new ChunkBuilder().Data(1, ValueEncoding.Plain, [0xFF, 0xFF, 0xFF, 0xFF, 1, 2]).Read(PhysicalType.ByteArray, ColumnType.String, 1), "longer than the rest");
    }

    [Fact]
    public void A_page_that_claims_more_than_its_codec_can_make_is_refused_before_memory_is_taken()
    {
        foreach (var codec in new[] { CompressionCodec.Snappy, CompressionCodec.Gzip, CompressionCodec.Zstd, CompressionCodec.Lz4, CompressionCodec.Lz4Raw, CompressionCodec.Brotli })
        {
            var chunk = new ChunkBuilder().Data(1, ValueEncoding.Plain, [1, 2, 3, 4], uncompressed: Huge);
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            Refused(() => chunk.Read(PhysicalType.Int32, ColumnType.Int32, 1, codec: codec), "claims");
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 10 << 20);
        }
    }

    [Fact]
    public void A_page_that_decompresses_to_more_than_it_claims_is_refused()
    {
        var zeros = new byte[50 << 20];
        using var zstd = new ZstdSharp.Compressor();
        var bombs = new (CompressionCodec, byte[])[]
        {
            (CompressionCodec.Zstd, zstd.Wrap(zeros).ToArray()),
            (CompressionCodec.Gzip, Compress(zeros, s => new GZipStream(s, CompressionLevel.Optimal))),
            (CompressionCodec.Brotli, Compress(zeros, s => new BrotliStream(s, CompressionLevel.Optimal))),
            (CompressionCodec.Snappy, Snappier.Snappy.CompressToArray(zeros)),
        };
        foreach (var (codec, bomb) in bombs)
        {
            var chunk = new ChunkBuilder().Data(1, ValueEncoding.Plain, bomb, uncompressed: 4);
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            Refused(() => chunk.Read(PhysicalType.Int32, ColumnType.Int32, 1, codec: codec), "a page isn't valid");
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 20 << 20);
        }
    }

    [Fact]
    public void A_page_that_decompresses_to_less_than_it_claims_is_refused()
    {
        foreach (var codec in new[] { CompressionCodec.Snappy, CompressionCodec.Zstd, CompressionCodec.Gzip, CompressionCodec.Brotli })
        {
            var body = codec switch
            {
                CompressionCodec.Snappy => Snappier.Snappy.CompressToArray(Ints(1)),
                CompressionCodec.Zstd => new ZstdSharp.Compressor().Wrap(Ints(1)).ToArray(),
                CompressionCodec.Gzip => Compress(Ints(1), s => new GZipStream(s, CompressionLevel.Fastest)),
                _ => Compress(Ints(1), s => new BrotliStream(s, CompressionLevel.Fastest)),
            };
            Refused(() => new ChunkBuilder().Data(1, ValueEncoding.Plain, body, uncompressed: 8).Read(PhysicalType.Int32, ColumnType.Int32, 1, codec: codec), "isn't valid");
        }
    }

    [Fact]
    public void A_few_bytes_that_stand_for_billions_of_rows_take_no_memory()
    {
        // 2³¹ - 1 times null, in a run of six bytes.
        byte[] nulls = [6, 0, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF, 0x0F, 0];
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var rows = new ChunkBuilder().Data(Huge, ValueEncoding.Plain, nulls).Read(PhysicalType.Int64, ColumnType.Int64, Huge, maxRows: 10_000, isNullable: true);
        Assert.All(rows, Assert.Null);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 5 << 20);
    }

    [Fact]
    public void Deltas_that_claim_billions_of_values_take_no_memory()
    {
        // Blocks of 128 values in 4 parts; 2³¹ - 1 values from 7 on; one block whose parts have no bits.
        byte[] deltas = [0x80, 0x01, 0x04, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0x0E, 0x02, 0, 0, 0, 0];
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        Refused(() => new ChunkBuilder().Data(Huge, ValueEncoding.DeltaBinaryPacked, deltas).Read(PhysicalType.Int32, ColumnType.Int32, Huge), "deltas end within");
        Refused(() => new ChunkBuilder().Data(Huge, ValueEncoding.DeltaLengthByteArray, deltas).Read(PhysicalType.ByteArray, ColumnType.String, Huge), "deltas end within");
        Refused(() => new ChunkBuilder().Data(Huge, ValueEncoding.DeltaByteArray, deltas).Read(PhysicalType.ByteArray, ColumnType.String, Huge), "deltas end within");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 5 << 20);
    }

    [Theory]
    [InlineData(new byte[] { 0x80, 0x01, 0x00, 0x01, 0x00 })]
    [InlineData(new byte[] { 0x00, 0x04, 0x01, 0x00 })]
    [InlineData(new byte[] { 0x80, 0x01, 0x03, 0x01, 0x00 })]
    [InlineData(new byte[] { 0x80, 0x01, 0x08, 0x01, 0x00 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0x80, 0x80, 0x80, 0x80, 0x10, 0x04, 0x01, 0x00 })]
    public void Deltas_in_blocks_that_cant_be_are_refused(byte[] header) =>
        Assert.Throws<PageFormatException>(() => new ChunkBuilder().Data(1, ValueEncoding.DeltaBinaryPacked, header).Read(PhysicalType.Int64, ColumnType.Int64, 1));

    [Fact]
    public void Values_that_share_long_prefixes_end_at_a_limit()
    {
        // A value of 1 MiB, and 1,999 more that are the same: 2 GB out of 1 MiB.
        const int Length = 1 << 20;
        byte[] prefixes = [.. Deltas(0, Length, 1998), .. Deltas(Length, -Length, 1998)];
        byte[] body = [.. prefixes, .. new byte[Length]];
        Refused(() => new ChunkBuilder().Data(2000, ValueEncoding.DeltaByteArray, body).Read(PhysicalType.ByteArray, ColumnType.Binary, 2000), "that are read");
    }

    [Fact]
    public void A_prefix_longer_than_the_value_before_is_refused()
    {
        byte[] body = [.. Deltas(0, 9, 0), .. Deltas(1, 0, 0), 65, 66];
        Refused(() => new ChunkBuilder().Data(2, ValueEncoding.DeltaByteArray, body).Read(PhysicalType.ByteArray, ColumnType.Binary, 2), "shares 9 bytes with one of 1 bytes");
    }

    [Fact]
    public void Gzip_of_several_members_is_read()
    {
        byte[] body = [.. Compress(Ints(1), s => new GZipStream(s, CompressionLevel.Fastest)), .. Compress(Ints(2, 3), s => new GZipStream(s, CompressionLevel.Fastest))];
        Assert.Equal([1, 2, 3], new ChunkBuilder().Data(3, ValueEncoding.Plain, body, uncompressed: 12).Read(PhysicalType.Int32, ColumnType.Int32, 3, codec: CompressionCodec.Gzip));
    }

    [Fact]
    public void Lz4_is_read_in_all_forms_that_writers_took_it_for()
    {
        var values = Enumerable.Range(0, 500).Select(i => i / 7).ToArray();
        var plain = Ints(values);
        byte[] body = [.. HadoopBlock(plain[..800]), .. HadoopBlock(plain[800..])];
        foreach (var form in new[] { body, Lz4(plain), Lz4Frame(plain) })
        {
            var chunk = new ChunkBuilder().Data(500, ValueEncoding.Plain, form, uncompressed: plain.Length);
            Assert.Equal(values.Cast<object?>(), chunk.Read(PhysicalType.Int32, ColumnType.Int32, 500, codec: CompressionCodec.Lz4));
        }
    }

    private static void Refused(Action read, string message) => Assert.Contains(message, Assert.Throws<PageFormatException>(read).Message);

    private static byte[] Ints(params int[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    private static byte[] Compress(byte[] bytes, Func<Stream, Stream> wrap)
    {
        using var target = new MemoryStream();
        using (var stream = wrap(target))
            stream.Write(bytes);
        return target.ToArray();
    }

    private static byte[] Lz4(ReadOnlySpan<byte> bytes)
    {
        var target = new byte[K4os.Compression.LZ4.LZ4Codec.MaximumOutputSize(bytes.Length)];
        return target[..K4os.Compression.LZ4.LZ4Codec.Encode(bytes, target)];
    }

    private static byte[] HadoopBlock(ReadOnlySpan<byte> bytes)
    {
        var block = Lz4(bytes);
        var header = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(header, bytes.Length);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), block.Length);
        return [.. header, .. block];
    }

    /// <summary>Magic, flags (version 1, independent blocks), largest block, a header checksum that isn't looked at, one block, the end mark.</summary>
    private static byte[] Lz4Frame(byte[] bytes)
    {
        var block = Lz4(bytes);
        return [0x04, 0x22, 0x4D, 0x18, 0x60, 0x70, 0, .. BitConverter.GetBytes(block.Length), .. block, 0, 0, 0, 0];
    }

    /// <summary>A first value, a second one, and then so many that don't change.</summary>
    private static byte[] Deltas(int first, int delta, int unchanged)
    {
        var bytes = new List<byte>();
        var count = 2 + unchanged;
        Varint(bytes, 128);
        Varint(bytes, 1);
        Varint(bytes, (uint)count);
        Varint(bytes, Zigzag(first));
        for (var block = 0; block < (count - 1 + 127) / 128; block++)
        {
            if (block > 0)
            {
                bytes.AddRange([0, 0]);
                continue;
            }
            // The first delta is one of its own kind: from the least, none or all of it, in 32 bits.
            var least = Math.Min(delta, 0);
            Varint(bytes, Zigzag(least));
            bytes.Add(32);
            for (var i = 0; i < 128; i++)
                bytes.AddRange(BitConverter.GetBytes((i == 0 ? delta : 0) - least));
        }
        return [.. bytes];
    }

    private static uint Zigzag(int value) => (uint)((value << 1) ^ (value >> 31));

    private static void Varint(List<byte> bytes, uint value)
    {
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
    }
}
