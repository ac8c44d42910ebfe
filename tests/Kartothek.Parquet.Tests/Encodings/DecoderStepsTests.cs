namespace Kartothek.Parquet.Tests;

/// <summary>Decoders give the same values whatever the steps in which they are read, skipped and picked.</summary>
public sealed class DecoderStepsTests
{
    [Fact]
    public void Plain_numbers() => Check(() => new PlainDecoder<long>(), [.. Enumerable.Range(0, 300).Select(i => i * 1_000_003L)], Plain);

    [Fact]
    public void Split_numbers_of_eight_bytes() => Check(() => new SplitDecoder<long>(), [.. Enumerable.Range(0, 300).Select(i => i * 1_000_003L * 77_777_777)], v => Split(Plain(v), 8));

    [Fact]
    public void Split_numbers_of_four_bytes() => Check(() => new SplitDecoder<int>(), [.. Enumerable.Range(0, 300).Select(i => i * 10_000_019)], v => Split(Plain(v), 4));

    private static byte[] Plain<T>(T[] values)
        where T : unmanaged => System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    private static byte[] Split(byte[] plain, int size) =>
        [.. Enumerable.Range(0, plain.Length).Select(i => plain[(i % (plain.Length / size) * size) + (i / (plain.Length / size))])];

    private static void Check<T>(Func<ValueDecoder<T>> create, T[] values, Func<T[], byte[]> encode)
        where T : unmanaged
    {
        var random = new Random(6);
        byte[] page = [1, 2, 3, .. encode(values), 4, 5];
        for (var round = 0; round < 100; round++)
        {
            var decoder = create();
            decoder.Reset(page, 3, page.Length - 2);
            for (var at = 0; at < values.Length;)
            {
                var count = Math.Min(random.Next(1, 40), values.Length - at);
                var step = values.AsSpan(at, count);
                switch (random.Next(decoder.HasRandomAccess ? 3 : 2))
                {
                    case 0:
                        decoder.Skip(count);
                        break;
                    case 1:
                        var read = new T[count];
                        decoder.Read(read);
                        Assert.Equal(step.ToArray(), read);
                        break;
                    default:
                        var positions = Enumerable.Range(0, count).Where(_ => random.Next(3) == 0).ToArray();
                        var picked = new T[positions.Length];
                        decoder.ReadAt(positions, count, picked);
                        Assert.Equal(positions.Select(p => values[at + p]), picked);
                        break;
                }
                at += count;
            }
            Assert.Throws<PageFormatException>(() => decoder.Read(new T[1]));
            Assert.Throws<PageFormatException>(() => decoder.Skip(1));
        }
    }
}
