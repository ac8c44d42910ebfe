using Kartothek.Columns;
using ParquetSharp;
using PSharp = ParquetSharp;

namespace Kartothek.Parquet.Tests;

public class ParquetFooterTests
{
    [Fact]
    public async Task Every_logical_type_that_ParquetSharp_writes_is_recognised()
    {
        (Column Column, ColumnType Type)[] columns =
        [
            (new Column<bool>("bool"), ColumnType.Boolean),
            (new Column<sbyte>("i8"), ColumnType.Int8),
            (new Column<byte>("u8"), ColumnType.UInt8),
            (new Column<short>("i16"), ColumnType.Int16),
            (new Column<ushort>("u16"), ColumnType.UInt16),
            (new Column<int>("i32"), ColumnType.Int32),
            (new Column<uint>("u32"), ColumnType.UInt32),
            (new Column<long>("i64"), ColumnType.Int64),
            (new Column<ulong>("u64"), ColumnType.UInt64),
            (new Column<Half>("half"), ColumnType.Half),
            (new Column<float>("float"), ColumnType.Float),
            (new Column<double?>("double"), ColumnType.Double),
            (new Column<string>("string"), ColumnType.String),
            (new Column<string>("json", LogicalType.Json()), ColumnType.String),
            (new Column<byte[]>("binary"), ColumnType.Binary),
            (new Column<byte[]>("bson", LogicalType.Bson()), ColumnType.Binary),
            (new Column<string>("enum", LogicalType.Enum()), ColumnType.Binary),
            (new Column<Guid>("uuid"), ColumnType.Uuid),
            (new Column<DateOnly>("date"), ColumnType.Date),
            (new Column<TimeSpan>("time_ms", LogicalType.Time(false, PSharp.TimeUnit.Millis)), ColumnType.Time(ColumnUnit.Millisecond)),
            (new Column<TimeSpan>("time_us", LogicalType.Time(true, PSharp.TimeUnit.Micros)), ColumnType.Time(ColumnUnit.Microsecond, true)),
            (new Column<TimeSpanNanos>("time_ns", LogicalType.Time(false, PSharp.TimeUnit.Nanos)), ColumnType.Time(ColumnUnit.Nanosecond)),
            (new Column<DateTime>("ts_ms", LogicalType.Timestamp(true, PSharp.TimeUnit.Millis)), ColumnType.Timestamp(ColumnUnit.Millisecond, true)),
            (new Column<DateTime>("ts_us", LogicalType.Timestamp(false, PSharp.TimeUnit.Micros)), ColumnType.Timestamp(ColumnUnit.Microsecond)),
            (new Column<DateTimeNanos>("ts_ns", LogicalType.Timestamp(false, PSharp.TimeUnit.Nanos)), ColumnType.Timestamp(ColumnUnit.Nanosecond)),
            (new Column<decimal?>("dec28", LogicalType.Decimal(28, 3)), ColumnType.Decimal(28, 3)),
            (new Column<decimal>("dec9", LogicalType.Decimal(9, 2)), ColumnType.Decimal(9, 2)),
        ];
        using var stream = new MemoryStream();
        using (var writer = new ParquetSharp.ParquetFileWriter(stream, [.. columns.Select(c => c.Column)], keyValueMetadata: new Dictionary<string, string> { ["ä"] = "ö", [""] = "" }))
            writer.Close();

        var footer = await ParquetFooter.ReadAsync(new MemoryByteSource("types", stream.ToArray()));

        Assert.Equal(columns.Select(c => c.Type), footer.Schema.Fields.Select(f => f.Type));
        Assert.Equal(columns.Select(c => c.Column.Name), footer.Schema.Fields.Select(f => f.Name));
        Assert.Equal(["double", "string", "json", "binary", "bson", "enum", "dec28"], footer.Schema.Fields.Where(f => f.IsNullable).Select(f => f.Name));
        Assert.Equal("ö", footer.KeyValueMetadata["ä"]);
        Assert.Equal("", footer.KeyValueMetadata[""]);
        Assert.StartsWith("parquet-cpp-arrow version", footer.CreatedBy);
        Assert.Empty(footer.RowGroups);
        Assert.Equal(0, footer.RowCount);
    }

