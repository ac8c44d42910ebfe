namespace Kartothek.Parquet.Tests;

public class RepeatedValueTests
{
    [Theory]
    [InlineData(2, new byte[] { 8, 3 }, 3)]
    [InlineData(8, new byte[] { 8, 255 }, 255)]
    [InlineData(9, new byte[] { 8, 255, 1 }, 511)]
    [InlineData(32, new byte[] { 8, 255, 255, 255, 255 }, -1)]
    public void A_repeated_value_may_have_all_bits_of_its_width(int width, byte[] run, int value)
    {
        var decoder = new RunLengthDecoder();
        decoder.Reset(run, 0, run.Length, width);
        var values = new int[4];
        decoder.Read(values);
        Assert.Equal([value, value, value, value], values);
    }

    [Theory]
    [InlineData(2, new byte[] { 8, 4 })]
    [InlineData(9, new byte[] { 8, 0, 2 })]
    [InlineData(1, new byte[] { 8, 128 })]
    public void A_repeated_value_with_more_bits_is_refused(int width, byte[] run)
    {
        var decoder = new RunLengthDecoder();
        decoder.Reset(run, 0, run.Length, width);
        Assert.Throws<PageFormatException>(() => decoder.Read(new int[4]));
    }
}
