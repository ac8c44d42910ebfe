using System.Linq.Expressions;
using Kartothek.Columns;

namespace Kartothek.Linq.Tests;

public sealed class RowSinkTests
{
    private static readonly ColumnType Micros = ColumnType.Timestamp(ColumnUnit.Microsecond);

    private enum Land
    {
        De,
        Fr,
    }

    private sealed record Row(long Id, string? Name, double Ratio, int? Count);

    private static readonly Block Rows = TestBlock.Of(
        ("id", TestBlock.Flat<long>(ColumnType.Int64, 1, 2, 3)),
        ("name", TestBlock.Coded(TestBlock.Text("a", "ü"), 1, null, 1)),
        ("ratio", TestBlock.Flat<double>(ColumnType.Double, 0.5, null, double.PositiveInfinity)),
        ("count", TestBlock.Flat<long>(ColumnType.Int64, null, 7, 8)));

    private static List<TResult> Run<T, TResult>(Block block, long? limit, params (LambdaExpression Lambda, bool IsFilter)[] stages)
    {
        var map = RecordMap.For(typeof(T), block.Schema, "dataset 'd'");
        var program = RowProgram<TResult>.For(map, [.. stages.Select(s => new RowStage(s.Lambda, s.IsFilter))], [], out var captures);
        using var sink = new RowSink<TResult>(program, captures, block.Schema, "d/table/0.parquet", limit);
        sink.Accept(block);
        sink.Complete();
        var results = new List<TResult>();
        while (sink.TryTake(out var chunk))
        {
            results.AddRange(chunk.Span);
            chunk.ThrowFailure();
        }
        return results;
    }

    private static List<T> Records<T>(Block block) => Run<T, T>(block, null);

    private static (LambdaExpression Lambda, bool IsFilter) Where<T>(Expression<Func<T, bool>> predicate) => (predicate, true);

    private static (LambdaExpression Lambda, bool IsFilter) Select<T, TResult>(Expression<Func<T, TResult>> selector) => (selector, false);

    [Fact]
    public void Records_are_built_from_columns()
    {
        Assert.Equal(
            [new Row(1, "ü", 0.5, null), new Row(2, null, double.NaN, 7), new Row(3, "ü", double.PositiveInfinity, 8)], Records<Row>(Rows));
    }

    [Fact]
    public void Rows_of_one_dictionary_entry_share_their_string()
    {
        var rows = Records<Row>(Rows);

        Assert.Same(rows[0].Name, rows[2].Name);
    }

    [Fact]
    public void Filters_and_projections_run_in_their_order()
    {
        var limit = 1;
        var names = Run<Row, string>(
            Rows, null, Where<Row>(r => r.Id > limit), Select((Row r) => new { r.Name, Twice = r.Id * 2 }), (PairFilter(), true), (PairName(), false));

        Assert.Equal(["ü6"], names);

        LambdaExpression PairFilter() => Of(new { Name = (string?)null, Twice = 0L }, p => p.Name != null);
        LambdaExpression PairName() => Of(new { Name = (string?)null, Twice = 0L }, p => p.Name + p.Twice);
        static LambdaExpression Of<T, TResult>(T sample, Expression<Func<T, TResult>> lambda) => lambda;
    }

    [Fact]
    public void The_program_is_shared_by_queries_of_one_shape_with_other_constants()
    {
        var map = RecordMap.For(typeof(Row), Rows.Schema, "dataset 'd'");
        var programs = new[] { 1, 2 }.Select(limit => RowProgram<Row>.For(map, [new(Of(limit), true)], [], out _)).ToList();

        Assert.Same(programs[0], programs[1]);
        Assert.Equal([2, 3], new[] { 1, 2 }.Select(limit => Run<Row, Row>(Rows, 1, (Of(limit), true)).Single().Id));

        static Expression<Func<Row, bool>> Of(int limit)
        {
            var row = Expression.Parameter(typeof(Row), "r");
            return Expression.Lambda<Func<Row, bool>>(
                Expression.GreaterThan(Expression.Property(row, nameof(Row.Id)), Expression.Convert(Expression.Constant(limit), typeof(long))), row);
        }
    }

    [Fact]
    public void A_record_that_escapes_is_built_once_per_row_and_only_for_rows_that_got_there()
    {
        var built = new List<Row>();
        Func<Row, bool> note = row =>
        {
            built.Add(row);
            return true;
        };
        var rows = Run<Row, Row>(Rows, null, Where<Row>(r => r.Id != 2), Where<Row>(r => note(r)));

        Assert.Equal(2, built.Count);
        Assert.Same(built[0], rows[0]);
        Assert.Same(built[1], rows[1]);
    }

