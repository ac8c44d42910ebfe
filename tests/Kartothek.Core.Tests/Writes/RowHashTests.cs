using System.Text;
using Kartothek.Columns;

namespace Kartothek.Core.Tests;

/// <summary>The vectors of format.md 11.8: what pandas' hash_pandas_object gave for these rows.</summary>
public sealed class RowHashTests
{
    private const ulong Zero = 3430018387555;
    private const ulong One = 11358988112447789330;
    private const ulong MissingText = 18446740643690359120;
    private const ulong NegativeZero = 9087072686950899025;

    [Theory]
    [InlineData(PandasGeneration.Pandas1)]
    [InlineData(PandasGeneration.Pandas2)]
    [InlineData(PandasGeneration.Pandas3)]
    internal void Integers_are_hashed_in_their_own_width(PandasGeneration generation)
    {
        ulong[] expected =
        [
            Zero, One, 826468140851422801, 18319371940472138387, 1644348678988017215, 15980610599702751463, 17580817162941700407, 11390718488861494335,
            6140057396853374891, 6277399681442376904,
        ];
        var hashes = Hash(generation, Flat<long>(ColumnType.Int64, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
        Assert.Equal(expected, hashes);
        Assert.Equal([0, 0, 1, 2, 0, 3, 2, 0, 1, 4], hashes.Select(h => RowHash.BucketOf(h, 5)));

        Assert.Equal([1334179124670874820, 16439502010042830203], Hash(generation, Flat(ColumnType.Int64, -1L, 1L << 40)));
        Assert.Equal([9386105243648579173], Hash(generation, Flat(ColumnType.Int8, -1)));
        Assert.Equal([97180162864980743], Hash(generation, Flat(ColumnType.Int32, -1)));
        Assert.Equal([1334179124670874820], Hash(generation, Flat(ColumnType.UInt64, ulong.MaxValue)));
        Assert.Equal([Zero, One], Hash(generation, Flat(ColumnType.UInt32, 0u, 1u)));
    }

    [Theory]
    [InlineData(PandasGeneration.Pandas1, NegativeZero)]
    [InlineData(PandasGeneration.Pandas2, NegativeZero)]
    [InlineData(PandasGeneration.Pandas3, Zero)]
    internal void Only_pandas_3_takes_both_zeros_for_one(PandasGeneration generation, ulong negativeZero)
    {
        Assert.Equal([Zero, negativeZero, 9420430238428514091, 16887603562957652324], Hash(generation, Flat(ColumnType.Double, 0.0, -0.0, 1.5, double.NaN)));
        Assert.Equal([3493880828656015293], Hash(generation, Flat(ColumnType.Float, 1.5f)));
    }

    [Fact]
    public void Null_in_a_floating_column_is_NaN() =>
        Assert.Equal([16887603562957652324, 9420430238428514091], Hash(PandasGeneration.Pandas3, WithNulls(Flat(ColumnType.Double, 7.0, 1.5), false, true)));

    [Theory]
    [InlineData(PandasGeneration.Pandas1, 16778541276121956512, 204418114797948771, MissingText)]
    [InlineData(PandasGeneration.Pandas2, Zero, One, 6917525597621889360)]
    [InlineData(PandasGeneration.Pandas3, Zero, One, 6917525597621889360)]
    internal void Booleans_are_texts_to_pandas_1(PandasGeneration generation, ulong no, ulong yes, ulong missing)
    {
        Assert.Equal([no, yes], Hash(generation, Flat(ColumnType.Boolean, false, true)));
        Assert.Equal([missing], Hash(generation, WithNulls(Flat(ColumnType.Boolean, true), false)));
        Assert.Equal([missing], Hash(generation, WithNulls(Flat(ColumnType.Int64, 5L), false)));
    }

    [Fact]
    public void Texts_bytes_and_categories_are_hashed_alike()
    {
        ulong[] expected = [7462795705713544501, 5694802365760992243, 18266859204741777883, 180251240362213366, MissingText];
        Assert.Equal(expected, Hash(PandasGeneration.Pandas1, Text(ColumnType.String, "", "a", "foo", "ö", null)));
        Assert.Equal(expected, Hash(PandasGeneration.Pandas3, Text(ColumnType.Binary, "", "a", "foo", "ö", null)));
        var categories = new DictionaryVector(ColumnType.String)
        {
            Dictionary = new ValueDictionary(Text(ColumnType.String, "a", "foo")),
            Codes = [1, 0, 0],
            Length = 3,
            Valid = [true, true, false],
        };
        Assert.Equal([18266859204741777883, 5694802365760992243, MissingText], Hash(PandasGeneration.Pandas2, categories));
        Assert.Equal(6935850755789923532UL, SipHash.Of("foo"u8));
    }

    [Fact]
    public void Timestamps_are_hashed_in_nanoseconds_by_pandas_1_and_in_their_own_unit_later()
    {
        const long Micros = 1_577_882_096_789_000;
        ulong[] nanoseconds = [Zero, 13835825865758153774, NegativeZero];
        var inNanoseconds = WithNulls(Flat(ColumnType.Timestamp(ColumnUnit.Nanosecond), 0L, 1_000 * Micros, 5L), true, true, false);
        var inMicroseconds = WithNulls(Flat(ColumnType.Timestamp(ColumnUnit.Microsecond), 0L, Micros, 5L), true, true, false);
        foreach (var generation in Enum.GetValues<PandasGeneration>())
        {
            Assert.Equal(nanoseconds, Hash(generation, inNanoseconds));
        }
        Assert.Equal(nanoseconds, Hash(PandasGeneration.Pandas1, inMicroseconds));
        Assert.Equal([Zero, 5815940362362088725, NegativeZero], Hash(PandasGeneration.Pandas3, inMicroseconds));
        Assert.Equal([3482914339333977984], Hash(PandasGeneration.Pandas2, Flat(ColumnType.Timestamp(ColumnUnit.Millisecond, isUtc: true), Micros / 1_000)));
    }

    [Fact]
    public void Other_objects_are_hashed_by_their_text()
    {
        Assert.Equal([14343152151424007737], Hash(PandasGeneration.Pandas1, Flat(ColumnType.Date, 18_262)));
        Assert.Equal([15137212981426682700], Hash(PandasGeneration.Pandas1, Flat(ColumnType.Decimal(10, 2), 150L)));
        Assert.Equal([15137212981426682700], Hash(PandasGeneration.Pandas3, Flat(ColumnType.Decimal(30, 2), (Int128)150)));
        Assert.Equal(Hash(PandasGeneration.Pandas1, Text(ColumnType.String, "01:02:03")), Hash(PandasGeneration.Pandas1, Flat(ColumnType.Time(ColumnUnit.Microsecond), 3_723_000_000L)));
    }

    [Fact]
    public void Rows_of_several_columns_depend_on_their_order()
    {
        var (a, b) = (Flat(ColumnType.Int64, 1L, 2L), Text(ColumnType.String, "x", "y"));
        Assert.Equal([7694637405057536657, 1753204411530023459], Hash(PandasGeneration.Pandas1, a, b));
        Assert.Equal([14623690504802340049, 6407721112432405267], Hash(PandasGeneration.Pandas1, b, a));
        Assert.Equal([15611351886676368245], Hash(PandasGeneration.Pandas1, Flat(ColumnType.Int64, 1L), Text(ColumnType.String, "x"), Flat(ColumnType.Double, 1.5)));
    }

    [Fact]
    public void The_hash_of_a_column_is_that_of_the_vectors()
    {
        var hashes = new ulong[3];
        ValueHash.Compute(Flat(ColumnType.Int64, 0L, 1L, 2L), hashes, PandasGeneration.Pandas1);
        Assert.Equal([0UL, 6238072747940578789, 15839785061582574730], hashes);
        ValueHash.Compute(Text(ColumnType.String, "foo", "a", "a"), hashes, PandasGeneration.Pandas1);
        Assert.Equal([3600424527151052760, 13950350942979735504, 13950350942979735504], hashes);
    }

    [Fact]
    public void A_constant_has_one_hash_and_a_nested_column_none()
    {
        var constant = new ConstantVector(ColumnType.Int64, Flat(ColumnType.Int64, 1L)) { Length = 2 };
        Assert.Equal([One, One], Hash(PandasGeneration.Pandas1, constant));
        var list = ColumnType.List(new Field("item", ColumnType.Int64));
        var e = Assert.Throws<KartothekException>(() => Hash(PandasGeneration.Pandas1, new NullVector(list) { Length = 1 }));
        Assert.Equal(ErrorKind.NotSupported, e.Kind);
        Assert.Equal("Column 'c0' is list<int64>, by which rows can't be put into buckets. Choose columns that aren't nested.", e.Message);
    }

    [Theory]
    [InlineData(150, 2, "1.50")]
    [InlineData(-150, 2, "-1.50")]
    [InlineData(5, 0, "5")]
    [InlineData(0, 2, "0.00")]
    [InlineData(1, 6, "0.000001")]
    [InlineData(1, 7, "1E-7")]
    [InlineData(123, 10, "1.23E-8")]
    public void Decimals_are_printed_as_Python_does(int unscaled, int scale, string text) => Assert.Equal(text, PythonDecimal.Format(unscaled, scale));

    private static ulong[] Hash(PandasGeneration generation, params Vector[] columns)
    {
        var block = new Block(new Schema(columns.Select((c, i) => new Field($"c{i}", c.Type))), columns) { Length = columns[0].Length };
        var hashes = new ulong[block.Length];
        RowHash.Compute(block, [.. Enumerable.Range(0, columns.Length)], hashes, generation);
        return hashes;
    }

    private static FlatVector<T> Flat<T>(ColumnType type, params T[] values)
        where T : unmanaged => new(type) { Values = values, Length = values.Length };

    private static Vector WithNulls(Vector vector, params bool[] valid)
    {
        vector.Valid = valid;
        return vector;
    }

    private static Vector Text(ColumnType type, params string?[] values) =>
        ConstantVectors.OfValues(type, values.Length, i => type.Kind == ColumnKind.Binary && values[i] is { } text ? Encoding.UTF8.GetBytes(text) : values[i]);
}
