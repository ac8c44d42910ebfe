namespace Kartothek.Columns.Tests;

public sealed class ScalarTextTests
{
    private static readonly ColumnScalar Country = Scalar.Column("Country", ColumnType.String);
    private static readonly ColumnScalar Day = Scalar.Column("Day", ColumnType.Date);
    private static readonly ColumnScalar Flag = Scalar.Column("Flag", ColumnType.Boolean);
    private static readonly ColumnScalar Number = Scalar.Column("x", ColumnType.Int64);

    private static ConstantScalar Int(long value) => Scalar.Constant(value, ColumnType.Int64);

    private static int Days(int year, int month, int day) => new DateOnly(year, month, day).DayNumber - new DateOnly(1970, 1, 1).DayNumber;

    [Fact]
    public void A_conjunction_prints_as_in_a_plan() => Assert.Equal(
        "Country = 'DE' and Day >= 2026-01-01",
        Scalar.And(
            Scalar.Equal(Country, Scalar.Constant("DE", ColumnType.String)),
            Scalar.GreaterOrEqual(Day, Scalar.Constant(Days(2026, 1, 1), ColumnType.Date))).ToString());

    [Fact]
    public void Quotes_in_text_are_doubled_and_line_ends_escaped() =>
        Assert.Equal(@"'O''Neill\u000A'", Scalar.Constant("O'Neill\n", ColumnType.String).ToString());

    [Fact]
    public void A_long_list_is_cut_after_ten_values() => Assert.Equal(
        "x in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, … 9,990 more)",
        Scalar.In(Number, Enumerable.Range(1, 10_000).Select(i => (object?)(long)i)).ToString());

    [Fact]
    public void Null_tests_and_negations_read_as_sentences()
    {
        Assert.Equal("x is null", Scalar.IsNull(Number).ToString());
        Assert.Equal("x is not null", Scalar.IsNotNull(Number).ToString());
        Assert.Equal("not (x < 5)", Scalar.Not(Scalar.Less(Number, Int(5))).ToString());
        Assert.Equal("not Flag", Scalar.Not(Flag).ToString());
        Assert.Equal("x not in (null, 2)", Scalar.Not(Scalar.In(Number, [null, 2L])).ToString());
        Assert.Equal("x != 5", Scalar.Not(Scalar.Equal(Number, Int(5))).ToString());
    }

    [Fact]
    public void Parentheses_stand_only_where_they_are_needed()
    {
        var sum = Scalar.Arithmetic(ArithmeticOperator.Add, Number, Int(1));
        Assert.Equal("(x + 1) * 2 > x", Scalar.Greater(Scalar.Arithmetic(ArithmeticOperator.Multiply, sum, Int(2)), Number).ToString());
        Assert.Equal("x - (x + 1)", Scalar.Arithmetic(ArithmeticOperator.Subtract, Number, sum).ToString());
        Assert.Equal("Flag and (Flag or x = 1)", Scalar.And(Flag, Scalar.Or(Flag, Scalar.Equal(Number, Int(1)))).ToString());
        Assert.Equal("(x ?? 0) = 1", Scalar.Equal(Scalar.Coalesce(Number, Int(0)), Int(1)).ToString());
    }

    [Theory]
    [InlineData(-1L, ColumnUnit.Microsecond, false, "1969-12-31T23:59:59.999999")]
    [InlineData(0L, ColumnUnit.Millisecond, true, "1970-01-01T00:00:00Z")]
    [InlineData(1_500_000_000_000_000_010L, ColumnUnit.Nanosecond, false, "2017-07-14T02:40:00.00000001")]
    public void Timestamps_print_in_iso_form_before_1970_too(long value, ColumnUnit unit, bool isUtc, string text) =>
        Assert.Equal(text, Scalar.Constant(value, ColumnType.Timestamp(unit, isUtc)).ToString());

    [Fact]
    public void Every_day_prints_as_DateOnly_does()
    {
        for (var day = DateOnly.MinValue; day < DateOnly.MaxValue.AddDays(-100); day = day.AddDays(97))
        {
            Assert.Equal(day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Scalar.Constant(Days(day.Year, day.Month, day.Day), ColumnType.Date).ToString());
        }
    }

    [Fact]
    public void Other_constants_print_as_they_would_be_written()
    {
        Assert.Equal("-0.05", Scalar.Constant(-5L, ColumnType.Decimal(12, 2)).ToString());
        Assert.Equal("12.30", Scalar.Constant((Int128)1230, ColumnType.Decimal(30, 2)).ToString());
        Assert.Equal("NaN", Scalar.Constant(double.NaN, ColumnType.Double).ToString());
        Assert.Equal("x'00ff'", Scalar.Constant(new byte[] { 0, 255 }, ColumnType.Binary).ToString());
        Assert.Equal("01:02:03.004", Scalar.Constant(3_723_004, ColumnType.Time(ColumnUnit.Millisecond)).ToString());
        Assert.Equal("00112233-4455-6677-8899-aabbccddeeff", Scalar.Constant(Convert.FromHexString("00112233445566778899aabbccddeeff"), ColumnType.Uuid).ToString());
        Assert.Equal("null", Scalar.Null(ColumnType.Date).ToString());
    }

    [Fact]
    public void Functions_conversions_and_matches_print_with_their_names()
    {
        Assert.Equal("year(Day)", Scalar.Apply(ScalarFunction.Year, Day).ToString());
        Assert.Equal("length(Country)", Scalar.Apply(ScalarFunction.StringLength, Country).ToString());
        Assert.Equal("-x", Scalar.Apply(ScalarFunction.Negate, Number).ToString());
        Assert.Equal("double(x)", Scalar.Convert(Number, ColumnType.Double).ToString());
        Assert.Equal("checked int32(x)", Scalar.Convert(Number, ColumnType.Int32, isChecked: true).ToString());
        Assert.Equal("if(Flag, x, 1)", Scalar.Conditional(Flag, Number, Int(1)).ToString());
        Assert.Equal("Country starts with 'D'", Scalar.StartsWith(Country, "D").ToString());
        Assert.Equal("\"a b\" is null", Scalar.IsNull(Scalar.Column("a b", ColumnType.Date)).ToString());
    }
}
