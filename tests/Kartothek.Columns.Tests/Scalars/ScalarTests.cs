using System.Globalization;

namespace Kartothek.Columns.Tests;

public sealed class ScalarTests
{
    private static readonly ColumnScalar Flag = Scalar.Column("Flag", ColumnType.Boolean);
    private static readonly ColumnScalar X = Scalar.Column("x", ColumnType.Int32);
    private static readonly ColumnScalar Y = Scalar.Column("y", ColumnType.Int32);

    private static ConstantScalar Int(int value) => Scalar.Constant(value, ColumnType.Int32);

    [Fact]
    public void A_comparison_of_two_types_names_the_column_and_both_types()
    {
        var error = Assert.Throws<KartothekException>(() => Scalar.Equal(X, Scalar.Constant(5L, ColumnType.Int64)));
        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Equal("Cannot compare column 'x' and '5': their types are 'int32' and 'int64'. Convert one to the type of the other.", error.Message);
    }

    [Theory]
    [InlineData("5")]
    [InlineData(5.0)]
    public void A_constant_of_another_storage_is_refused(object value) =>
        Assert.Equal(ErrorKind.Invalid, Assert.Throws<KartothekException>(() => Scalar.Constant(value, ColumnType.Int32)).Kind);

    [Fact]
    public void A_constant_outside_of_its_type_is_refused()
    {
        Assert.Throws<KartothekException>(() => Scalar.Constant(128, ColumnType.Int8));
        Assert.Throws<KartothekException>(() => Scalar.Constant(1000L, ColumnType.Decimal(3, 1)));
        Assert.Throws<KartothekException>(() => Scalar.Constant(new byte[3], ColumnType.FixedBinary(4)));
        Assert.Throws<KartothekException>(() => Scalar.In(X, [1, 1L << 40]));
        Assert.Throws<KartothekException>(() => Scalar.Constant(-1, ColumnType.UInt64));
        Assert.Throws<KartothekException>(() => Scalar.Constant(1.005m, ColumnType.Decimal(9, 2)));
        Assert.Throws<KartothekException>(() => Scalar.Constant(0.1, ColumnType.Float));
        Assert.Throws<KartothekException>(() => Scalar.Constant(new DateTime(1970, 1, 1).AddTicks(1), ColumnType.Timestamp(ColumnUnit.Microsecond)));
        Assert.Throws<KartothekException>(() => Scalar.Constant(DateTime.MaxValue, ColumnType.Timestamp(ColumnUnit.Nanosecond)));
    }

    [Fact]
    public void Constants_may_be_values_as_NET_has_them()
    {
        static void Is(object stored, object value, ColumnType type) => Assert.Equal(stored, Scalar.Constant(value, type).Value);
        var at = new DateTime(2026, 1, 31, 12, 34, 56, 789);
        Is(2L, 2, ColumnType.Int64);
        Is(2, (byte)2, ColumnType.Int8);
        Is(2, 2UL, ColumnType.UInt16);
        Is(uint.MaxValue, (long)uint.MaxValue, ColumnType.UInt32);
        Is(ulong.MaxValue, ulong.MaxValue, ColumnType.UInt64);
        Is(-1, new DateOnly(1969, 12, 31), ColumnType.Date);
        Is(1_769_862_896_789L, at, ColumnType.Timestamp(ColumnUnit.Millisecond));
        Is(1_769_862_896_789_000_000L, new DateTimeOffset(at.AddHours(2), TimeSpan.FromHours(2)), ColumnType.Timestamp(ColumnUnit.Nanosecond, isUtc: true));
        Is(3_600_000, new TimeOnly(1, 0), ColumnType.Time(ColumnUnit.Millisecond));
        Is(-1250L, -12.5m, ColumnType.Decimal(9, 2));
        Is((Int128)1250, 12.5m, ColumnType.Decimal(30, 2));
        Is(0.5f, 0.5, ColumnType.Float);
        Is(0.5, 0.5f, ColumnType.Double);
        var id = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");
        Is(Convert.FromHexString("00112233445566778899AABBCCDDEEFF"), id, ColumnType.Uuid);
        Assert.Equal("x in (1, 2, null)", Scalar.In(X, [1L, (short)2, null]).ToString());
    }

    [Fact]
    public void Refused_constants_are_printed_without_the_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(
                "The constant 1.5 of type Double is no value of type 'int64', whose constants are integers within its bounds. Convert the value first.",
                Assert.Throws<KartothekException>(() => Scalar.Constant(1.5, ColumnType.Int64)).Message);
            Assert.StartsWith("The constant 2026-01-31 of type DateOnly", Assert.Throws<KartothekException>(() => Scalar.Constant(new DateOnly(2026, 1, 31), ColumnType.Int64)).Message);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void A_schema_names_the_nearest_of_a_column_that_it_lacks()
    {
        var error = Assert.Throws<KartothekException>(() => new Schema([new("dest", ColumnType.String), new("month", ColumnType.Int64)])["dst"]);

        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.Equal("The schema has no column 'dst'. Its nearest column is 'dest'. Check the name; case counts.", error.Message);
    }

