namespace Kartothek.Parquet.Tests;

public sealed class BitUnpackerTests
{
    [Fact]
    public void Values_of_every_width_from_every_place_are_unpacked()
    {
        var random = new Random(1);
        for (var width = 0; width <= 32; width++)
        {
            foreach (var (start, count, slack) in new[] { (0, 1, 0), (3, 8, 0), (1, 33, 0), (0, 100, 0), (5, 257, 40), (0, 64, 3) })
            {
                var values = Values(random, count, width);
                var packed = Pack(values, width, start, slack, random);
                var unpacked = new int[count];
                BitUnpacker.Unpack(packed, start, width, unpacked);
                Assert.Equal(values.Select(v => (int)v), unpacked);
            }
        }
    }

    [Fact]
    public void Wide_values_of_every_width_are_unpacked()
    {
        var random = new Random(2);
        for (var width = 0; width <= 64; width++)
        {
            foreach (var (start, count, slack) in new[] { (0, 1, 0), (1, 32, 0), (7, 33, 9) })
            {
                var values = Values(random, count, width);
                var unpacked = new long[count];
                BitUnpacker.Unpack(Pack(values, width, start, slack, random), start, width, unpacked);
                Assert.Equal(values.Select(v => (long)v), unpacked);
            }
        }
    }

    [Fact]
    public void Bits_from_every_place_are_expanded_and_counted()
    {
        var random = new Random(3);
        var bytes = new byte[40];
        random.NextBytes(bytes);
        for (var bit = 0; bit < 70; bit++)
        {
            for (var count = 0; count <= (bytes.Length * 8) - bit; count += 7)
            {
                var expected = Enumerable.Range(bit, count).Select(b => (bytes[b >> 3] >> (b & 7) & 1) != 0).ToArray();
                var flags = new bool[count];
                Assert.Equal(expected.Count(b => b), BitUnpacker.Expand(bytes, bit, flags));
                Assert.Equal(expected, flags);
                Assert.Equal(expected.Count(b => b), BitUnpacker.CountOnes(bytes, bit, count));
            }
        }
    }

    [Fact]
    public void Values_behind_the_end_are_refused()
    {
        Assert.Throws<PageFormatException>(() => BitUnpacker.Unpack(new byte[9], 0, 10, new int[8]));
        Assert.Throws<PageFormatException>(() => BitUnpacker.Unpack(new byte[9], 10, 1, new int[1]));
        Assert.Throws<PageFormatException>(() => BitUnpacker.Unpack(new byte[9], -1, 1, new int[1]));
        Assert.Throws<PageFormatException>(() => BitUnpacker.Unpack(new byte[9], 0, 37, new long[2]));
        Assert.Throws<PageFormatException>(() => BitUnpacker.Expand(new byte[2], 10, new bool[7]));
        Assert.Throws<PageFormatException>(() => BitUnpacker.CountOnes(new byte[2], 10, 7));
    }

    private static ulong[] Values(Random random, int count, int width) =>
        [.. Enumerable.Range(0, count).Select(_ => width == 0 ? 0 : (ulong)random.NextInt64(long.MinValue, long.MaxValue) >> (64 - width))];

    /// <summary>Bit by bit, so that it has nothing in common with what it tests.</summary>
    private static byte[] Pack(ulong[] values, int width, int start, int slack, Random random)
    {
        var bytes = new byte[start + (((values.Length * width) + 7) / 8) + slack];
        random.NextBytes(bytes);
        for (var i = 0; i < values.Length; i++)
        {
            for (var b = 0; b < width; b++)
            {
                var at = (start * 8) + (i * width) + b;
                var set = (values[i] >> b & 1) != 0;
                bytes[at >> 3] = (byte)(set ? bytes[at >> 3] | (1 << (at & 7)) : bytes[at >> 3] & ~(1 << (at & 7)));
            }
        }
        return bytes;
    }
}
