using System.Text;
using Kartothek.Columns;
using Fields = Kartothek.Parquet.Tests.CompactWriter.Fields;

namespace Kartothek.Parquet.Tests;

public class StatisticsTests
{
    private const string Arrow = "parquet-cpp-arrow version 15.0.0";
    private const string OldMr = "parquet-mr version 1.7.0 (build abc)";

    [Fact]
    public void Numbers_are_decoded_by_their_logical_type()
    {
        Assert.Equal((-5L, 7L), Bounds(Int64(), I64(-5), I64(7)));
        Assert.Equal((1UL, ulong.MaxValue), Bounds(Int64(14), I64(1), I64(-1)));
        Assert.Equal((-5, 7), Bounds(Int32(), I32(-5), I32(7)));
        Assert.Equal((-5, 7), Bounds(Int32(15), I32(-5), I32(7)));
        Assert.Equal((1U, uint.MaxValue), Bounds(Int32(13), I32(1), I32(-1)));
        Assert.Equal((3, 200), Bounds(Int32(11), I32(3), I32(200)));
        Assert.Equal((-700000, 20000), Bounds(Int32(6), I32(-700000), I32(20000)));
        Assert.Equal((-9L, 9L), Bounds(Int64(9), I64(-9), I64(9)));
        Assert.Equal((false, true), Bounds(Typed(PhysicalType.Boolean), [0], [1]));
        Assert.Equal((-1.5f, 2.5f), Bounds(Typed(PhysicalType.Float), BitConverter.GetBytes(-1.5f), BitConverter.GetBytes(2.5f)));
        Assert.Equal((-1.5, 2.5), Bounds(Typed(PhysicalType.Double), BitConverter.GetBytes(-1.5), BitConverter.GetBytes(2.5)));
        Assert.Equal((-1.5f, 2.5f), Bounds(Half16(), BitConverter.GetBytes((Half)(-1.5)), BitConverter.GetBytes((Half)2.5)));
    }

    [Fact]
    public void Decimals_in_bytes_are_sign_extended_from_any_length()
    {
        Assert.Equal((-2L, 258L), Bounds(Decimal(PhysicalType.ByteArray, 9), [0xFE], [1, 2]));
        Assert.Equal(((Int128)(-2), (Int128)258), Bounds(Decimal(PhysicalType.ByteArray, 30), [0xFE], [1, 2]));
        Assert.Equal((-2L, 258L), Bounds(Decimal(PhysicalType.FixedLengthByteArray, 9, 4), [255, 255, 255, 254], [0, 0, 1, 2]));
        Assert.Equal((Int128.MinValue, Int128.MaxValue), Bounds(
            Decimal(PhysicalType.FixedLengthByteArray, 38, 17), [0xFF, 0x80, .. new byte[15]], [0, 0x7F, .. Enumerable.Repeat((byte)255, 15)]));
        Assert.Equal((null, null), Bounds(Decimal(PhysicalType.FixedLengthByteArray, 38, 17), [0xFF, 0x7F, .. new byte[15]], [.. new byte[17]]));
        Assert.Equal((null, null), Bounds(Decimal(PhysicalType.ByteArray, 9), [0x80, .. new byte[9]], [1]));
        Assert.Equal((null, null), Bounds(Decimal(PhysicalType.ByteArray, 9), [], [1]));
        Assert.Equal((-2L, 258L), Bounds(Decimal(PhysicalType.Int32, 9), I32(-2), I32(258)));
        Assert.Equal((-2L, 258L), Bounds(Decimal(PhysicalType.Int64, 18), I64(-2), I64(258)));
    }

