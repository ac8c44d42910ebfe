using System.Numerics;
using CsCheck;

namespace Kartothek.Columns.Tests;

public sealed class AggregateStateTests
{
    [Fact]
    public void Aggregates_over_every_shape_are_those_of_LINQ_however_the_rows_are_cut() => Gen.Int.Sample(seed =>
    {
        var random = new RandomCase(seed);
        var type = random.AnyType();
        Scalar argument = random.ColumnOf(type);
        var kinds = Enum.GetValues<AggregateKind>().Where(k => k is AggregateKind.CountValues or AggregateKind.Min or AggregateKind.Max
            || (k is AggregateKind.Sum or AggregateKind.Average && (type.IsInteger || type.IsFloating || type.Kind == ColumnKind.Decimal))).ToList();
        var call = random.Random.Next(8) == 0 ? new AggregateCall(AggregateKind.Count) : new AggregateCall(random.Pick(kinds), argument);
        var whole = AggregateState.Create(call, RandomCase.Schema);
        var all = new List<object?>();
        for (var task = 0; task < 3; task++)
        {
            var state = AggregateState.Create(call, RandomCase.Schema);
            for (var block = random.Random.Next(3); block > 0; block--)
            {
                var length = random.Random.Next(40);
                var rows = random.Rows(length);
                state.Accumulate(random.Block(rows, length));
                all.AddRange(rows[argument.ColumnNames()[0]]);
            }

            whole.Merge(state.Partial());
        }

        var (count, value) = (whole.Partial().Count, whole.Partial().Value);
        var present = all.Where(v => v is not null).ToList();
        Assert.Equal(call.Kind == AggregateKind.Count ? all.Count : present.Count, count);
        var expected = Expected(call, present);
        Assert.True(Same(expected, value), $"{call}: expected {expected}, got {value}");
    }, iter: 1_000);

    [Fact]
    public void Min_is_NaN_where_there_is_one_and_Max_only_where_there_is_nothing_else()
    {
        Assert.Equal(double.NaN, Run(AggregateKind.Min, ColumnType.Double, 1.0, double.NaN, 2.0).Value);
        Assert.Equal(2.0, Run(AggregateKind.Max, ColumnType.Double, 1.0, double.NaN, 2.0).Value);
        Assert.Equal(double.NaN, Run(AggregateKind.Max, ColumnType.Double, double.NaN, null, double.NaN).Value);
        Assert.Equal(new AggregatePartial(0, null), Run(AggregateKind.Min, ColumnType.Double, null, null));
    }

    [Fact]
    public void Sums_of_integers_do_not_overflow() =>
        Assert.Equal((Int128)ulong.MaxValue * 3, Run(AggregateKind.Sum, ColumnType.UInt64, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue).Value);

    [Fact]
    public void Sums_of_wide_decimals_leave_128_bits()
    {
        var type = ColumnType.Decimal(38, 2);
        var most = DecimalMath.Power(38) - 1;
        Assert.Equal((BigInteger)most * 4, Run(AggregateKind.Sum, type, most, most, most, most).Value);
        Assert.Equal(-(BigInteger)most * 3, Run(AggregateKind.Sum, type, -most, -most, -most).Value);
    }

    [Fact]
    public void Text_extremes_are_ordinal()
    {
        Assert.Equal("\uE000", Run(AggregateKind.Max, ColumnType.String, "a", "\U0001F600", "\uE000", null).Value);
        Assert.Equal("B", Run(AggregateKind.Min, ColumnType.String, "a", "B").Value);
    }

    [Fact]
    public void A_count_without_an_argument_counts_rows_and_prints_so()
    {
        Assert.Equal("count()", new AggregateCall(AggregateKind.Count).ToString());
        Assert.Equal("sum(x * 2)", new AggregateCall(AggregateKind.Sum, Scalar.Arithmetic(
            ArithmeticOperator.Multiply, Scalar.Column("x", ColumnType.Int32), Scalar.Constant(2, ColumnType.Int32))).ToString());
        Assert.Throws<KartothekException>(() => new AggregateCall(AggregateKind.Sum));
        Assert.Throws<KartothekException>(() => new AggregateCall(AggregateKind.Sum, Scalar.Column("s", ColumnType.String)));
    }

    private static AggregatePartial Run(AggregateKind kind, ColumnType type, params object?[] values)
    {
        var schema = new Schema([new Field("x", type)]);
        var state = AggregateState.Create(new(kind, Scalar.Column("x", type)), schema);
        state.Accumulate(new Block(schema, [VectorMaker.Flat(type, values)]) { Length = values.Length });
        return state.Partial();
    }

    private static object? Expected(AggregateCall call, List<object?> values)
    {
        if (values.Count == 0 || call.Kind is AggregateKind.Count or AggregateKind.CountValues) return null;
        return (call.Kind, values[0]) switch
        {
            (AggregateKind.Min, double) => values.Cast<double>().Min(),
            (AggregateKind.Max, double) => values.Cast<double>().Max(),
            (AggregateKind.Min, float) => values.Cast<float>().Min(),
            (AggregateKind.Max, float) => values.Cast<float>().Max(),
            (AggregateKind.Min, _) => values.Min(ConstantOrder.Instance),
            (AggregateKind.Max, _) => values.Max(ConstantOrder.Instance),
            (_, double) => values.Cast<double>().Sum(),
            (_, float) => values.Cast<float>().Select(f => (double)f).Sum(),
            _ when call.Argument!.Type.Kind == ColumnKind.Decimal => values.Aggregate(BigInteger.Zero, (sum, v) => sum + (v is Int128 wide ? wide : (long)v!)),
            _ => values.Aggregate(Int128.Zero, (sum, v) => sum + v switch { int i => i, uint u => u, long l => l, _ => (Int128)(ulong)v! }),
        };
    }

    private static bool Same(object? expected, object? actual) => (expected, actual) switch
    {
        // Tasks' sums are added up, which rounds elsewhere.
        (double e, double a) => (!double.IsFinite(e) && !double.IsFinite(a)) || e == a || Math.Abs(e - a) <= 1e-12 * Math.Abs(e),
        (float e, float a) => (float.IsNaN(e) && float.IsNaN(a)) || e == a,
        _ => ConstantValue.Same(expected, actual),
    };
}
