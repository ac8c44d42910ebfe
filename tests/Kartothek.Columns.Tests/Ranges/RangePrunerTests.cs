namespace Kartothek.Columns.Tests;

public sealed class RangePrunerTests
{
    private static readonly ColumnScalar L = Scalar.Column("l", ColumnType.Int64);
    private static readonly ColumnScalar D = Scalar.Column("d", ColumnType.Double);
    private static readonly ColumnScalar S = Scalar.Column("s", ColumnType.String);

    private static ConstantScalar Int(long value) => Scalar.Constant(value, ColumnType.Int64);

    private static ConstantScalar Double(double value) => Scalar.Constant(value, ColumnType.Double);

    private static ConstantScalar Text(string value) => Scalar.Constant(value, ColumnType.String);

    private static Verdict Decide(Scalar predicate, ValueRange? range) => RangePruner.Evaluate(predicate, _ => range);

    private static ValueRange Longs(long? min, long? max, long? nulls = 0) => new(ColumnType.Int64, 10) { Min = min, Max = max, NullCount = nulls, NaNCount = 0 };

    private static ValueRange Doubles(double? min, double? max, long? nans, long? nulls = 0) => new(ColumnType.Double, 10) { Min = min, Max = max, NullCount = nulls, NaNCount = nans };

    private static ValueRange Texts(string? min, string? max) => new(ColumnType.String, 10) { Min = min, Max = max, NullCount = 0, NaNCount = 0 };

    [Fact]
    public void The_truth_table_is_that_of_the_three_verdicts()
    {
        Assert.Equal(Verdict.None, Verdict.None.And(Verdict.All));
        Assert.Equal(Verdict.Some, Verdict.Some.And(Verdict.All));
        Assert.Equal(Verdict.None, Verdict.Some.And(Verdict.None));
        Assert.Equal(Verdict.All, Verdict.None.Or(Verdict.All));
        Assert.Equal(Verdict.Some, Verdict.Some.Or(Verdict.None));
        Assert.Equal(Verdict.All, Verdict.None.Not());
        Assert.Equal(Verdict.Some, Verdict.Some.Not());
        Assert.Equal(Verdict.None, Verdict.All.Not());
    }

    [Fact]
    public void A_range_decides_comparisons_outside_of_it()
    {
        Assert.Equal(Verdict.None, Decide(Scalar.Equal(L, Int(11)), Longs(1, 10)));
        Assert.Equal(Verdict.All, Decide(Scalar.NotEqual(L, Int(11)), Longs(1, 10)));
        Assert.Equal(Verdict.All, Decide(Scalar.GreaterOrEqual(L, Int(1)), Longs(1, 10)));
        Assert.Equal(Verdict.Some, Decide(Scalar.Greater(L, Int(1)), Longs(1, 10)));
        Assert.Equal(Verdict.None, Decide(Scalar.Less(Int(10), L), Longs(1, 10)));
        Assert.Equal(Verdict.Some, Decide(Scalar.Equal(L, Int(5)), range: null));
    }

    [Fact]
    public void Not_equal_over_one_value_and_nulls_keeps_the_null_rows()
    {
        Assert.Equal(Verdict.Some, Decide(Scalar.NotEqual(L, Int(5)), Longs(5, 5, nulls: 1)));
        Assert.Equal(Verdict.Some, Decide(Scalar.NotEqual(L, Int(5)), Longs(5, 5, nulls: null)));
        Assert.Equal(Verdict.None, Decide(Scalar.NotEqual(L, Int(5)), Longs(5, 5, nulls: 0)));
    }

    [Fact]
    public void An_unknown_null_count_is_not_zero()
    {
        Assert.Equal(Verdict.Some, Decide(Scalar.Less(L, Int(11)), Longs(1, 10, nulls: null)));
        Assert.Equal(Verdict.Some, Decide(Scalar.IsNull(L), Longs(1, 10, nulls: null)));
        Assert.Equal(Verdict.None, Decide(Scalar.IsNull(L), Longs(1, 10)));
    }

    [Fact]
    public void A_column_of_nulls_is_decided_without_bounds()
    {
        var range = Longs(null, null, nulls: 10);
        Assert.Equal(Verdict.All, Decide(Scalar.IsNull(L), range));
        Assert.Equal(Verdict.None, Decide(Scalar.Equal(L, Int(5)), range));
        Assert.Equal(Verdict.All, Decide(Scalar.NotEqual(L, Int(5)), range));
        Assert.Equal(Verdict.None, Decide(Scalar.Less(L, Int(5)), range));
        Assert.Equal(Verdict.All, Decide(Scalar.Not(Scalar.Less(L, Int(5))), range));
        Assert.Equal(Verdict.All, Decide(Scalar.Equal(L, Scalar.Null(ColumnType.Int64)), range));
        Assert.Equal(Verdict.All, Decide(Scalar.In(L, [null, 7L]), range));
    }