    [Theory]
    [InlineData("parquet-cpp version 1.5.1-SNAPSHOT")]
    [InlineData("parquet-rs version 53.2.0")]
    [InlineData("github.com/parquet-go/parquet-go version 0.32.0(build )")]
    [InlineData("Polars")]
    [InlineData("ClickHouse version 25.1")]
    [InlineData("parquet-mr version 1.9.0")]
    [InlineData(null)]
    public void Decimals_in_bytes_are_believed_from_few_writers(string? writer)
    {
        Assert.Equal((null, null), Bounds(Decimal(PhysicalType.ByteArray, 9) with { CreatedBy = writer }, [0xFE], [1, 2]));
        Assert.Equal((-2L, 258L), Bounds(Decimal(PhysicalType.Int64, 18) with { CreatedBy = writer }, I64(-2), I64(258)));
    }

    [Fact]
    public void Texts_and_bytes_follow_unsigned_order()
    {
        Assert.Equal(("a", "ü"), Bounds(Text(), Utf8("a"), Utf8("ü")));
        var range = Range(Typed(PhysicalType.ByteArray), [1], [0xFF]);
        Assert.Equal<byte>([1], (byte[])range.Min!);
        Assert.Equal<byte>([0xFF], (byte[])range.Max!);
    }

    [Fact]
    public void A_text_cut_inside_a_character_still_bounds_from_below_and_not_from_above()
    {
        Assert.Equal(("a", null), Bounds(Text(), [(byte)'a', 0xC3], [(byte)'b', 0xC4]));
        Assert.Equal(("", null), Bounds(Text(), [0xC3], [0xC4]));
    }

    [Theory]
    [InlineData("parquet.net version 6.1.0 (build 1)")]
    [InlineData("Parquet.Net version 4.5.0")]
    [InlineData("Parquet.Net v3")]
    public void What_Parquet_Net_gets_wrong_is_ignored(string writer)
    {
        Assert.Equal((null, null), Bounds(Text() with { CreatedBy = writer }, Utf8("a"), Utf8("b")));
        Assert.Equal((null, null), Bounds(Int64(10) with { CreatedBy = writer }, I64(1), I64(2)));
        Assert.Equal((null, null), Bounds(Uuid() with { CreatedBy = writer }, new byte[16], new byte[16]));
        Assert.Equal((1L, 2L), Bounds(Int64() with { CreatedBy = writer }, I64(1), I64(2)));
        Assert.Equal(("a", "b"), Bounds(Text() with { CreatedBy = "Parquet.Net version 6.2.0" }, Utf8("a"), Utf8("b")));
    }

    [Fact]
    public void Int96_intervals_and_unknown_types_have_no_order()
    {
        Assert.Equal((null, null), Bounds(Typed(PhysicalType.Int96), new byte[12], new byte[12]));
        Assert.Equal((null, null), Bounds(Typed(PhysicalType.FixedLengthByteArray, 21, 12), new byte[12], new byte[12]));
        Assert.Equal((null, null), Bounds(Typed(PhysicalType.ByteArray) with
        {
            Column = c => c.Int32(1, 6).Int32(3, 1).Text(4, "x").Struct(10, l => l.Struct(17, _ => { })),
        }, [1], [2]));
    }

    [Fact]
    public void NaN_and_crossed_bounds_are_ignored()
    {
        byte[] nan = BitConverter.GetBytes(double.NaN), one = BitConverter.GetBytes(1.0), two = BitConverter.GetBytes(2.0);
        Assert.Equal((null, null), Bounds(Typed(PhysicalType.Double), nan, two));
        Assert.Equal((null, null), Bounds(Typed(PhysicalType.Double), one, nan));
        Assert.Equal((null, null), Bounds(Typed(PhysicalType.Double), two, one));
        Assert.Equal((null, null), Bounds(Int64(), I64(2), I64(1)));
        Assert.Equal((null, null), Bounds(Text(), Utf8("b"), Utf8("a")));
        Assert.Equal((null, null), Bounds(Int64(), I32(1), I32(2)));
    }