    [Fact]
    public void Inner_lambdas_see_the_record()
    {
        var wanted = new[] { 1L, 3L };

        Assert.Equal([1, 3], Run<Row, long>(Rows, null, Where<Row>(r => wanted.Any(w => w == r.Id)), Select((Row r) => r.Id)));
    }

    [Fact]
    public void A_limit_stops_the_rows()
    {
        Assert.Equal([1, 2], Run<Row, long>(Rows, 2, Select((Row r) => r.Id)));
    }

    [Fact]
    public void An_exception_of_a_lambda_comes_behind_the_rows_before_it()
    {
        var map = RecordMap.For(typeof(Row), Rows.Schema, "dataset 'd'");
        var zero = 0L;
        var program = RowProgram<long>.For(map, [new(Select((Row r) => 1 / (r.Id - 3 + zero)).Lambda, false)], [], out var captures);
        using var sink = new RowSink<long>(program, captures, Rows.Schema, "f", null);

        Assert.False(sink.Accept(Rows));
        Assert.True(sink.TryTake(out var chunk));
        Assert.Equal([0, -1], chunk.Span.ToArray());
        Assert.Throws<DivideByZeroException>(chunk.ThrowFailure);
    }

    private sealed record Strict(int Count);

    [Fact]
    public void A_null_is_an_error_only_in_a_row_that_is_materialised()
    {
        Assert.Equal([7, 8], Run<Strict, int>(TestBlock.Of(("count", TestBlock.Flat<int>(ColumnType.Int32, 7, 8))), null, Select((Strict r) => r.Count)));
        Assert.Equal([1, 1, 1], Run<Strict, int>(Rows, null, Select((Strict r) => 1)));
        var error = Assert.Throws<KartothekException>(() => Records<Strict>(Rows));

        Assert.Equal(
            "Column 'count' is null in row 100 of 'd/table/0.parquet', which 'Strict.Count' can't hold. Declare it as 'int?'.", error.Message);
    }

    private sealed record Required(string Name);

    [Fact]
    public void A_text_that_is_declared_as_never_null_is_an_error_where_it_is_null()
    {
        var error = Assert.Throws<KartothekException>(() => Records<Required>(Rows));

        Assert.Equal("Column 'name' is null in row 101 of 'd/table/0.parquet', which 'Required.Name' can't hold. Declare it as 'string?'.", error.Message);
    }

    private sealed record Narrow(sbyte Id);

    private sealed record Unsigned(ulong Id);

    [Fact]
    public void Integers_of_another_width_are_checked()
    {
        var block = TestBlock.Of(("id", TestBlock.Flat<long>(ColumnType.Int64, 127, 128)));

        Assert.Equal([127], Run<Narrow, sbyte>(block, 1, Select((Narrow r) => r.Id)));
        var error = Assert.Throws<KartothekException>(() => Records<Narrow>(block));
        Assert.Equal(
            "Column 'id' (int64) holds 128 in row 101 of 'd/table/0.parquet', which 'Narrow.Id' (sbyte) can't hold. Declare it as 'long'.", error.Message);
        Assert.Throws<KartothekException>(() => Records<Unsigned>(TestBlock.Of(("id", TestBlock.Flat<long>(ColumnType.Int64, -1)))));
        Assert.Equal([new Unsigned(ulong.MaxValue)], Records<Unsigned>(TestBlock.Of(("id", TestBlock.Flat<ulong>(ColumnType.UInt64, ulong.MaxValue)))));
        Assert.Equal([new Unsigned(uint.MaxValue)], Records<Unsigned>(TestBlock.Of(("id", TestBlock.Flat<uint>(ColumnType.UInt32, uint.MaxValue)))));
    }

    private sealed record Times(DateTime At, DateTimeOffset Instant, DateOnly Day, TimeOnly Clock, TimeSpan? Span);