    [Fact]
    public void Floating_bounds_leave_NaN_out()
    {
        Assert.Equal(Verdict.Some, Decide(Scalar.Less(D, Double(11)), Doubles(1, 10, nans: null)));
        Assert.Equal(Verdict.All, Decide(Scalar.Less(D, Double(11)), Doubles(1, 10, nans: 0)));
        Assert.Equal(Verdict.Some, Decide(Scalar.NotEqual(D, Double(5)), Doubles(5, 5, nans: null)));
        Assert.Equal(Verdict.None, Decide(Scalar.NotEqual(D, Double(5)), Doubles(5, 5, nans: 0)));
        Assert.Equal(Verdict.Some, Decide(Scalar.Not(Scalar.Less(D, Double(11))), Doubles(1, 10, nans: null)));
        Assert.Equal(Verdict.None, Decide(Scalar.Greater(D, Double(11)), Doubles(1, 10, nans: null)));
    }

    [Fact]
    public void A_null_that_reads_as_NaN_fails_comparisons()
    {
        var member = Scalar.Coalesce(D, Double(double.NaN));
        Assert.Equal(Verdict.Some, Decide(Scalar.Less(member, Double(11)), Doubles(1, 10, nans: 0, nulls: 1)));
        Assert.Equal(Verdict.All, Decide(Scalar.Less(member, Double(11)), Doubles(1, 10, nans: 0, nulls: 0)));
        Assert.Equal(Verdict.None, Decide(Scalar.Greater(member, Double(11)), Doubles(1, 10, nans: 0, nulls: 1)));
        Assert.Equal(Verdict.All, Decide(Scalar.NotEqual(member, Double(5)), Doubles(null, null, nans: 0, nulls: 10)));
        Assert.Equal(Verdict.None, Decide(Scalar.Equal(member, Double(double.NaN)), Doubles(1, 10, nans: null, nulls: null)));
    }

    [Fact]
    public void Both_zeros_are_one_value()
    {
        Assert.Equal(Verdict.All, Decide(Scalar.Equal(D, Double(0.0)), Doubles(-0.0, -0.0, nans: 0)));
        Assert.Equal(Verdict.None, Decide(Scalar.Less(D, Double(0.0)), Doubles(-0.0, 0.0, nans: 0)));
        Assert.Equal(Verdict.All, Decide(Scalar.In(D, [-0.0]), Doubles(0.0, 0.0, nans: 0)));
    }

    [Fact]
    public void Text_ranges_are_used_only_where_both_orders_agree()
    {
        // In UTF-16 a surrogate pair stands before U+E000, in UTF-8 behind it.
        const string Private = "\uE000";
        const string Smile = "\U0001F600";
        Assert.Equal(Verdict.None, Decide(Scalar.Greater(S, Text("zz")), Texts("a", "z")));
        Assert.Equal(Verdict.Some, Decide(Scalar.Greater(S, Text(Private)), Texts("a", Smile)));
        Assert.Equal(Verdict.Some, Decide(Scalar.Less(S, Text(Smile)), Texts(Private, Private + "a")));
        Assert.Equal(Verdict.None, Decide(Scalar.Less(S, Text(Smile)), Texts(Private, Private)));
        Assert.Equal(Verdict.All, Decide(Scalar.Less(S, Text("a")), Texts("A", "Z")));

        // Up to the greatest in the order of bytes lies U+E000, which is greater in that of code units.
        Assert.Equal(Verdict.Some, Decide(Scalar.Greater(S, Text(Smile)), Texts("A", Smile)));
    }

    [Fact]
    public void A_prefix_is_found_between_bounds()
    {
        Assert.Equal(Verdict.None, Decide(Scalar.StartsWith(S, "ba"), Texts("bb", "bz")));
        Assert.Equal(Verdict.None, Decide(Scalar.StartsWith(S, "bz"), Texts("ba", "by")));
        Assert.Equal(Verdict.All, Decide(Scalar.StartsWith(S, "b"), Texts("ba", "bz")));
        Assert.Equal(Verdict.Some, Decide(Scalar.StartsWith(S, "bb"), Texts("ba", "bz")));
        Assert.Equal(Verdict.Some, Decide(Scalar.EndsWith(S, "q"), Texts("ba", "bz")));
        Assert.Equal(Verdict.None, Decide(Scalar.EndsWith(S, "q"), Texts("ba", "ba")));
    }