    [Fact]
    public void A_zero_bound_stands_for_either_zero()
    {
        var (min, max) = Bounds(Typed(PhysicalType.Double), BitConverter.GetBytes(0.0), BitConverter.GetBytes(-0.0));
        Assert.True(double.IsNegative((double)min!));
        Assert.False(double.IsNegative((double)max!));
        (min, max) = Bounds(Typed(PhysicalType.Float), BitConverter.GetBytes(0f), BitConverter.GetBytes(-0f));
        Assert.True(float.IsNegative((float)min!));
        Assert.False(float.IsNegative((float)max!));
    }

    [Fact]
    public void Without_column_orders_only_signed_numbers_are_believed()
    {
        Assert.Equal((1L, 2L), Bounds(Int64() with { ColumnOrders = null }, I64(1), I64(2)));
        Assert.Equal((null, null), Bounds(Int64(14) with { ColumnOrders = null }, I64(1), I64(2)));
        Assert.Equal((null, null), Bounds(Text() with { ColumnOrders = null }, Utf8("a"), Utf8("b")));
        Assert.Equal((null, null), Bounds(Decimal(PhysicalType.ByteArray, 9) with { ColumnOrders = null }, [1], [2]));
    }

    [Fact]
    public void An_unknown_column_order_makes_bounds_meaningless_and_total_order_suits_floats()
    {
        Assert.Equal((null, null), Bounds(Int64() with { ColumnOrders = [9] }, I64(1), I64(2)));
        Assert.Equal((null, null), Bounds(Text() with { ColumnOrders = [2] }, Utf8("a"), Utf8("b")));
        Assert.Equal((1.0, 2.0), Bounds(Typed(PhysicalType.Double) with { ColumnOrders = [2] }, BitConverter.GetBytes(1.0), BitConverter.GetBytes(2.0)));
    }

    [Fact]
    public void Deprecated_bounds_are_believed_for_signed_numbers_only()
    {
        Assert.Equal((1L, 2L), LegacyBounds(Int64(), I64(1), I64(2)));
        Assert.Equal((1L, 2L), LegacyBounds(Int64(10) with { CreatedBy = OldMr }, I64(1), I64(2)));
        Assert.Equal((1L, 2L), LegacyBounds(Decimal(PhysicalType.Int64, 18), I64(1), I64(2)));
        Assert.Equal((null, null), LegacyBounds(Int64(14), I64(1), I64(2)));
        Assert.Equal((null, null), LegacyBounds(Text(), Utf8("a"), Utf8("b")));
        Assert.Equal((null, null), LegacyBounds(Typed(PhysicalType.ByteArray), [1], [2]));
        Assert.Equal((null, null), LegacyBounds(Decimal(PhysicalType.ByteArray, 9), [1], [2]));
    }

    [Fact]
    public void Binary_bounds_of_old_parquet_mr_are_ignored() =>
        Assert.Equal((null, null), Bounds(Text() with { CreatedBy = OldMr }, Utf8("a"), Utf8("b")));

    [Fact]
    public void Half_a_range_is_none() => Assert.Equal((null, null), (
        With(Int64(), s => s.Binary(6, I64(1))).Min, With(Int64(), s => s.Binary(5, I64(1))).Max));

    [Fact]
    public void Null_counts_are_unknown_where_they_are_missing_or_impossible()
    {
        Assert.Null(With(Int64(), _ => { }).NullCount);
        Assert.Null(With(Int64(), null).NullCount);
        Assert.Equal(3, With(Int64(), s => s.Int64(3, 3)).NullCount);
        Assert.Null(With(Int64(), s => s.Int64(3, -1)).NullCount);
        Assert.Null(With(Int64(), s => s.Int64(3, 11)).NullCount);
        Assert.Equal(0, With(Int64() with { Column = c => c.Int32(1, 2).Int32(3, 0).Text(4, "x") }, null).NullCount);
    }

