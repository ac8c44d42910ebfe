namespace Kartothek.Columns.Tests;

public sealed class ScalarEvaluatorTests
{
    private static readonly ColumnScalar X = Scalar.Column("x", ColumnType.Int32);
    private static readonly ColumnScalar D = Scalar.Column("d", ColumnType.Double);
    private static readonly ColumnScalar S = Scalar.Column("s", ColumnType.String);

    private static ConstantScalar Int(int value) => Scalar.Constant(value, ColumnType.Int32);

    private static ConstantScalar Text(string value) => Scalar.Constant(value, ColumnType.String);

    private static Block Block(ColumnScalar column, params object?[] values) =>
        new(new Schema([new Field(column.Name, column.Type)]), [VectorMaker.Flat(column.Type, values)]) { Length = values.Length };

    private static bool[] Test(Scalar predicate, Block block) => new ScalarEvaluator(predicate, block.Schema).Test(block).ToArray();

    [Fact]
    public void Null_is_unequal_to_a_value_and_less_than_nothing()
    {
        var block = Block(X, 5, null, 6);
        Assert.Equal([true, false, false], Test(Scalar.Equal(X, Int(5)), block));
        Assert.Equal([false, true, true], Test(Scalar.NotEqual(X, Int(5)), block));
        Assert.Equal([false, false, false], Test(Scalar.Less(X, Int(5)), block));
        Assert.Equal([true, true, false], Test(Scalar.Not(Scalar.Greater(X, Int(5))), block));
        Assert.Equal([false, true, false], Test(Scalar.Equal(X, Scalar.Null(ColumnType.Int32)), block));
        Assert.Equal([true, false, true], Test(Scalar.NotEqual(X, Scalar.Null(ColumnType.Int32)), block));
        Assert.Equal([false, false, false], Test(Scalar.LessOrEqual(X, Scalar.Null(ColumnType.Int32)), block));
        Assert.Equal([true, true, false], Test(Scalar.In(X, [null, 5]), block));
        Assert.Equal([false, false, false], Test(Scalar.In(X, []), block));
    }

    [Fact]
    public void NaN_equals_nothing_but_is_found_in_a_list()
    {
        var block = Block(D, double.NaN, 1.0, null, -0.0);
        var nan = Scalar.Constant(double.NaN, ColumnType.Double);
        Assert.Equal([false, false, false, false], Test(Scalar.Equal(D, nan), block));
        Assert.Equal([true, true, true, true], Test(Scalar.NotEqual(D, nan), block));
        Assert.Equal([true, false, false, false], Test(Scalar.In(D, [double.NaN]), block));
        Assert.Equal([false, false, false, true], Test(Scalar.In(D, [0.0]), block));
        Assert.Equal([false, false, true, false], Test(Scalar.IsNull(D), block));
        Assert.Equal([true, false, true, true], Test(Scalar.Not(Scalar.GreaterOrEqual(Scalar.Coalesce(D, nan), Scalar.Constant(1.0, ColumnType.Double))), block));
    }