    [Fact]
    public void A_list_of_ten_thousand_is_searched_by_the_range()
    {
        var isIn = Scalar.In(L, Enumerable.Range(0, 10_000).Select(i => (object?)(long)(i * 10)));
        Assert.Equal(Verdict.None, Decide(isIn, Longs(11, 19)));
        Assert.Equal(Verdict.Some, Decide(isIn, Longs(11, 20)));
        Assert.Equal(Verdict.All, Decide(isIn, Longs(20, 20)));
        Assert.Equal(Verdict.None, Decide(Scalar.In(L, []), Longs(1, 2)));
    }

    [Fact]
    public void No_rows_satisfy_nothing() =>
        Assert.Equal(Verdict.None, Decide(Scalar.Not(Scalar.Equal(L, Int(5))), new ValueRange(ColumnType.Int64, 0)));

    [Fact]
    public void A_term_that_rejects_all_rows_shields_a_throwing_one_behind_it_but_not_before_it()
    {
        var guard = Scalar.NotEqual(L, Int(0));
        var throwing = Scalar.Greater(Scalar.Arithmetic(ArithmeticOperator.Divide, Int(10), L), Int(1));
        Assert.Equal(Verdict.None, Decide(Scalar.And(guard, throwing), Longs(0, 0)));
        Assert.Equal(Verdict.Some, Decide(Scalar.And(throwing, guard), Longs(0, 0)));
        Assert.Equal(Verdict.All, Decide(Scalar.Or(Scalar.Not(guard), throwing), Longs(0, 0)));
        Assert.Equal(Verdict.Some, Decide(Scalar.Or(throwing, Scalar.Not(guard)), Longs(0, 0)));
    }

    [Fact]
    public void Bounds_pass_through_conversions_and_dates()
    {
        Assert.Equal(Verdict.None, Decide(Scalar.Greater(Scalar.Convert(L, ColumnType.Double), Double(10)), Longs(1, 10)));
        Assert.Equal(Verdict.None, Decide(Scalar.Equal(Scalar.Convert(L, ColumnType.Int8), Scalar.Constant(11, ColumnType.Int8)), Longs(1, 10)));
        Assert.Equal(Verdict.Some, Decide(Scalar.Equal(Scalar.Convert(L, ColumnType.Int8), Scalar.Constant(11, ColumnType.Int8)), Longs(1, 300)));

        var type = ColumnType.Timestamp(ColumnUnit.Microsecond);
        var year = Scalar.Equal(Scalar.Apply(ScalarFunction.Year, Scalar.Column("t", type)), Scalar.Constant(1969, ColumnType.Int32));
        Assert.Equal(Verdict.All, Decide(year, new ValueRange(type, 3) { Min = -2L, Max = -1L, NullCount = 0, NaNCount = 0 }));
        Assert.Equal(Verdict.None, Decide(year, new ValueRange(type, 3) { Min = 0L, Max = 1L }));
    }

    [Fact]
    public void A_files_narrower_column_is_compared_at_the_width_of_the_expression()
    {
        var range = new ValueRange(ColumnType.Int32, 4) { Min = 1, Max = 2, NullCount = 0, NaNCount = 0 };
        Assert.Equal(Verdict.None, Decide(Scalar.Greater(L, Int(5_000_000_000)), range));
    }

    [Fact]
    public void Columns_are_compared_with_each_other()
    {
        var other = Scalar.Column("m", ColumnType.Int64);
        Verdict Of(Scalar predicate) => RangePruner.Evaluate(predicate, name => name == "l" ? Longs(1, 5) : Longs(6, 9));
        Assert.Equal(Verdict.All, Of(Scalar.Less(L, other)));
        Assert.Equal(Verdict.None, Of(Scalar.Equal(L, other)));
        Assert.Equal(Verdict.None, Of(Scalar.GreaterOrEqual(L, other)));
    }

    [Fact]
    public void A_partition_key_decides_functions_of_its_columns_exactly()
    {
        var day = Scalar.Column("day", ColumnType.Date);
        var predicate = Scalar.And(
            Scalar.Equal(Scalar.Apply(ScalarFunction.Month, day), Scalar.Constant(2, ColumnType.Int32)),
            Scalar.Equal(L, Int(1)));
        Verdict Of(int value) => PointVerdict.Evaluate(predicate, new Dictionary<string, ConstantScalar> { ["day"] = Scalar.Constant(value, ColumnType.Date) });
        Assert.Equal(Verdict.None, Of(0));
        Assert.Equal(Verdict.Some, Of(40));
    }
}
