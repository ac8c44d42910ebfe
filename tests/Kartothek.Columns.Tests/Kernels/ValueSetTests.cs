using CsCheck;

namespace Kartothek.Columns.Tests;

public sealed class ValueSetTests
{
    [Fact]
    public void Close_and_far_numbers_are_found_as_a_list_finds_them() => Gen.Int.Sample(seed =>
    {
        var random = new Random(seed);
        var range = 1L << random.Next(1, 63);
        var start = random.Next(3) switch { 0 => 0, 1 => -range / 2, _ => random.NextInt64(long.MinValue / 2, long.MaxValue / 2) };
        long Next() => random.Next(20) == 0 ? (random.Next(2) == 0 ? long.MinValue : long.MaxValue) : unchecked(start + random.NextInt64(range));
        long[] values = [.. Enumerable.Range(0, random.Next(200)).Select(_ => Next())];
        var longs = new ValueSet<long>(values);
        var ulongs = new ValueSet<ulong>([.. values.Select(v => (ulong)v)]);
        var ints = new ValueSet<int>([.. values.Select(v => (int)v)]);
        var uints = new ValueSet<uint>([.. values.Select(v => (uint)v)]);
        var doubles = new ValueSet<double>([.. values.Select(v => (double)v)]);
        foreach (var probe in (long[])[.. values, .. Enumerable.Range(0, 50).Select(_ => Next()), 0, -1, 1, long.MinValue, long.MaxValue])
        {
            Assert.Equal(values.Contains(probe), longs.Contains(probe));
            Assert.Equal(values.Contains(probe), ulongs.Contains((ulong)probe));
            Assert.Equal(values.Any(v => (int)v == (int)probe), ints.Contains((int)probe));
            Assert.Equal(values.Any(v => (uint)v == (uint)probe), uints.Contains((uint)probe));
            Assert.Equal(values.Any(v => (double)v == (double)probe), doubles.Contains(probe));
        }
    }, iter: 300);

    [Fact]
    public void Byte_strings_of_all_lengths_are_found()
    {
        var random = new Random(7);
        byte[][] values = [.. Enumerable.Range(0, 500).Select(i => { var bytes = new byte[i % 40]; random.NextBytes(bytes); return bytes; })];
        var set = new BytesSet(values[..250]);
        Assert.All(values[..250], value => Assert.True(set.Contains(value)));
        Assert.All(values[250..].Where(v => v.Length > 3), value => Assert.False(set.Contains(value)));
    }
}