    [Fact]
    public void Times_before_1970_and_their_kinds_are_right()
    {
        var utc = ColumnType.Timestamp(ColumnUnit.Nanosecond, isUtc: true);
        var rows = Records<Times>(TestBlock.Of(
            ("at", TestBlock.Flat<long>(Micros, -1)),
            ("instant", TestBlock.Flat<long>(utc, -100)),
            ("day", TestBlock.Flat<int>(ColumnType.Date, -1)),
            ("clock", TestBlock.Flat<int>(ColumnType.Time(ColumnUnit.Millisecond), 86_399_999)),
            ("span", TestBlock.Flat<long>(ColumnType.Time(ColumnUnit.Nanosecond), 100))));

        Assert.Equal(
            [new(new DateTime(1969, 12, 31, 23, 59, 59).AddTicks(9_999_990), new DateTimeOffset(1969, 12, 31, 23, 59, 59, TimeSpan.Zero).AddTicks(9_999_999),
                new(1969, 12, 31), new(23, 59, 59, 999), TimeSpan.FromTicks(1))], rows);
        Assert.Equal(DateTimeKind.Unspecified, rows[0].At.Kind);
        var instants = TestBlock.Of(("at", TestBlock.Flat<long>(ColumnType.Timestamp(ColumnUnit.Millisecond, isUtc: true), 0)));
        Assert.Equal(DateTimeKind.Utc, Run<Moment, DateTime>(instants, null, Select((Moment m) => m.At)).Single().Kind);
    }

    private sealed record Moment(DateTime At);

    [Theory]
    [InlineData(ColumnUnit.Nanosecond, 1L)]
    [InlineData(ColumnUnit.Microsecond, long.MaxValue)]
    [InlineData(ColumnUnit.Millisecond, long.MinValue)]
    [InlineData(ColumnUnit.Microsecond, -62_135_596_800_000_001L)]
    [InlineData(ColumnUnit.Microsecond, 253_402_300_800_000_000L)]
    public void A_time_that_has_no_DateTime_is_an_error(ColumnUnit unit, long value)
    {
        var block = TestBlock.Of(("at", TestBlock.Flat<long>(ColumnType.Timestamp(unit), value)));

        Assert.Contains($"holds {value} in row 100", Assert.Throws<KartothekException>(() => Records<Moment>(block)).Message, StringComparison.Ordinal);
    }

    private sealed record Money(decimal Amount);

    [Fact]
    public void Decimals_are_exact()
    {
        decimal Of(ColumnType type, Int128 unscaled) => Records<Money>(TestBlock.Of((
            "amount", type.Storage == ColumnStorage.Int64 ? TestBlock.Flat<long>(type, (long)unscaled) : TestBlock.Flat<Int128>(type, unscaled)))).Single().Amount;

        Assert.Equal(-1.25m, Of(ColumnType.Decimal(5, 2), -125));
        Assert.Equal(-9223372036854775.808m, Of(ColumnType.Decimal(18, 3), long.MinValue));
        Assert.Equal(decimal.MaxValue, Of(ColumnType.Decimal(38, 0), (Int128)decimal.MaxValue));
        Assert.Equal(decimal.MinValue, Of(ColumnType.Decimal(38, 2), (Int128)decimal.MinValue * 100));
        Assert.Equal(1.5m, Of(ColumnType.Decimal(38, 34), (Int128)15_000_000_000_000_000 * 1_000_000_000_000_000_000));
        Assert.Throws<KartothekException>(() => Of(ColumnType.Decimal(38, 0), (Int128)decimal.MaxValue + 1));
    }

    private sealed record Mixed(Land ByName, Land? ByNumber, Guid Id, byte[]? Blob, ReadOnlyMemory<byte> Memory, bool IsOpen, float Small, Half Tiny);

    [Fact]
    public void Enums_UUIDs_bytes_and_floats_are_read()
    {
        var row = Records<Mixed>(TestBlock.Of(
            ("by_name", TestBlock.Coded(TestBlock.Text("Fr", "?"), 0)),
            ("by_number", TestBlock.Flat<int>(ColumnType.UInt8, 1)),
            ("id", TestBlock.Bytes(ColumnType.Uuid, [.. Enumerable.Range(0, 16).Select(i => (byte)i)])),
            ("blob", TestBlock.Constant(TestBlock.Bytes(ColumnType.Binary, [1, 2]), 1)),
            ("memory", TestBlock.Bytes(ColumnType.FixedBinary(1), [3])),
            ("is_open", TestBlock.Flat<bool>(ColumnType.Boolean, true)),
            ("small", TestBlock.Flat<double>(ColumnType.Double, 0.1)),
            ("tiny", TestBlock.Flat<float>(ColumnType.Half, 0.5f)))).Single();

        Assert.Equal((Land.Fr, Land.Fr, new Guid("00010203-0405-0607-0809-0a0b0c0d0e0f")), (row.ByName, row.ByNumber, row.Id));
        Assert.Equal([1, 2], row.Blob);
        Assert.Equal([3], row.Memory.ToArray());
        Assert.Equal((true, 0.1f, (Half)0.5), (row.IsOpen, row.Small, row.Tiny));
    }

