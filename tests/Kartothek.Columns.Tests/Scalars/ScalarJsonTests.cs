using System.Diagnostics;
using System.Numerics;
using System.Text;
using CsCheck;

namespace Kartothek.Columns.Tests;

public sealed class ScalarJsonTests
{
    [Fact]
    public void Every_expression_comes_back_as_it_was() => Gen.Int.Sample(seed =>
    {
        var random = new RandomCase(seed);
        var scalar = random.Random.Next(2) == 0 ? random.Predicate(4) : random.Value(random.AnyType(), 4);
        Assert.Equal(scalar, ScalarJson.Deserialize(ScalarJson.Serialize(scalar)));
    }, iter: 1_000);

    [Fact]
    public void Nodes_that_a_factory_would_simplify_come_back_too()
    {
        Scalar flag = Scalar.Column("f", ColumnType.Boolean);
        Scalar[] scalars =
        [
            new LogicalScalar(LogicalOperator.Or, []), new LogicalScalar(LogicalOperator.And, [flag, new LogicalScalar(LogicalOperator.And, [flag, flag])]),
            new NotScalar(Scalar.True), new NotScalar(new NotScalar(Scalar.IsNull(flag))), new CoalesceScalar(Scalar.True, flag),
            new ConditionalScalar(Scalar.True, flag, flag), new ConvertScalar(Scalar.Null(ColumnType.Int32), ColumnType.Int64),
        ];
        foreach (var scalar in scalars) Assert.Equal(scalar, ScalarJson.Deserialize(ScalarJson.Serialize(scalar)));
    }

    [Theory]
    [InlineData("\uD800")]
    [InlineData("a\uDC00\uD800b")]
    [InlineData("\U0001F600\0\u001F\"\\")]
    public void Text_comes_back_whatever_its_code_units(string text)
    {
        var scalar = Scalar.Equal(Scalar.Column("s", ColumnType.String), Scalar.Constant(text, ColumnType.String));
        Assert.Equal(scalar, ScalarJson.Deserialize(ScalarJson.Serialize(scalar)));
    }

