using Snappier;

namespace Kartothek.Parquet.Tests;

public sealed class SnappyDecoderTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_Snappy_compressed_comes_back_in_steps_of_any_size(int seed)
    {
        var random = new Random(seed);
        var page = Page(random, random.Next(1, 200_000));
        var compressed = Snappy.CompressToArray(page);
        var target = new byte[page.Length + SnappyDecoder.Slack];
        // Neither begins nor ends with its array, so that a read too far reads something.
        var source = (byte[])[.. Noise(random, 7), .. compressed, .. Noise(random, 90)];
        var decoder = new SnappyDecoder();
        decoder.Start(source, 7, 7 + compressed.Length, target, page.Length);
        for (var wanted = 0; decoder.Ready < page.Length;)
        {
            wanted = Math.Min(page.Length, wanted + random.Next(1, 1 << random.Next(1, 18)));
            decoder.Advance(wanted);
            Assert.InRange(decoder.Ready, wanted, page.Length);
            Assert.True(page.AsSpan(0, decoder.Ready).SequenceEqual(target.AsSpan(0, decoder.Ready)));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Copies_of_every_offset_and_length_overlap_as_if_made_byte_by_byte(int seed)
    {
        var random = new Random(seed);
        var (compressed, page) = Tags(random, 3_000);
        var target = new byte[page.Length + SnappyDecoder.Slack];
        var decoder = new SnappyDecoder();
        decoder.Start(compressed, 0, compressed.Length, target, page.Length);
        decoder.Advance(page.Length);
        Assert.True(page.AsSpan().SequenceEqual(target.AsSpan(0, page.Length)));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Damaged_bytes_are_an_error_or_what_Snappy_makes_of_them(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 50; round++)
        {
            var (compressed, page) = Tags(random, 60);
            var whole = compressed.ToArray();
            if (random.Next(4) == 0)
                compressed = compressed[..random.Next(compressed.Length)];
            for (var flips = random.Next(3); flips > 0 && compressed.Length > 0; flips--)
                compressed[random.Next(compressed.Length)] ^= (byte)(1 << random.Next(8));

            byte[]? expected = null;
            try
            {
                expected = Snappy.DecompressToArray(compressed);
            }
            catch (Exception e) when (e is InvalidDataException or ArgumentException or InvalidOperationException or IndexOutOfRangeException)
            {
            }

            var target = new byte[page.Length + SnappyDecoder.Slack];
            var decoder = new SnappyDecoder();
            try
            {
                decoder.Start(compressed, 0, compressed.Length, target, page.Length);
                decoder.Advance(page.Length);
            }
            catch (PageFormatException)
            {
                // Snappier doesn't look at what is behind the last byte that it needs.
                Assert.False(whole.AsSpan().SequenceEqual(compressed));
                continue;
            }

            Assert.NotNull(expected);
            Assert.True(expected.AsSpan().SequenceEqual(target.AsSpan(0, page.Length)));
        }
    }

    /// <summary>Words, runs and noise.</summary>
    private static byte[] Page(Random random, int length)
    {
        var page = new List<byte>(length);
        while (page.Count < length)
        {
            switch (random.Next(4))
            {
                case 0:
                    page.AddRange(Noise(random, random.Next(1, 1 << random.Next(1, 17))));
                    break;
                case 1:
                    page.AddRange(Enumerable.Repeat((byte)random.Next(256), random.Next(1, 300)));
                    break;
                default:
                    if (page.Count == 0)
                        goto case 0;
                    var from = random.Next(page.Count);
                    page.AddRange([.. page.Skip(from).Take(random.Next(1, 200))]);
                    break;
            }
        }

        return [.. page.Take(length)];
    }

    /// <summary>Tags as no compressor makes them, and what they stand for.</summary>
    private static (byte[] Compressed, byte[] Page) Tags(Random random, int count)
    {
        var (tags, page) = (new List<byte>(), new List<byte>());
        for (var i = 0; i < count; i++)
        {
            var kind = page.Count == 0 ? 0 : random.Next(4);
            if (kind == 0)
            {
                var literal = Noise(random, random.Next(8) == 0 ? random.Next(1, 300) : random.Next(1, 61));
                if (literal.Length <= 60)
                    tags.Add((byte)((literal.Length - 1) << 2));
                else
                    tags.AddRange([61 << 2, (byte)(literal.Length - 1), (byte)((literal.Length - 1) >> 8)]);
                tags.AddRange(literal);
                page.AddRange(literal);
                continue;
            }

            var length = kind == 1 ? random.Next(4, 12) : random.Next(1, 65);
            var offset = Math.Min(page.Count, random.Next(3) == 0 ? random.Next(1, 70) : random.Next(1, kind == 1 ? 2048 : 65536));
            tags.AddRange(kind switch
            {
                1 => [(byte)(1 | ((length - 4) << 2) | (offset >> 8 << 5)), (byte)offset],
                2 => [(byte)(2 | ((length - 1) << 2)), (byte)offset, (byte)(offset >> 8)],
                _ => (byte[])[(byte)(3 | ((length - 1) << 2)), (byte)offset, (byte)(offset >> 8), 0, 0],
            });
            for (var n = 0; n < length; n++)
                page.Add(page[^offset]);
        }

        var head = new List<byte>();
        for (var left = (uint)page.Count; ; left >>= 7)
        {
            head.Add((byte)(left < 128 ? left : left | 128));
            if (left < 128)
                break;
        }

        return ([.. head, .. tags], [.. page]);
    }

    private static byte[] Noise(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