    [Theory]
    [InlineData(0, "string")]
    [InlineData(4, "binary")]
    [InlineData(19, "string")]
    [InlineData(20, "binary")]
    [InlineData(99, "binary")]
    public void Converted_types_of_bytes_are_recognised(int converted, string type) =>
        Assert.Equal(type, Converted(PhysicalType.ByteArray, converted));

    [Theory]
    [InlineData(6, "date")]
    [InlineData(7, "time[ms, UTC]")]
    [InlineData(11, "uint8")]
    [InlineData(12, "uint16")]
    [InlineData(13, "uint32")]
    [InlineData(15, "int8")]
    [InlineData(16, "int16")]
    [InlineData(17, "int32")]
    [InlineData(0, "int32")]
    [InlineData(14, "int32")]
    public void Converted_types_of_int32_are_recognised(int converted, string type) => Assert.Equal(type, Converted(PhysicalType.Int32, converted));

    [Theory]
    [InlineData(8, "time[us, UTC]")]
    [InlineData(9, "timestamp[ms, UTC]")]
    [InlineData(10, "timestamp[us, UTC]")]
    [InlineData(14, "uint64")]
    [InlineData(18, "int64")]
    [InlineData(11, "int64")]
    public void Converted_types_of_int64_are_recognised(int converted, string type) => Assert.Equal(type, Converted(PhysicalType.Int64, converted));

    [Fact]
    public void Intervals_and_int96_are_recognised()
    {
        Assert.Equal("fixed_binary(12)", Converted(PhysicalType.FixedLengthByteArray, 21, 12));
        Assert.Equal("timestamp[ns]", Converted(PhysicalType.Int96, null));
    }

    [Theory]
    [InlineData((int)PhysicalType.Int32, 0, 9, 2, "decimal(9,2)")]
    [InlineData((int)PhysicalType.Int64, 0, 18, 0, "decimal(18,0)")]
    [InlineData((int)PhysicalType.ByteArray, 0, 38, 38, "decimal(38,38)")]
    [InlineData((int)PhysicalType.FixedLengthByteArray, 16, 38, 1, "decimal(38,1)")]
    [InlineData((int)PhysicalType.FixedLengthByteArray, 20, 45, 1, "fixed_binary(20)")]
    public void Decimals_have_the_precision_and_scale_of_either_place(int physical, int length, int precision, int scale, string type)
    {
        Assert.Equal(type, TypeOf(new TestFile
        {
            Physical = physical,
            Column = c => c.Int32(1, physical).Int32(2, length).Int32(3, 1).Text(4, "x").Int32(6, 5).Int32(7, scale).Int32(8, precision),
        }));
        Assert.Equal(type, TypeOf(new TestFile
        {
            Physical = physical,
            Column = c => c.Int32(1, physical).Int32(2, length).Int32(3, 1).Text(4, "x").Struct(10, l => l.Struct(5, d => d.Int32(1, scale).Int32(2, precision))),
        }));
    }

    [Fact]
    public void A_logical_type_of_the_future_is_read_as_stored_or_as_its_converted_type()
    {
        Assert.Equal("int64", TypeOf(new TestFile { Column = c => c.Int32(1, 2).Int32(3, 1).Text(4, "x").Struct(10, l => l.Struct(77, d => d.Int32(1, 5))) }));
        Assert.Equal("uint64", TypeOf(new TestFile { Column = c => c.Int32(1, 2).Int32(3, 1).Text(4, "x").Int32(6, 14).Struct(10, l => l.Struct(77, d => d.Int32(1, 5))) }));
    }

    [Fact]
    public void The_null_type_is_recognised_on_any_physical_type() =>
        Assert.Equal("null", TypeOf(new TestFile { Column = c => c.Int32(1, 2).Int32(3, 1).Text(4, "x").Struct(10, l => l.Struct(11, _ => { })) }));

