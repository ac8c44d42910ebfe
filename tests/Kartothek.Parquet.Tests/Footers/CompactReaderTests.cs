namespace Kartothek.Parquet.Tests;

public class CompactReaderTests
{
    [Fact]
    public void Unknown_fields_of_every_type_are_passed_over()
    {
        var bytes = CompactWriter.Struct(f => f
            .Boolean(1, true).Boolean(2, false).Byte(3, -5).Int32(4, -70000).Int64(5, long.MinValue).Double(6, 1.5).Text(7, "täxt")
            .Int32s(8, [.. Enumerable.Range(0, 300)]).Texts(9, "a", "b").Booleans(10, true, false, true)
            .Map(11, new Dictionary<string, int> { ["k"] = 7, ["l"] = -8 }).Map(12, new Dictionary<string, int>())
            .Struct(13, s => s.Struct(1, t => t.Int32(100, 3)).Structs(2, [u => u.Int64(1, 2), _ => { }]))
            .Raw(14, 13, new byte[16])
            .Int32(900, 42));
        var reader = new CompactReader(bytes);
        var found = 0;
        var fields = 0;
        for (short field = 0; reader.NextField(ref field, out var type); fields++)
        {
            if (field == 900)
                found = reader.ReadInt32(type);
            else
                reader.Skip(type);
        }
        Assert.Equal(42, found);
        Assert.Equal(15, fields);
        Assert.Equal(0, reader.Remaining);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(-65)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void Integers_come_back(long value)
    {
        var reader = new CompactReader(CompactWriter.Struct(f => f.Int64(1, value)));
        short field = 0;
        Assert.True(reader.NextField(ref field, out var type));
        Assert.Equal(value, reader.ReadInt64(type));
    }

    [Fact]
    public void A_list_that_claims_more_elements_than_bytes_are_left_is_refused() =>
        Assert.Contains("list of 1000000000 elements", Error(0xF5, 0x80, 0x94, 0xEB, 0xDC, 0x03));

    [Fact]
    public void A_text_longer_than_the_rest_is_refused() => Assert.Contains("text of 100 bytes", Error(CompactType.Binary, 100, 1, 2));

    [Fact]
    public void An_integer_of_eleven_bytes_is_refused() =>
        Assert.Contains("ten bytes", Error(CompactType.Int64, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1));

    [Fact]
    public void Structures_that_nest_too_deep_are_refused_without_a_stack_overflow() =>
        Assert.Contains("nest deeper", Error(CompactType.Struct, [.. Enumerable.Repeat((byte)0x1C, 1_000_000)]));

    [Fact]
    public void Lists_that_nest_too_deep_are_refused_without_a_stack_overflow() =>
        Assert.Contains("nest deeper", Error(CompactType.List, [.. Enumerable.Repeat((byte)0x19, 1_000_000)]));

    private static string Error(params byte[] bytes) => Error(CompactType.List, bytes);

    private static string Error(CompactType type, params byte[] bytes) => Assert.Throws<CompactFormatException>(() =>
    {
        var reader = new CompactReader(bytes);
        reader.Skip(type);
    }).Message;
}