    [Fact]
    public void Floats_come_back_by_their_bits()
    {
        foreach (var value in (double[])[-0.0, double.NaN, BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_0123), double.Epsilon, double.NegativeInfinity, 0.1])
        {
            var scalar = Scalar.Constant(value, ColumnType.Double);
            Assert.Equal(scalar, ScalarJson.Deserialize(ScalarJson.Serialize(scalar)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"version":1}""")]
    [InlineData("""{"version":1,"scalar":null}""")]
    [InlineData("""{"version":1,"scalar":{"node":"column","name":null,"type":"Int32"}}""")]
    [InlineData("""{"version":1,"scalar":{"node":"column","name":"x","type":"Int33"}}""")]
    [InlineData("""{"version":1,"scalar":{"node":"column","name":"x","type":{"kind":"Decimal","precision":99,"scale":0}}}""")]
    [InlineData("""{"version":1,"scalar":{"node":"constant","type":"Int32","value":2147483648}}""")]
    [InlineData("""{"version":1,"scalar":{"node":"constant","type":"Int8","value":300}}""")]
    [InlineData("""{"version":1,"scalar":{"node":"constant","type":"Double","value":"12"}, "x":[}""")]
    [InlineData("""{"version":1,"scalar":{"node":"constant","type":"Binary","value":"*"}}""")]
    [InlineData("""{"version":1,"scalar":{"node":"compare","operator":"Like","operands":[]}}""")]
    [InlineData("""{"version":1,"scalar":{"node":"not","operands":[{"node":"column","name":"x","type":"Int32"}]}}""")]
    [InlineData("""{"version":1,"scalar":{"node":"convert","type":"String","checked":false,"operands":[{"node":"column","name":"x","type":"Int32"}]}}""")]
    public void What_is_no_expression_is_corrupt(string json) =>
        Assert.Equal(ErrorKind.Corrupt, Assert.Throws<KartothekException>(() => ScalarJson.Deserialize(Encoding.UTF8.GetBytes(json))).Kind);

    [Fact]
    public void Damaged_bytes_end_in_one_clear_error() => Gen.Int.Sample(seed =>
    {
        var random = new RandomCase(seed);
        var json = ScalarJson.Serialize(random.Predicate(3));
        if (random.Random.Next(2) == 0) json = json[..random.Random.Next(json.Length)];
        else json[random.Random.Next(json.Length)] = (byte)random.Random.Next(256);
        var error = Record.Exception(() => ScalarJson.Deserialize(json));
        Assert.True(error is null or KartothekException { Kind: ErrorKind.Corrupt or ErrorKind.NotSupported }, error?.ToString());
    }, iter: 1_000);

    [Fact]
    public void A_later_version_says_so()
    {
        var error = Assert.Throws<KartothekException>(() => ScalarJson.Deserialize("""{"version":2}"""u8.ToArray()));
        Assert.Equal(ErrorKind.NotSupported, error.Kind);
    }

    [Fact]
    public void Depth_is_bounded_on_both_sides()
    {
        Scalar deep = Scalar.Column("x", ColumnType.Int32);
        for (var i = 0; i < 2_000; i++) deep = new FunctionScalar(ScalarFunction.Negate, deep);
        Assert.Equal(ErrorKind.NotSupported, Assert.Throws<KartothekException>(() => ScalarJson.Serialize(deep)).Kind);

        var hostile = """{"version":1,"scalar":""" + string.Concat(Enumerable.Repeat("""{"node":"not","operands":[""", 1_000_000));
        var clock = Stopwatch.StartNew();
        Assert.Equal(ErrorKind.Corrupt, Assert.Throws<KartothekException>(() => ScalarJson.Deserialize(Encoding.UTF8.GetBytes(hostile))).Kind);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void What_is_written_is_read_at_any_depth_that_is_written()
    {
        Scalar deep = Scalar.Column("x", ColumnType.Int32);
        var depth = 0;
        try
        {
            for (; depth < 2_000; depth++)
            {
                Assert.True(deep.Equals(ScalarJson.Deserialize(ScalarJson.Serialize(deep))));
                deep = new FunctionScalar(ScalarFunction.Negate, deep);
                if (depth is > 5 and < 240) depth += 10;
            }
        }
        catch (KartothekException e) when (e.Kind == ErrorKind.NotSupported)
        {
        }

        Assert.True(depth > 200);
    }

    [Fact]
    public void A_long_list_and_a_long_disjunction_take_little_time()
    {
        var x = Scalar.Column("x", ColumnType.Int64);
        var clock = Stopwatch.StartNew();
        // Work that grows with the square would take minutes; what is linear has ample room on a busy machine.
        var either = Scalar.Or(Enumerable.Range(0, 100_000).Select(i => Scalar.Equal(x, Scalar.Constant((long)i, ColumnType.Int64))));
        Assert.Equal(either, ScalarJson.Deserialize(ScalarJson.Serialize(either)));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void Aggregates_and_their_results_travel()
    {
        var x = Scalar.Column("x", ColumnType.Decimal(38, 2));
        AggregateCall[] calls = [new(AggregateKind.Count), new(AggregateKind.CountValues, x), new(AggregateKind.Sum, x), new(AggregateKind.Min, Scalar.Column("s", ColumnType.String))];
        foreach (var call in calls) Assert.Equal(call, AggregateJson.Deserialize(AggregateJson.Serialize(call)));

        AggregatePartial sum = new(7, BigInteger.Pow(10, 45));
        Assert.Equal(sum, AggregateJson.Deserialize(AggregateJson.Serialize(sum), calls[2]));
        AggregatePartial text = new(7, "ä");
        Assert.Equal(text, AggregateJson.Deserialize(AggregateJson.Serialize(text), calls[3]));
        AggregatePartial none = new(0, null);
        Assert.Equal(none, AggregateJson.Deserialize(AggregateJson.Serialize(none), calls[1]));
        Assert.Equal(ErrorKind.Corrupt, Assert.Throws<KartothekException>(() => AggregateJson.Deserialize(AggregateJson.Serialize(text), calls[2])).Kind);
    }
}
