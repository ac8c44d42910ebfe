using System.Collections.Immutable;

namespace Kartothek.Columns.Tests;

public sealed class GroupedRowsTests
{
    private static readonly Schema Columns = new([new Field("k", ColumnType.String), new Field("j", ColumnType.Int32), new Field("x", ColumnType.Double), new Field("y", ColumnType.Double)]);
    private static readonly Scalar K = Scalar.Column("k", ColumnType.String), J = Scalar.Column("j", ColumnType.Int32);
    private static readonly Scalar X = Scalar.Column("x", ColumnType.Double), Y = Scalar.Column("y", ColumnType.Double);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    [InlineData(5, 1)]
    [InlineData(4, 2)]
    [InlineData(9, 3)]
    [InlineData(40, 7)]
    public void Few_and_many_groups_have_the_sums_and_counts_of_their_rows(int texts, int numbers)
    {
        var random = new Random(texts * 31 + numbers);
        var product = Scalar.Arithmetic(ArithmeticOperator.Multiply, X, Scalar.Arithmetic(ArithmeticOperator.Subtract, Scalar.Constant(1.0, ColumnType.Double), Y));
        var twice = Scalar.Arithmetic(ArithmeticOperator.Multiply, product, Scalar.Arithmetic(ArithmeticOperator.Add, Scalar.Constant(1.0, ColumnType.Double), Y));
        ImmutableArray<GroupAggregate> aggregates =
        [
            new(GroupAggregateKind.Sum, X), new(GroupAggregateKind.Sum, product), new(GroupAggregateKind.Sum, twice), new(GroupAggregateKind.Count), new(GroupAggregateKind.Sum, X),
        ];
        var grouped = new GroupedRows([K, J], aggregates, Columns);
        var expected = new Dictionary<(string, int), (double X, double Product, double Twice, long Count)>();
        var order = new List<(string, int)>();
        // Dictionaries that change between blocks, and blocks that end inside of a vector.
        foreach (var rows in (int[])[1, 7, 8, 64, 1000, 4096, 13])
        {
            var entries = Enumerable.Range(0, texts).OrderBy(_ => random.Next()).Select(i => $"text {i}").ToArray();
            var block = new Block(Columns, [Texts(entries), new FlatVector<int>(ColumnType.Int32), new FlatVector<double>(ColumnType.Double), new FlatVector<double>(ColumnType.Double)]) { Length = rows };
            var codes = new int[rows];
            var (js, xs, ys) = (new int[rows], new double[rows], new double[rows]);
            for (var i = 0; i < rows; i++)
            {
                (codes[i], js[i], xs[i], ys[i]) = (random.Next(texts), random.Next(numbers), random.NextDouble() * 100, random.NextDouble());
                var key = (entries[codes[i]], js[i]);
                if (!expected.TryGetValue(key, out var sums)) order.Add(key);
                expected[key] = (sums.X + xs[i], sums.Product + xs[i] * (1 - ys[i]), sums.Twice + xs[i] * (1 - ys[i]) * (1 + ys[i]), sums.Count + 1);
            }

            ((DictionaryVector)block.Columns[0]).Codes = codes;
            ((FlatVector<int>)block.Columns[1]).Values = js;
            ((FlatVector<double>)block.Columns[2]).Values = xs;
            ((FlatVector<double>)block.Columns[3]).Values = ys;
            foreach (var column in block.Columns) column.Length = rows;
            grouped.Add(block);
        }

        Assert.Equal(order.Count, grouped.Count);
        var (firsts, seconds) = ((BytesVector)grouped.Key(0), (FlatVector<int>)grouped.Key(1));
        for (var group = 0; group < order.Count; group++)
        {
            Assert.Equal(order[group], (System.Text.Encoding.UTF8.GetString(firsts[group]), seconds.Values[group]));
            var sums = expected[order[group]];
            Assert.Equal(sums.Count, grouped.Aggregate(3).Counts[group]);
            Close(sums.X, grouped, 0, group);
            Close(sums.Product, grouped, 1, group);
            Close(sums.Twice, grouped, 2, group);
            Close(sums.X, grouped, 4, group);
            Assert.Equal(sums.Count, grouped.Aggregate(2).Counts[group]);
        }
    }

    [Fact]
    public void What_is_not_a_number_in_one_group_stays_out_of_the_others()
    {
        var rows = 100;
        var grouped = new GroupedRows([J], [new GroupAggregate(GroupAggregateKind.Sum, X)], Columns);
        var js = Enumerable.Range(0, rows).Select(i => i % 3).ToArray();
        var xs = js.Select(j => j == 0 ? double.NaN : j == 1 ? double.PositiveInfinity : 1.0).ToArray();
        grouped.Add(new Block(Columns,
        [
            new NullVector(ColumnType.String) { Length = rows }, new FlatVector<int>(ColumnType.Int32) { Values = js, Length = rows },
            new FlatVector<double>(ColumnType.Double) { Values = xs, Length = rows }, new NullVector(ColumnType.Double) { Length = rows },
        ])
        { Length = rows });
        Assert.Equal([double.NaN, double.PositiveInfinity, 33.0], ((FlatVector<double>)grouped.Aggregate(0).Values(3)).Values.AsSpan(0, 3).ToArray());
    }

    private static void Close(double expected, GroupedRows grouped, int aggregate, int group) =>
        Assert.Equal(expected, ((FlatVector<double>)grouped.Aggregate(aggregate).Values(grouped.Count)).Values[group], expected * 1e-12);

    private static DictionaryVector Texts(string[] entries)
    {
        var bytes = entries.Select(System.Text.Encoding.UTF8.GetBytes).ToArray();
        var views = new ByteView[entries.Length];
        var offset = 0;
        for (var i = 0; i < views.Length; i++)
        {
            views[i] = new ByteView(offset, bytes[i].Length);
            offset += bytes[i].Length;
        }

        return new DictionaryVector(ColumnType.String)
        {
            Dictionary = new ValueDictionary(new BytesVector(ColumnType.String) { Data = [.. bytes.SelectMany(b => b)], Views = views, Length = views.Length, IsAscii = true }),
        };
    }
}
