using CsCheck;

namespace Kartothek.Columns.Tests;

public sealed class RowOrderTests
{
    private static readonly ColumnType[] Types =
    [
        ColumnType.Boolean, ColumnType.Int8, ColumnType.Int64, ColumnType.UInt32, ColumnType.UInt64, ColumnType.Float, ColumnType.Double,
        ColumnType.Decimal(30, 2), ColumnType.String, ColumnType.Binary, ColumnType.Date, ColumnType.Timestamp(ColumnUnit.Microsecond),
    ];

    [Fact]
    public void Rows_are_sorted_as_a_stable_sort_over_boxed_values_does_it() => Gen.Int.Sample(seed =>
    {
        var random = new Random(seed);
        var length = random.Next(60);
        var keys = Enumerable.Range(0, random.Next(1, 4)).Select(_ =>
        {
            var type = Types[random.Next(Types.Length)];
            return (Type: type, Values: Enumerable.Range(0, length).Select(_ => random.Next(6) == 0 ? null : Value(random, type)).ToArray());
        }).ToArray();
        Vector[] vectors = [.. keys.Select(k => random.Next(2) == 0 ? VectorMaker.Flat(k.Type, k.Values, random) : VectorMaker.Dictionary(k.Type, k.Values, random))];

        IOrderedEnumerable<int> expected = Enumerable.Range(0, length).OrderBy(_ => 0);
        foreach (var (type, values) in keys)
        {
            expected = expected.ThenBy(r => values[r], Comparer<object?>.Create(Compare));
        }
        Assert.Equal(expected, RowOrder.Sort(vectors, length));
    }, iter: 2_000);

    [Fact]
    public void Texts_that_agree_in_their_first_bytes_are_compared_whole()
    {
        string?[] texts = ["prefix__b", "prefix__", null, "prefix__a", "prefix", "prefix\0\0", "\uE000", "\U0001F600", "prefix__a"];
        Assert.Equal([4, 5, 1, 3, 8, 0, 6, 7, 2], RowOrder.Sort([VectorMaker.Flat(ColumnType.String, texts)], texts.Length));
    }

    private static object Value(Random random, ColumnType type) => type.Storage switch
    {
        ColumnStorage.Boolean => random.Next(2) == 0,
        ColumnStorage.Int32 => random.Next(-3, 4) * (random.Next(2) == 0 ? 1 : 30),
        ColumnStorage.UInt32 => (uint)random.Next(4) * 1_431_655_765u,
        ColumnStorage.Int64 => random.Next(3) == 0 ? random.NextInt64(long.MinValue, long.MaxValue) : random.Next(-3, 4),
        ColumnStorage.UInt64 => random.Next(3) == 0 ? ulong.MaxValue - (ulong)random.Next(3) : (ulong)random.Next(3),
        ColumnStorage.Float => random.Next(8) switch { 0 => float.NaN, 1 => -0f, 2 => 0f, 3 => float.NegativeInfinity, _ => random.Next(-3, 4) / 2f },
        ColumnStorage.Double => random.Next(8) switch { 0 => double.NaN, 1 => -0d, 2 => 0d, 3 => double.PositiveInfinity, _ => random.Next(-3, 4) / 2d },
        ColumnStorage.Int128 => (Int128)random.Next(-2, 3) * (random.Next(2) == 0 ? Int128.One : Int128.One << 80),
        _ when type.Kind == ColumnKind.String => string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => random.Next(3) switch { 0 => "a", 1 => "ab", _ => "ö" })),
        _ => Enumerable.Range(0, random.Next(11)).Select(_ => (byte)(random.Next(2) * 255)).ToArray(),
    };

    private static int Compare(object? left, object? right)
    {
        var (isLeftLast, isRightLast) = (left is null or double.NaN or float.NaN, right is null or double.NaN or float.NaN);
        if (isLeftLast || isRightLast)
        {
            return isLeftLast.CompareTo(isRightLast);
        }
        return (left, right) switch
        {
            (string a, string b) => System.Text.Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(b)),
            (byte[] a, byte[] b) => a.AsSpan().SequenceCompareTo(b),
            // -0.0 and 0.0 compare as equal.
            (double a, double b) => a < b ? -1 : a > b ? 1 : 0,
            (float a, float b) => a < b ? -1 : a > b ? 1 : 0,
            _ => Comparer<object>.Default.Compare(left!, right!),
        };
    }
}