    [Fact]
    public async Task A_footer_longer_than_the_tail_costs_a_second_request()
    {
        var bytes = new TestFile().ToBytes();
        for (var hint = 0; hint < bytes.Length; hint++)
        {
            var source = new CountingSource(bytes);
            var footer = await ParquetFooter.ReadAsync(source, hint);
            Assert.Equal(10, footer.RowCount);
            Assert.Equal(hint >= footer.FooterLength + 8 ? 1 : 2, source.Requests);
        }
    }

    [Fact]
    public void Chunks_are_found_by_name_and_by_path()
    {
        var group = new TestFile { DictionaryPageOffset = 4, DataPageOffset = 10 }.Read().RowGroups[0];
        var chunk = group.Chunk("x")!;
        Assert.Same(chunk, group.Chunk(["x"]));
        Assert.Null(group.Chunk("y"));
        Assert.Null(group.Chunk(["x", "y"]));
        Assert.Equal(new FileRange(4, 20), chunk.Bytes);
        Assert.Equal((4, 10), (chunk.DictionaryPageOffset, chunk.DataPageOffset));
        Assert.Equal(20, group.CompressedSize);
    }

    [Fact]
    public void A_dictionary_offset_of_zero_means_that_there_is_none() =>
        Assert.Equal(-1, new TestFile { DictionaryPageOffset = 0 }.Read().RowGroups[0].Chunks[0].DictionaryPageOffset);

    [Fact]
    public void Old_parquet_mr_files_may_have_chunks_longer_than_they_say()
    {
        Assert.Equal(20, new TestFile { CompressedSize = 7, CreatedBy = "parquet-mr version 1.2.8 (build x)" }.Read().RowGroups[0].Chunks[0].Bytes.Length);
        Assert.Equal(7, new TestFile { CompressedSize = 7, CreatedBy = "parquet-mr version 1.2.9 (build x)" }.Read().RowGroups[0].Chunks[0].Bytes.Length);
    }

    [Fact]
    public void Indexes_and_bloom_filters_are_recorded_where_they_lie_in_the_file()
    {
        var chunk = new TestFile { MoreChunk = c => c.Int64(4, 6).Int32(5, 3).Int64(6, 9).Int32(7, 4) }.Read().RowGroups[0].Chunks[0];
        Assert.Equal((new FileRange(6, 3), new FileRange(9, 4)), (chunk.OffsetIndex, chunk.ColumnIndex));
        Assert.False(chunk.BloomFilter.Exists);
        chunk = new TestFile { MoreChunk = c => c.Int64(4, 6).Int32(5, 300).Int64(6, -9).Int32(7, 4) }.Read().RowGroups[0].Chunks[0];
        Assert.False(chunk.OffsetIndex.Exists || chunk.ColumnIndex.Exists);
    }

    [Fact]
    public void An_encrypted_column_is_marked_and_has_no_range()
    {
        var footer = new TestFile { MoreChunk = c => c.Struct(8, e => e.Struct(1, _ => { })) }.Read();
        Assert.True(footer.RowGroups[0].Chunks[0].IsEncrypted);
        Assert.Null(footer.RowGroups[0].Range("x"));
    }

    private static string Converted(PhysicalType physical, int? converted, int? length = null) => TypeOf(new TestFile
    {
        Physical = (int)physical,
        Column = c => c.Int32(1, (int)physical).Int32(2, length).Int32(3, 1).Text(4, "x").Int32(6, converted),
    });

    private static string TypeOf(TestFile file) => file.Read().Schema["x"].Type.ToString();

    private sealed class CountingSource(byte[] bytes) : IByteSource
    {
        private readonly MemoryByteSource _inner = new("counted", bytes);

        public string Name => _inner.Name;

        public int Requests { get; private set; }

        public ValueTask<FileTail> ReadTailAsync(int maxBytes, CancellationToken cancellationToken = default)
        {
            Requests++;
            return _inner.ReadTailAsync(maxBytes, cancellationToken);
        }

        public ValueTask ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken = default)
        {
            Requests++;
            return _inner.ReadAsync(offset, destination, cancellationToken);
        }
    }
}
