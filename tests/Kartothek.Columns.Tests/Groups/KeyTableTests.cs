using CsCheck;

namespace Kartothek.Columns.Tests;

public sealed class KeyTableTests
{
    [Fact]
    public void Combinations_are_numbered_by_their_first_rows() => Gen.Int.Sample(seed =>
    {
        var random = new Random(seed);
        ColumnType[] types = [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(3) switch { 0 => ColumnType.Int64, 1 => ColumnType.String, _ => ColumnType.Double })];
        var table = new KeyTable([.. types]);
        var known = new List<string>();
        for (var block = 0; block < 4; block++)
        {
            var length = random.Next(50);
            var values = types.Select(t => Enumerable.Range(0, length).Select(_ => Value(random, t)).ToArray()).ToArray();
            Vector[] keys = [.. types.Select((t, k) => random.Next(2) == 0 ? VectorMaker.Flat(t, values[k], random) : VectorMaker.Dictionary(t, values[k], random))];
            var numbers = table.Find(keys, length).ToArray();
            for (var row = 0; row < length; row++)
            {
                var text = string.Join('|', values.Select(v => v[row] is null ? "null" : Convert.ToString(v[row] is double d ? d + 0.0 : v[row], System.Globalization.CultureInfo.InvariantCulture)));
                if (!known.Contains(text))
                {
                    known.Add(text);
                }
                Assert.Equal(known.IndexOf(text), numbers[row]);
            }
            Assert.Equal(known.Count, table.Count);
        }
    }, iter: 1_000);

    private static object? Value(Random random, ColumnType type) => random.Next(8) == 0 ? null
        : type.Kind switch
        {
            ColumnKind.Int64 => random.Next(4) == 0 ? long.MaxValue - random.Next(3) : (long)random.Next(5),
            ColumnKind.String => random.Next(4) switch { 0 => "", 1 => "a", 2 => "null ", _ => "b" },
            _ => random.Next(5) switch { 0 => double.NaN, 1 => -0.0, 2 => 0.0, _ => 1.5 },
        };
}