    [Fact]
    public void Entries_are_asked_about_once_before_rows_or_with_them()
    {
        var schema = new Schema([new Field("x", ColumnType.Int32), new Field("d", ColumnType.Double)]);
        var evaluator = new ScalarEvaluator(Scalar.Not(Scalar.Greater(X, Int(5))), schema);
        Assert.True(evaluator.TestsEntries);
        var entries = (FlatVector<int>)VectorMaker.Flat(ColumnType.Int32, [3, 7, 5]);
        var dictionary = new ValueDictionary(entries);
        Assert.Equal([true, false, true], evaluator.TestEntries(dictionary, out var ofNull));
        Assert.True(ofNull);
        // Rows are looked up: who changes entries behind its back sees that they aren't looked at again.
        entries.Values[1] = 4;
        var rows = new DictionaryVector(ColumnType.Int32) { Codes = [1, 0, 2, 1], Valid = [true, true, true, false], Dictionary = dictionary, Length = 4 };
        var block = new Block(schema, [rows, VectorMaker.Flat(ColumnType.Double, [1.0, 1.0, 1.0, 1.0])]) { Length = 4 };
        Assert.Equal([false, true, true, true], evaluator.Test(block).ToArray());
        Assert.Equal([false], evaluator.TestEntries(new ValueDictionary(VectorMaker.Flat(ColumnType.Int32, [6])), out _));
        Assert.Equal([true, true, true], evaluator.TestEntries(dictionary, out _));
        Assert.Empty(evaluator.TestEntries(new ValueDictionary(VectorMaker.Flat(ColumnType.Int32, [])), out _).ToArray());

        Assert.False(new ScalarEvaluator(Scalar.And(Scalar.Greater(X, Int(5)), Scalar.Less(D, Scalar.Constant(1.0, ColumnType.Double))), schema).TestsEntries);
        var canThrow = new ScalarEvaluator(Scalar.Greater(Scalar.Arithmetic(ArithmeticOperator.Divide, Int(10), X), Int(1)), schema);
        Assert.False(canThrow.TestsEntries);
        Assert.Throws<InvalidOperationException>(() => canThrow.TestEntries(dictionary, out _).ToArray());
    }

    [Fact]
    public void A_guard_keeps_a_division_by_zero_away()
    {
        var quotient = Scalar.Greater(Scalar.Arithmetic(ArithmeticOperator.Divide, Int(10), X), Int(1));
        var block = Block(X, 0, 5, null, 20);
        Assert.Equal([false, true, false, false], Test(Scalar.And(Scalar.NotEqual(X, Int(0)), quotient), block));
        Assert.Equal([true, true, false, false], Test(Scalar.Or(Scalar.Equal(X, Int(0)), quotient), block));
        Assert.Equal([false, true, false, false], Test(Scalar.Conditional(Scalar.Equal(X, Int(0)), Scalar.False, quotient), block));
        Assert.Throws<DivideByZeroException>(() => Test(Scalar.And(quotient, Scalar.NotEqual(X, Int(0))), block));
    }

    [Fact]
    public void A_row_that_is_not_selected_does_not_throw()
    {
        var block = Block(X, 0, 5, 20);
        var evaluator = new ScalarEvaluator(Scalar.Greater(Scalar.Arithmetic(ArithmeticOperator.Divide, Int(10), X), Int(1)), block.Schema);
        var selection = new RowSelection();
        selection.Select(3, [1, 2]);
        evaluator.Narrow(block, selection);
        Assert.Equal([1], selection.Rows.ToArray());
        selection.SelectAll(3);
        Assert.Throws<DivideByZeroException>(() => evaluator.Narrow(block, selection));
    }

    [Fact]
    public void Null_operands_never_throw()
    {
        var block = Block(X, null, null);
        Assert.Equal([false, false], Test(Scalar.Equal(Scalar.Arithmetic(ArithmeticOperator.Divide, X, X), Int(1)), block));
        Assert.Equal([false, false], Test(Scalar.Equal(Scalar.Arithmetic(ArithmeticOperator.Divide, Scalar.Null(ColumnType.Int32), Int(0)), Int(1)), block));
    }

    [Fact]
    public void Checked_arithmetic_overflows_and_unchecked_wraps()
    {
        var block = Block(X, int.MaxValue);
        Assert.Equal([true], Test(Scalar.Equal(Scalar.Arithmetic(ArithmeticOperator.Add, X, Int(1)), Int(int.MinValue)), block));
        Assert.Throws<OverflowException>(() => Test(Scalar.Equal(Scalar.Arithmetic(ArithmeticOperator.Add, X, Int(1), isChecked: true), Int(0)), block));
        Assert.Throws<OverflowException>(() => Test(Scalar.Equal(Scalar.Arithmetic(ArithmeticOperator.Divide, X, Int(-1)), Int(0)), Block(X, int.MinValue)));
    }