    [Fact]
    public void An_unknown_name_of_an_enum_is_an_error()
    {
        var error = Assert.Throws<KartothekException>(() => Run<Mixed, Land>(
            TestBlock.Of(
                ("by_name", TestBlock.Text("Xx")), ("by_number", TestBlock.Flat<int>(ColumnType.Int8, 1)), ("id", TestBlock.Null(ColumnType.Uuid, 1)),
                ("blob", TestBlock.Null(ColumnType.Null, 1)), ("memory", TestBlock.Null(ColumnType.Binary, 1)), ("is_open", TestBlock.Null(ColumnType.Boolean, 1)),
                ("small", TestBlock.Null(ColumnType.Float, 1)), ("tiny", TestBlock.Null(ColumnType.Half, 1))),
            null,
            Select((Mixed m) => m.ByName)));

        Assert.Equal(
            "Column 'by_name' (string) holds 'Xx' in row 100 of 'd/table/0.parquet', which 'Mixed.ByName' (Land) can't hold. Add it to the enum, or declare the member with the column's own type.",
            error.Message);
    }

    private sealed class Settable
    {
        public int Id { get; init; }

        public required string? Name = null;

        public double? Ratio { get; private set; }
    }

    private readonly record struct Point(double? Ratio, int Id = 3);

    private struct Plain()
    {
        public long Id = 0;

        public string? Name { get; set; }
    }

    [Fact]
    public void Classes_structs_and_anonymous_types_are_built()
    {
        var settable = Records<Settable>(Rows)[1];
        Assert.Equal((2, null, null), (settable.Id, settable.Name, settable.Ratio));
        Assert.Equal([new Point(0.5, 1), new Point(null, 2), new Point(double.PositiveInfinity, 3)], Records<Point>(Rows));
        Assert.Equal((3, "ü"), (Records<Plain>(Rows)[2].Id, Records<Plain>(Rows)[2].Name));
        Assert.Equal([new { Id = 1, Name = "ü" }], OfSample(new { Id = 0, Name = "" }, 1));

        static List<T> OfSample<T>(T sample, int limit) => Run<T, T>(Rows, limit);
    }

    private interface INamed
    {
        string? Name { get; }
    }

    private class Parent : INamed
    {
        public string? Name { get; set; }
    }

    private sealed class Child : Parent
    {
        public long Id { get; set; }
    }

    private static (LambdaExpression, bool) IsNamed<T>(string name)
        where T : INamed => Where<T>(r => r.Name == name);

    [Fact]
    public void Members_of_base_classes_and_interfaces_are_columns()
    {
        Assert.Equal([1, 3], Run<Child, long>(Rows, null, IsNamed<Child>("ü"), Select((Child c) => c.Id)));
    }

    [Fact]
    public void Blocks_alternate_between_nulls_and_none()
    {
        var map = RecordMap.For(typeof(Row), Rows.Schema, "dataset 'd'");
        var program = RowProgram<Row>.For(map, [], [], out var captures);
        using var sink = new RowSink<Row>(program, captures, Rows.Schema, "f", null);
        var full = TestBlock.Of(
            ("id", TestBlock.Constant(TestBlock.Flat<long>(ColumnType.Int64, 9), 2)),
            ("name", TestBlock.Constant(TestBlock.Text("x"), 2)),
            ("ratio", TestBlock.Coded(TestBlock.Flat<double>(ColumnType.Double, 1), 0, 0)),
            ("count", TestBlock.Flat<long>(ColumnType.Int64, 1, 2)));
        var empty = TestBlock.Of(
            ("id", TestBlock.Flat<long>(ColumnType.Int64, 10)), ("name", TestBlock.Null(ColumnType.String, 1)),
            ("ratio", TestBlock.Null(ColumnType.Double, 1)), ("count", TestBlock.Constant(TestBlock.Flat<long>(ColumnType.Int64, [null]), 1)));
        foreach (var block in new[] { full, empty, full, Rows })
        {
            sink.Accept(block);
        }
        var rows = new List<Row>();
        while (sink.TryTake(out var chunk))
        {
            rows.AddRange(chunk.Span);
        }

        Assert.Equal(
            [
                new(9, "x", 1, 1), new(9, "x", 1, 2), new(10, null, double.NaN, null), new(9, "x", 1, 1), new(9, "x", 1, 2),
                new(1, "ü", 0.5, null), new(2, null, double.NaN, 7), new(3, "ü", double.PositiveInfinity, 8),
            ],
            rows);
    }
}
