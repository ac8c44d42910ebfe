using Kartothek.Columns;

namespace Kartothek.Core.Tests;

public sealed class SecondaryIndexPrunerTests
{
    private static readonly Scalar Blob = Scalar.Column("b", ColumnType.Binary);

    private static Verdict[] Judge(ColumnType type, object?[] values, int[][] files, int fileCount, Scalar part)
    {
        var field = new Field(((ColumnScalar)Columns(part).First()).Name, type);
        var block = new Block(new Schema([field]), [ConstantVectors.OfValues(type, values.Length, i => values[i])]) { Length = values.Length };
        int[] starts = [0, .. files.Select((_, i) => files.Take(i + 1).Sum(f => f.Length))];
        var index = new FileIndex(new SecondaryIndex(field, [block], starts, [.. files.SelectMany(f => f)]), fileCount);
        var leaf = new PredicateTermBuilder(_ => LeafSource.SecondaryIndex).AsLeaf(part);
        return leaf is null ? [.. Enumerable.Repeat(Verdict.Some, fileCount)] : new SecondaryIndexPruner(index.Excerpt, trustsIndex: false).Judge(leaf)!;
    }

    private static IEnumerable<Scalar> Columns(Scalar scalar) => scalar is ColumnScalar ? [scalar] : scalar.Operands.SelectMany(Columns);

    private static Scalar Bytes(params byte[] value) => Scalar.Constant(value, ColumnType.Binary);

    [Fact]
    public void None_needs_that_null_does_not_satisfy_and_all_that_it_does()
    {
        var a = Scalar.Column("a", ColumnType.Int64);
        var five = Scalar.Constant(5L, ColumnType.Int64);

        // Value 5 is in files 0 and 1, value 6 in file 1; file 2 isn't listed.
        Verdict[] Of(Scalar part) => Judge(ColumnType.Int64, [5L, 6L], [[0, 1], [1]], 3, part);

        Assert.Equal([Verdict.Some, Verdict.Some, Verdict.Some], Of(Scalar.Equal(a, five)));
        Assert.Equal([Verdict.None, Verdict.Some, Verdict.Some], Of(Scalar.Greater(a, five)));
        Assert.Equal([Verdict.Some, Verdict.Some, Verdict.Some], Of(Scalar.NotEqual(a, five)));
        Assert.Equal([Verdict.All, Verdict.Some, Verdict.Some], Of(Scalar.NotEqual(a, Scalar.Constant(6L, ColumnType.Int64))));
        Assert.Equal([Verdict.None, Verdict.None, Verdict.Some], Of(Scalar.In(a, [7L])));
        Assert.Equal([Verdict.Some, Verdict.Some, Verdict.Some], Of(Scalar.In(a, [7L, null])));
        Assert.Equal([Verdict.None, Verdict.None, Verdict.Some], Of(Scalar.In(a, [])));
    }

    [Fact]
    public void NaN_is_not_listed_either()
    {
        var f = Scalar.Column("f", ColumnType.Double);

        // Contains finds NaN, and so does a negated comparison.
        foreach (var part in new[] { Scalar.In(f, [double.NaN]), Scalar.Not(Scalar.Less(f, Scalar.Constant(9.0, ColumnType.Double))) })
        {
            Assert.Equal([Verdict.Some], Judge(ColumnType.Double, [1.0], [[0]], 1, part));
        }
        Assert.Equal([Verdict.None], Judge(ColumnType.Double, [1.0], [[0]], 1, Scalar.Equal(f, Scalar.Constant(double.NaN, ColumnType.Double))));
    }

    [Fact]
    public void A_division_that_tells_zeros_apart_is_not_judged()
    {
        var f = Scalar.Column("f", ColumnType.Double);
        var inverse = new ArithmeticScalar(ArithmeticOperator.Divide, Scalar.Constant(1.0, ColumnType.Double), f);

        // The one entry 0.0 may stand for -0.0, whose inverse is less than 0.
        Assert.Equal([Verdict.Some], Judge(ColumnType.Double, [0.0], [[0]], 1, Scalar.Less(inverse, Scalar.Constant(0.0, ColumnType.Double))));
    }

    [Fact]
    public void Values_of_a_binary_index_may_be_cut_at_a_zero_byte()
    {
        // File 0 may hold 1-0-2 under the entry 1; file 1 has 3.
        Verdict[] Of(Scalar part) => Judge(ColumnType.Binary, [new byte[] { 1 }, new byte[] { 3 }], [[0], [1]], 2, part);

        Assert.Equal([Verdict.Some, Verdict.None], Of(Scalar.Equal(Blob, Bytes(1, 0, 2))));
        Assert.Equal([Verdict.Some, Verdict.None], Of(Scalar.In(Blob, [new byte[] { 1, 0, 2 }, new byte[] { 9 }])));
        Assert.Equal([Verdict.Some, Verdict.Some], Of(Scalar.Greater(Blob, Bytes(1))));
        Assert.Equal([Verdict.Some, Verdict.Some], Of(Scalar.GreaterOrEqual(Blob, Bytes(1, 0))));
        Assert.Equal([Verdict.None, Verdict.Some], Of(Scalar.Greater(Blob, Bytes(2))));
        Assert.Equal([Verdict.Some, Verdict.None], Of(Scalar.Less(Blob, Bytes(1, 0))));
        Assert.Equal([Verdict.Some, Verdict.Some], Of(Scalar.Not(Scalar.Greater(Blob, Bytes(0)))));
        Assert.Equal([Verdict.Some, Verdict.Some], Of(Scalar.NotEqual(Blob, Bytes(9))));
    }
}