    [Fact]
    public void Conjunctions_are_flattened_and_simplified()
    {
        var p = Scalar.Less(X, Int(1));
        var q = Scalar.Less(Y, Int(2));
        Assert.Equal("x < 1 and y < 2", Scalar.And(p, Scalar.And(q, p), Scalar.True).ToString());
        Assert.Same(p, Scalar.And(p));
        Assert.Same(Scalar.True, Scalar.And());
        Assert.Same(Scalar.False, Scalar.Or());
        Assert.Same(Scalar.False, Scalar.And(p, Scalar.False, q));
        Assert.Same(Scalar.True, Scalar.Or(p, Scalar.True));
        Assert.Equal([p, q], Scalar.And(p, q).Conjuncts().ToArray());
        Assert.Equal([p], p.Conjuncts().ToArray());
        Assert.Empty(Scalar.True.Conjuncts());
    }

    [Fact]
    public void A_throwing_term_before_a_constant_false_still_runs()
    {
        var throwing = Scalar.Equal(Scalar.Arithmetic(ArithmeticOperator.Divide, Int(1), X), Int(1));
        Assert.Equal("1 / x = 1 and false", Scalar.And(throwing, Scalar.False, Flag).ToString());
        Assert.Same(Scalar.False, Scalar.And(Scalar.False, throwing));
    }

    [Fact]
    public void A_nullable_boolean_keeps_its_conjunction_so_that_null_counts_as_false() =>
        Assert.IsType<LogicalScalar>(Scalar.And(Flag));

    [Fact]
    public void Only_equality_is_flipped_by_a_negation()
    {
        Assert.Equal(Scalar.NotEqual(X, Y), Scalar.Not(Scalar.Equal(X, Y)));
        Assert.IsType<NotScalar>(Scalar.Not(Scalar.Less(X, Y)));
        Assert.Equal(Scalar.Less(X, Y), Scalar.Not(Scalar.Not(Scalar.Less(X, Y))));
        Assert.IsType<NotScalar>(Scalar.Not(Scalar.Not(Flag)));
    }

    [Fact]
    public void Equality_is_structural_and_tells_the_zeros_apart()
    {
        static Scalar Make(double zero) => Scalar.And(
            Scalar.In(X, [1, 2, null]),
            Scalar.Equal(Scalar.Column("d", ColumnType.Double), Scalar.Constant(zero, ColumnType.Double)),
            Scalar.Equal(Scalar.Column("b", ColumnType.Binary), Scalar.Constant(new byte[] { 1, 2 }, ColumnType.Binary)));
        Assert.Equal(Make(0.0), Make(0.0));
        Assert.Equal(Make(0.0).GetHashCode(), Make(0.0).GetHashCode());
        Assert.NotEqual(Make(0.0), Make(-0.0));
        Assert.Equal(Scalar.Constant(double.NaN, ColumnType.Double), Scalar.Constant(double.NaN, ColumnType.Double));
    }

    [Fact]
    public void Rewriting_nothing_returns_the_same_object()
    {
        var scalar = Scalar.And(Scalar.Less(X, Int(1)), Scalar.Conditional(Flag, Scalar.Equal(X, Y), Scalar.IsNull(X)));
        Assert.Same(scalar, scalar.Rewrite(s => s));
        Assert.Equal("z < 1 and if(Flag, z = y, z is null)", scalar.Rewrite(s => s is ColumnScalar { Name: "x" } c ? c with { Name = "z" } : s).ToString());
        Assert.Equal(["x", "Flag", "y"], scalar.ColumnNames().ToArray());
    }

    [Fact]
    public void Only_what_can_throw_says_so()
    {
        static Scalar Divide(Scalar l, Scalar r) => Scalar.Arithmetic(ArithmeticOperator.Divide, l, r);
        Assert.True(Divide(Int(1), X).CanThrow);
        Assert.True(Divide(X, Int(0)).CanThrow);
        Assert.True(Divide(X, Int(-1)).CanThrow);
        Assert.False(Divide(X, Int(2)).CanThrow);
        Assert.True(Scalar.Arithmetic(ArithmeticOperator.Add, X, Y, isChecked: true).CanThrow);
        Assert.False(Scalar.Arithmetic(ArithmeticOperator.Add, X, Y).CanThrow);
        Assert.True(Scalar.Convert(X, ColumnType.Int16, isChecked: true).CanThrow);
        Assert.False(Scalar.Convert(X, ColumnType.Int64, isChecked: true).CanThrow);
        Assert.True(Scalar.Not(Scalar.Equal(Divide(X, Y), Int(1))).CanThrow);
    }
}
