namespace Kartothek.Parquet.Tests;

public sealed class RunLengthDecoderTests
{
    [Fact]
    public void Runs_and_packed_values_are_read_and_skipped_in_any_steps()
    {
        var random = new Random(4);
        for (var round = 0; round < 300; round++)
        {
            var width = random.Next(1, 33);
            var (bytes, values) = Encode(random, width);
            var decoder = new RunLengthDecoder();
            decoder.Reset(bytes, 2, bytes.Length, width);
            for (var at = 0; at < values.Count;)
            {
                var count = Math.Min(random.Next(1, 60), values.Count - at);
                if (random.Next(3) == 0)
                {
                    decoder.Skip(count);
                }
                else
                {
                    var read = new int[count];
                    decoder.Read(read);
                    Assert.Equal(values.Skip(at).Take(count), read);
                }
                at += count;
            }
        }
    }

    [Fact]
    public void Bits_are_read_and_counted_in_any_steps()
    {
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            var (bytes, values) = Encode(random, 1);
            var decoder = new RunLengthDecoder();
            decoder.Reset(bytes, 2, bytes.Length, 1);
            for (var at = 0; at < values.Count;)
            {
                var count = Math.Min(random.Next(1, 90), values.Count - at);
                var expected = values.Skip(at).Take(count).ToArray();
                var run = decoder.PeekRepeated(count, out var value);
                Assert.All(expected[..run], e => Assert.Equal(value, e));
                if (random.Next(3) == 0)
                {
                    Assert.Equal(expected.Sum(), decoder.CountBits(count));
                }
                else
                {
                    var read = new bool[count];
                    Assert.Equal(expected.Sum(), decoder.ReadBits(read));
                    Assert.Equal(expected.Select(e => e == 1), read);
                }
                at += count;
            }
        }
    }

    [Fact]
    public void The_last_packed_group_may_lack_its_padding()
    {
        var decoder = new RunLengthDecoder();
        // One group of eight values of 4 bits, of which only two bytes are there.
        decoder.Reset([0x03, 0x21, 0x43], 0, 3, 4);
        var read = new int[4];
        decoder.Read(read);
        Assert.Equal([1, 2, 3, 4], read);
        Assert.Throws<PageFormatException>(() => decoder.Read(new int[1]));
    }

    [Theory]
    [InlineData(new byte[] { }, 3)]
    [InlineData(new byte[] { 0x80 }, 3)]
    [InlineData(new byte[] { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80 }, 3)]
    [InlineData(new byte[] { 0x04 }, 3)]
    [InlineData(new byte[] { 0x04, 0x01 }, 12)]
    [InlineData(new byte[] { 0x00, 0x01, 0x00, 0x01, 0x00, 0x01 }, 3)]
    [InlineData(new byte[] { 0x03 }, 3)]
    public void Runs_that_end_too_early_are_refused(byte[] bytes, int width)
    {
        var decoder = new RunLengthDecoder();
        decoder.Reset(bytes, 0, bytes.Length, width);
        Assert.Throws<PageFormatException>(() => decoder.Read(new int[9]));
    }

    [Fact]
    public void Values_of_more_than_32_bits_are_refused() =>
        Assert.Throws<PageFormatException>(() => new RunLengthDecoder().Reset([0, 0], 0, 2, 33));

    private static (byte[] Bytes, List<int> Values) Encode(Random random, int width)
    {
        var bytes = new List<byte> { 0xAA, 0xBB };
        var values = new List<int>();
        for (var run = random.Next(1, 8); run > 0; run--)
        {
            if (random.Next(2) == 0)
            {
                var value = Value(random, width);
                var count = random.Next(1, 200);
                Header(bytes, (uint)count << 1);
                for (var i = 0; i < (width + 7) / 8; i++)
                    bytes.Add((byte)((uint)value >> (8 * i)));
                values.AddRange(Enumerable.Repeat(value, count));
                continue;
            }
            var groups = random.Next(1, 30);
            Header(bytes, ((uint)groups << 1) | 1);
            var packed = new byte[groups * width];
            for (var i = 0; i < groups * 8; i++)
            {
                var value = Value(random, width);
                values.Add(value);
                for (var b = 0; b < width; b++)
                {
                    if (((uint)value >> b & 1) != 0)
                        packed[((i * width) + b) >> 3] |= (byte)(1 << (((i * width) + b) & 7));
                }
            }
            bytes.AddRange(packed);
        }
        return ([.. bytes], values);
    }

    private static int Value(Random random, int width) => (int)((uint)random.NextInt64(1L << 32) >> (32 - width));

    private static void Header(List<byte> bytes, uint value)
    {
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
    }
}
