using CsCheck;
using Kartothek.Columns;

namespace Kartothek.Core.Tests;

public sealed class PartitionValueTests
{
    public static TheoryData<object, ColumnType, string> Texts => new()
    {
        { -5L, ColumnType.Int64, "-5" },
        { long.MinValue, ColumnType.Int64, "-9223372036854775808" },
        { ulong.MaxValue, ColumnType.UInt64, "18446744073709551615" },
        { 7, ColumnType.Int32, "7" },
        { 200, ColumnType.UInt8, "200" },
        { 4_000_000_000u, ColumnType.UInt32, "4000000000" },
        { 1.0, ColumnType.Double, "1.0" },
        { 0.1, ColumnType.Double, "0.1" },
        { 1e22, ColumnType.Double, "1e%2B22" },
        { 1e-7, ColumnType.Double, "1e-07" },
        { 0.0001, ColumnType.Double, "0.0001" },
        { 0.00001234, ColumnType.Double, "1.234e-05" },
        { 1e15, ColumnType.Double, "1000000000000000.0" },
        { 1e16, ColumnType.Double, "1e%2B16" },
        { 123456.789, ColumnType.Double, "123456.789" },
        { -0.0, ColumnType.Double, "-0.0" },
        { 1e-300, ColumnType.Double, "1e-300" },
        { 1.7976931348623157e308, ColumnType.Double, "1.7976931348623157e%2B308" },
        { 5e-324, ColumnType.Double, "5e-324" },
        { double.PositiveInfinity, ColumnType.Double, "inf" },
        { double.NegativeInfinity, ColumnType.Double, "-inf" },
        { double.NaN, ColumnType.Double, "nan" },
        { 0.1f, ColumnType.Float, "0.10000000149011612" },
        { true, ColumnType.Boolean, "True" },
        { false, ColumnType.Boolean, "False" },
        { "a b/c", ColumnType.String, "a%20b%2Fc" },
        { "", ColumnType.String, "" },
        { 17683, ColumnType.Date, "2018-06-01" },
        { -1, ColumnType.Date, "1969-12-31" },
        { -719162, ColumnType.Date, "0001-01-01" },
        { 2932896, ColumnType.Date, "9999-12-31" },
        { 978307200000000L, ColumnType.Timestamp(ColumnUnit.Microsecond), "2001-01-01%2000%3A00%3A00" },
        { 978310923000004L, ColumnType.Timestamp(ColumnUnit.Microsecond), "2001-01-01%2001%3A02%3A03.000004" },
        { 978310923000004005L, ColumnType.Timestamp(ColumnUnit.Nanosecond), "2001-01-01%2001%3A02%3A03.000004005" },
        { -1L, ColumnType.Timestamp(ColumnUnit.Microsecond), "1969-12-31%2023%3A59%3A59.999999" },
        { 978307323500L, ColumnType.Timestamp(ColumnUnit.Millisecond), "2001-01-01%2000%3A02%3A03.500000" },
        { 150L, ColumnType.Decimal(5, 2), "1.50" },
        { -5L, ColumnType.Decimal(5, 2), "-0.05" },
        { Int128.Parse("12345678901234567890123"), ColumnType.Decimal(38, 3), "12345678901234567890.123" },
        { 3_723_000_000L, ColumnType.Time(ColumnUnit.Microsecond), "01%3A02%3A03" },
        { 3_723_004, ColumnType.Time(ColumnUnit.Millisecond), "01%3A02%3A03.004000" },
        { new byte[] { 0xFF, 0x01 }, ColumnType.Binary, "%FF%01" },
        { new byte[] { 0xFF, 0x01 }, ColumnType.FixedBinary(2), "%FF%01" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_value_has_the_text_that_Python_gives_it_and_is_read_back(object value, ColumnType type, string encoded)
    {
        Assert.Equal($"c={encoded}", PartitionValue.Format("c", new ConstantScalar(value, type)));

        var read = PartitionValue.Parse(new KeyPair("c", encoded), type, "key");

        Assert.Equal(value, read.Value);
        Assert.Equal(type, read.Type);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("False", false)]
    [InlineData("FALSE", false)]
    public void A_boolean_is_read_in_any_case(string text, bool value) =>
        Assert.Equal(value, PartitionValue.Parse(new KeyPair("c", text), ColumnType.Boolean, "key").Value);

    [Fact]
    public void A_zoned_timestamp_is_read_as_UTC()
    {
        var read = PartitionValue.Parse(new KeyPair("c", "2001-01-01%2001%3A02%3A03%2B01%3A00"), ColumnType.Timestamp(ColumnUnit.Microsecond, true), "key");

        Assert.Equal(978307323000000L, read.Value);
    }

    [Fact]
    public void A_timestamp_text_is_read_as_a_date_by_a_date_column() =>
        Assert.Equal(17683, PartitionValue.Parse(new KeyPair("c", "2018-06-01%2000%3A00%3A00"), ColumnType.Date, "key").Value);

    public static TheoryData<string, ColumnType> Wrong => new()
    {
        { "x", ColumnType.Int64 },
        { "1.5", ColumnType.Int64 },
        { "9223372036854775808", ColumnType.Int64 },
        { "128", ColumnType.Int8 },
        { "-1", ColumnType.UInt64 },
        { "", ColumnType.Double },
        { "Infinite", ColumnType.Double },
        { "yes", ColumnType.Boolean },
        { "2018-02-29", ColumnType.Date },
        { "2018-06-01x", ColumnType.Date },
        { "2018-06-01%2024%3A00%3A00", ColumnType.Timestamp(ColumnUnit.Microsecond) },
        { "2018-06-01%2000%3A00%3A00.000000001", ColumnType.Timestamp(ColumnUnit.Microsecond) },
        { "9999-12-31%2000%3A00%3A00", ColumnType.Timestamp(ColumnUnit.Nanosecond) },
        { "1.505", ColumnType.Decimal(5, 2) },
        { "1000.00", ColumnType.Decimal(5, 2) },
        { "%FF", ColumnType.String },
        { "%FF", ColumnType.FixedBinary(2) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_text_that_is_no_value_of_the_type_is_corrupt_and_the_error_names_column_and_key(string encoded, ColumnType type)
    {
        var e = Assert.Throws<KartothekException>(() => PartitionValue.Parse(new KeyPair("day", encoded), type, "u/t/day=x/f.parquet"));

        Assert.Equal(ErrorKind.Corrupt, e.Kind);
        Assert.Contains("'day'", e.Message);
        Assert.Contains("'u/t/day=x/f.parquet'", e.Message);
    }

    [Fact]
    public void A_null_has_no_text() =>
        Assert.Equal(ErrorKind.Invalid, Assert.Throws<KartothekException>(() => PartitionValue.Format("c", new ConstantScalar(null, ColumnType.Int64))).Kind);

    [Fact]
    public void Any_double_survives_a_round_trip() => Gen.Double.Sample(value =>
        PartitionValue.Parse(new KeyPair("c", PartitionValue.Format("c", new ConstantScalar(value, ColumnType.Double))[2..]), ColumnType.Double, "key").Value!.Equals(value));

    [Fact]
    public void Any_timestamp_survives_a_round_trip() => Gen.Long[-62_135_596_800_000_000, 253_402_300_799_999_999].Sample(value =>
        PartitionValue.Parse(
            new KeyPair("c", PartitionValue.Format("c", new ConstantScalar(value, ColumnType.Timestamp(ColumnUnit.Microsecond)))[2..]),
            ColumnType.Timestamp(ColumnUnit.Microsecond), "key").Value!.Equals(value));
}