    [Fact]
    public void Bounds_of_a_chunk_that_is_all_null_are_ignored()
    {
        var range = With(Int64(), s => s.Int64(3, 10).Binary(5, I64(0)).Binary(6, I64(0)));
        Assert.True(range.IsAllNull);
        Assert.Null(range.Min);
        Assert.Null(range.Max);
    }

    [Fact]
    public void NaN_counts_are_zero_where_there_is_none_known_where_written_and_else_unknown()
    {
        Assert.Equal(0, With(Int64(), null).NaNCount);
        Assert.Null(With(Typed(PhysicalType.Double), null).NaNCount);
        Assert.Equal(2, With(Typed(PhysicalType.Double), s => s.Int64(9, 2)).NaNCount);
    }

    [Theory]
    [InlineData("parquet-mr version 1.8.2 (build c6522788)", "parquet-mr", "1.8.2")]
    [InlineData("impala version 1.3.0-INTERNAL (build 8a48ddb1)", "impala", "1.3.0")]
    [InlineData("Parquet.Net version 6.1", "parquet.net", "6.1.0")]
    [InlineData("DuckDB version v1.2.3", "duckdb", "1.2.3")]
    [InlineData("parquet-mr version", "parquet-mr", null)]
    [InlineData("parquet-mr version x", "parquet-mr", null)]
    [InlineData("parquet-mr version 99999999999.1", "parquet-mr", null)]
    [InlineData("Polars", "polars", null)]
    [InlineData("", "", null)]
    public void Writers_are_told_from_what_they_call_themselves(string text, string application, string? version)
    {
        var writer = WriterIdentity.Parse(text);
        Assert.Equal((application, version), (writer.Application, writer.Version?.ToString()));
    }

    private static TestFile Typed(PhysicalType physical, int? converted = null, int? length = null) => new()
    {
        Physical = (int)physical,
        CreatedBy = Arrow,
        Column = c => c.Int32(1, (int)physical).Int32(2, length).Int32(3, 1).Text(4, "x").Int32(6, converted),
    };

    private static TestFile Int32(int? converted = null) => Typed(PhysicalType.Int32, converted);

    private static TestFile Int64(int? converted = null) => Typed(PhysicalType.Int64, converted);

    private static TestFile Text() => Typed(PhysicalType.ByteArray, 0);

    private static TestFile Half16() => Typed(PhysicalType.FixedLengthByteArray) with
    {
        Column = c => c.Int32(1, 7).Int32(2, 2).Int32(3, 1).Text(4, "x").Struct(10, l => l.Struct(15, _ => { })),
    };

    private static TestFile Uuid() => Typed(PhysicalType.FixedLengthByteArray) with
    {
        Column = c => c.Int32(1, 7).Int32(2, 16).Int32(3, 1).Text(4, "x").Struct(10, l => l.Struct(14, _ => { })),
    };

    private static TestFile Decimal(PhysicalType physical, int precision, int? length = null) => Typed(physical) with
    {
        Column = c => c.Int32(1, (int)physical).Int32(2, length).Int32(3, 1).Text(4, "x").Int32(6, 5).Int32(7, 2).Int32(8, precision),
    };

    private static ValueRange With(TestFile file, Action<Fields>? statistics) => (file with { Statistics = statistics }).Read().RowGroups[0].Range("x")!;

    private static ValueRange Range(TestFile file, byte[] min, byte[] max) => With(file, s => s.Binary(5, max).Binary(6, min));

    private static (object? Min, object? Max) Bounds(TestFile file, byte[] min, byte[] max) => Range(file, min, max) is var range ? (range.Min, range.Max) : default;

    private static (object? Min, object? Max) LegacyBounds(TestFile file, byte[] min, byte[] max) =>
        With(file, s => s.Binary(1, max).Binary(2, min)) is var range ? (range.Min, range.Max) : default;

    private static byte[] I32(int value) => BitConverter.GetBytes(value);

    private static byte[] I64(long value) => BitConverter.GetBytes(value);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