    [Fact]
    public void Text_is_ordered_by_UTF16_code_units()
    {
        var block = Block(S, "\U0001F600", "\uE000", "\uD7FF", "z", null);
        Assert.Equal([true, false, true, true, false], Test(Scalar.Less(S, Text("\uE000")), block));
        Assert.Equal([false, true, false, false, false], Test(Scalar.Greater(S, Text("\U0001F600")), block));
        Assert.Equal([true, false, true, true, false], Test(Scalar.Less(S, Text("\uDFFF")), block));
        Assert.Equal([false, false, false, false, false], Test(Scalar.Equal(S, Text("\uD800")), block));
    }

    [Fact]
    public void The_order_of_bytes_is_that_of_strings_for_all_pairs_of_characters()
    {
        string[] texts = ["", "a", "\u007F", "\u0080", "\u07FF", "\u0800", "\uD7FF", "\uE000", "\uEFFF", "\uF000", "\uFFFF", "\U00010000", "\U0010FFFF", "\U0003FFFF", "\uE000a", "\U00010000a"];
        foreach (var left in texts)
        {
            foreach (var right in texts)
            {
                var expected = Math.Sign(string.CompareOrdinal(left, right));
                Assert.Equal(expected, Math.Sign(Utf8Order.Compare(System.Text.Encoding.UTF8.GetBytes(left), System.Text.Encoding.UTF8.GetBytes(right))));
                Assert.Equal(expected, Math.Sign(Utf8Order.Compare(System.Text.Encoding.UTF8.GetBytes("ä" + left), System.Text.Encoding.UTF8.GetBytes("ä" + right))));
            }
        }
    }

    [Fact]
    public void Unsigned_values_above_the_signed_range_are_large()
    {
        var column = Scalar.Column("u", ColumnType.UInt64);
        Assert.Equal([true, false], Test(Scalar.Greater(column, Scalar.Constant(1UL, ColumnType.UInt64)), Block(column, ulong.MaxValue, 1UL)));
    }

    [Fact]
    public void Days_before_1970_have_the_right_parts()
    {
        var column = Scalar.Column("t", ColumnType.Timestamp(ColumnUnit.Microsecond));
        var block = Block(column, -1L);
        object? Part(ScalarFunction function) => VectorMaker.Read(new ScalarEvaluator(Scalar.Apply(function, column), block.Schema).Evaluate(block), 0);
        Assert.Equal([1969, 12, 31, 23, 59, 59, 365, 3, -1], new[]
        {
            ScalarFunction.Year, ScalarFunction.Month, ScalarFunction.Day, ScalarFunction.Hour, ScalarFunction.Minute, ScalarFunction.Second,
            ScalarFunction.DayOfYear, ScalarFunction.DayOfWeek, ScalarFunction.Date,
        }.Select(f => (int)Part(f)!));
    }

    [Fact]
    public void A_dictionary_is_asked_once_and_a_new_one_anew()
    {
        var schema = new Schema([new Field("s", ColumnType.String)]);
        var evaluator = new ScalarEvaluator(Scalar.Equal(S, Text("b")), schema);
        Block Of(ValueDictionary dictionary, params int[] codes) =>
            new(schema, [new DictionaryVector(ColumnType.String) { Codes = codes, Dictionary = dictionary, Length = codes.Length }]) { Length = codes.Length };
        var first = new ValueDictionary(VectorMaker.Flat(ColumnType.String, ["a", "b"]));
        var entries = (BytesVector)first.Entries;
        Assert.Equal([false, true, true], evaluator.Test(Of(first, 0, 1, 1)).ToArray());

        // Changed behind the evaluator's back, which must not look again.
        entries.Data[entries.Views[1].Offset] = (byte)'x';
        Assert.Equal([true, false], evaluator.Test(Of(first, 1, 0)).ToArray());
        Assert.Equal([true, false], evaluator.Test(Of(new ValueDictionary(VectorMaker.Flat(ColumnType.String, ["b", "a"])), 0, 1)).ToArray());
    }

