using CsCheck;

namespace Kartothek.Columns.Tests;

public sealed class RowBufferTests
{
    [Fact]
    public void Rows_of_every_shape_are_kept_as_they_were() => Gen.Int.Sample(seed =>
    {
        var random = new RandomCase(seed);
        var buffer = new RowBuffer(RandomCase.Schema);
        var expected = RandomCase.Schema.Fields.Select(_ => new List<object?>()).ToArray();
        for (var block = 0; block < 4; block++)
        {
            var length = random.Random.Next(40);
            var rows = random.Rows(length);
            int[] wanted = [.. Enumerable.Range(0, length).Where(_ => random.Random.Next(3) > 0).OrderBy(_ => random.Random.Next())];
            if (random.Random.Next(3) == 0)
            {
                wanted = [.. Enumerable.Range(0, length)];
                buffer.Append(random.Block(rows, length));
            }
            else
            {
                buffer.Append(random.Block(rows, length), wanted);
            }
            for (var c = 0; c < expected.Length; c++)
            {
                expected[c].AddRange(wanted.Select(r => rows[RandomCase.Schema.Fields[c].Name][r]));
            }
        }
        var kept = buffer.ToBlock();
        Assert.Equal(expected[0].Count, kept.Length);
        for (var c = 0; c < expected.Length; c++)
        {
            Assert.Equal(expected[c], Enumerable.Range(0, kept.Length).Select(r => VectorMaker.Read(kept.Columns[c], r)));
        }
    }, iter: 500);
}
