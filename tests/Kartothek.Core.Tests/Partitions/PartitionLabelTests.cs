using Kartothek.Columns;

namespace Kartothek.Core.Tests;

/// <summary>The vectors of format.md 11.1 and 11.2 that concern labels.</summary>
public sealed class PartitionLabelTests
{
    public static TheoryData<object, ColumnType, string> Values => new()
    {
        { "a b", ColumnType.String, "a%20b" },
        { "a=b", ColumnType.String, "a%3Db" },
        { "50%", ColumnType.String, "50%25" },
        { "x+y", ColumnType.String, "x%2By" },
        { "a/b", ColumnType.String, "a%2Fb" },
        { "ÖŒå", ColumnType.String, "%C3%96%C5%92%C3%A5" },
        { "München", ColumnType.String, "M%C3%BCnchen" },
        { "", ColumnType.String, "" },
        { 978_307_200_000_000L, ColumnType.Timestamp(ColumnUnit.Microsecond), "2001-01-01%2000%3A00%3A00" },
        { 978_310_923_000_004L, ColumnType.Timestamp(ColumnUnit.Microsecond), "2001-01-01%2001%3A02%3A03.000004" },
        { 978_310_923_000_000_400L, ColumnType.Timestamp(ColumnUnit.Nanosecond), "2001-01-01%2001%3A02%3A03.000000400" },
        { 17_683, ColumnType.Date, "2018-06-01" },
        { 1.0, ColumnType.Double, "1.0" },
        { 0.1, ColumnType.Double, "0.1" },
        { 1e22, ColumnType.Double, "1e%2B22" },
        { 1e-7, ColumnType.Double, "1e-07" },
        { 1e15, ColumnType.Double, "1000000000000000.0" },
        { double.PositiveInfinity, ColumnType.Double, "inf" },
        { 0.1f, ColumnType.Float, "0.10000000149011612" },
        { true, ColumnType.Boolean, "True" },
        { false, ColumnType.Boolean, "False" },
        { ulong.MaxValue, ColumnType.UInt64, "18446744073709551615" },
        { -5, ColumnType.Int8, "-5" },
        { 150L, ColumnType.Decimal(5, 2), "1.50" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_has_the_text_that_Python_gives_it(object value, ColumnType type, string expected)
    {
        var label = PartitionLabel.Of(["c"], [new ConstantScalar(value, type)], "label_1");
        Assert.Equal($"c={expected}/label_1", label);
        var pair = Assert.Single(DataKey.Parse($"u/table/{label}.parquet").Pairs);
        Assert.Equal(new ConstantScalar(value, type), PartitionValue.Parse(pair, type, "key"));
    }

    [Fact]
    public void Columns_stand_in_their_order_and_are_encoded()
    {
        Assert.Equal("level1=1/%C3%96%C5%92%C3%A5=2/name", PartitionLabel.Of(["level1", "ÖŒå"], [Int(1), Int(2)], "name"));
        Assert.Equal("name", PartitionLabel.Of([], [], "name"));
    }

    [Fact]
    public void A_slash_in_the_name_of_a_column_is_read_back()
    {
        var label = PartitionLabel.Of(["a/b"], [Int(1)], "name");

        Assert.Equal("a%2Fb=1/name", label);
        Assert.Equal("a/b", Assert.Single(DataKey.Parse($"u/table/{label}.parquet").Pairs).Column);
    }

    [Fact]
    public void Nulls_NaN_and_half_a_surrogate_pair_have_no_text()
    {
        Assert.Equal(
            "Partition column 'c' has a null, for which keys have no text. Replace the nulls, or don't partition by this column.",
            Fails(new ConstantScalar(null, ColumnType.Int64), ErrorKind.Invalid));
        Fails(new ConstantScalar(double.NaN, ColumnType.Double), ErrorKind.Invalid);
        Fails(new ConstantScalar(float.NaN, ColumnType.Float), ErrorKind.Invalid);
    }

    public static TheoryData<ColumnType> Refused =>
    [
        ColumnType.Binary, ColumnType.FixedBinary(4), ColumnType.Uuid, ColumnType.Null, ColumnType.Timestamp(ColumnUnit.Microsecond, isUtc: true),
        ColumnType.List(new Field("item", ColumnType.Int64)), ColumnType.Struct(new Field("a", ColumnType.Int64)),
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_column_that_Python_cannot_read_back_is_refused(ColumnType type)
    {
        var e = Assert.Throws<KartothekException>(() => PartitionLabel.Check(new Field("c", type)));
        Assert.Equal(ErrorKind.NotSupported, e.Kind);
        Assert.Contains($"'c' is {type}, which Python can't read back", e.Message, StringComparison.Ordinal);
    }

    private static ConstantScalar Int(long value) => new(value, ColumnType.Int64);

    private static string Fails(ConstantScalar value, ErrorKind kind)
    {
        var e = Assert.Throws<KartothekException>(() => PartitionLabel.Of(["c"], [value], "name"));
        Assert.Equal(kind, e.Kind);
        return e.Message;
    }
}