    [Fact]
    public void A_dictionary_larger_than_the_rows_is_asked_only_once_enough_rows_have_come()
    {
        var schema = new Schema([new Field("x", ColumnType.Int32)]);
        var evaluator = new ScalarEvaluator(Scalar.Less(X, Int(500)), schema);
        var dictionary = new ValueDictionary(VectorMaker.Flat(ColumnType.Int32, [.. Enumerable.Range(0, 1000).Select(i => (object?)i)]));
        for (var block = 0; block < 30; block++)
        {
            int[] codes = [.. Enumerable.Range(0, 100).Select(i => ((i * 37) + block) % 1000)];
            var vector = new DictionaryVector(ColumnType.Int32) { Codes = codes, Dictionary = dictionary, Length = 100 };
            Assert.Equal(codes.Select(c => c < 500), evaluator.Test(new Block(schema, [vector]) { Length = 100 }).ToArray());
        }
    }

    [Fact]
    public void A_function_of_a_dictionary_stays_a_dictionary()
    {
        var schema = new Schema([new Field("s", ColumnType.String)]);
        var evaluator = new ScalarEvaluator(Scalar.Apply(ScalarFunction.StringLength, S), schema);
        var vector = VectorMaker.Dictionary(ColumnType.String, ["a", "bcd", null, "a"]);
        var result = Assert.IsType<DictionaryVector>(evaluator.Evaluate(new Block(schema, [vector]) { Length = 4 }));
        Assert.Equal([1, 3, null, 1], Enumerable.Range(0, 4).Select(row => VectorMaker.Read(result, row)));
    }

    [Fact]
    public void Blocks_are_evaluated_without_allocating()
    {
        var schema = new Schema([new Field("x", ColumnType.Int32), new Field("s", ColumnType.String), new Field("d", ColumnType.Double)]);
        object?[] Values(Func<int, object?> value) => [.. Enumerable.Range(0, 1000).Select(value)];
        var block = new Block(schema,
        [
            VectorMaker.Flat(ColumnType.Int32, Values(i => i % 7 == 0 ? null : i)), VectorMaker.Dictionary(ColumnType.String, Values(i => "s" + (i % 20))),
            VectorMaker.Flat(ColumnType.Double, Values(i => i / 3.0)),
        ])
        { Length = 1000 };
        var evaluator = new ScalarEvaluator(
            Scalar.And(
                Scalar.Greater(X, Int(3)),
                Scalar.NotEqual(Scalar.Arithmetic(ArithmeticOperator.Remainder, Int(1000), X), Int(1)),
                Scalar.Or(Scalar.Equal(S, Text("s7")), Scalar.In(X, [5, 6, 700]), Scalar.Less(Scalar.Arithmetic(ArithmeticOperator.Multiply, D, D), Scalar.Constant(10.0, ColumnType.Double)))),
            schema);
        var selection = new RowSelection();
        void Run()
        {
            selection.SelectAll(1000);
            evaluator.Narrow(block, selection);
        }

        for (var i = 0; i < 200; i++) Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 50; i++) Run();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000);
    }

    [Fact]
    public void A_column_of_another_type_names_both_types()
    {
        var error = Assert.Throws<KartothekException>(() => new ScalarEvaluator(Scalar.IsNull(X), new Schema([new Field("x", ColumnType.Int64)])));
        Assert.Equal("Cannot evaluate column 'x': the expression takes it for 'int32', and the block has it as 'int64'. Read it with the type of the expression.", error.Message);
        Assert.Throws<KartothekException>(() => new ScalarEvaluator(Scalar.IsNull(X), new Schema([])));
    }
}
