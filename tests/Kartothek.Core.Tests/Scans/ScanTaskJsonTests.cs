using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Kartothek.Columns;

namespace Kartothek.Core.Tests;

public sealed class ScanTaskJsonTests
{
    private static readonly ColumnType[] Types =
    [
        ColumnType.Null, ColumnType.Boolean, ColumnType.Int8, ColumnType.Int16, ColumnType.Int32, ColumnType.Int64, ColumnType.UInt8, ColumnType.UInt16,
        ColumnType.UInt32, ColumnType.UInt64, ColumnType.Half, ColumnType.Float, ColumnType.Double, ColumnType.String, ColumnType.Binary, ColumnType.Uuid,
        ColumnType.Date, ColumnType.FixedBinary(3), ColumnType.Time(ColumnUnit.Millisecond), ColumnType.Time(ColumnUnit.Nanosecond, isUtc: true),
        ColumnType.Timestamp(ColumnUnit.Microsecond), ColumnType.Timestamp(ColumnUnit.Nanosecond, isUtc: true), ColumnType.Decimal(12, 2),
        ColumnType.Decimal(38, 10), ColumnType.List(new Field("item", ColumnType.Struct(new Field("x", ColumnType.Int32, false)))),
        ColumnType.Map(new Field("key", ColumnType.String, false), new Field("value", ColumnType.Double)),
    ];

    private static readonly Int128 MostDigits = Int128.Parse(new string('9', 38), CultureInfo.InvariantCulture);

    private static readonly ConstantScalar[] Constants =
    [
        new(null, ColumnType.Int64), new(true, ColumnType.Boolean), new(-5, ColumnType.Int8), new(uint.MaxValue, ColumnType.UInt32), new(long.MinValue, ColumnType.Int64),
        new(ulong.MaxValue, ColumnType.UInt64), new(0.1f, ColumnType.Float), new(float.NaN, ColumnType.Float), new(-0.0, ColumnType.Double), new(double.NaN, ColumnType.Double),
        new(double.NegativeInfinity, ColumnType.Double), new(double.Epsilon, ColumnType.Double), new(MostDigits, ColumnType.Decimal(38, 0)),
        new("ä\U0001F600\u0000\"", ColumnType.String), new("lone \uD800", ColumnType.String), new(Array.Empty<byte>(), ColumnType.Binary), new(new byte[] { 0, 255 }, ColumnType.Binary),
        new(-719162, ColumnType.Date), new(1L, ColumnType.Timestamp(ColumnUnit.Nanosecond)),
    ];

    [Fact]
    public void Every_expression_type_and_value_survives()
    {
        var x = Scalar.Column("x", ColumnType.Int64);
        var s = Scalar.Column("s", ColumnType.String);
        var t = Scalar.Column("t", ColumnType.Timestamp(ColumnUnit.Microsecond));
        var one = new ConstantScalar(1L, ColumnType.Int64);
        ImmutableArray<Scalar> conjuncts =
        [
            .. Constants,
            .. Enum.GetValues<ArithmeticOperator>().Select(o => new ArithmeticScalar(o, x, one, IsChecked: o == ArithmeticOperator.Add)),
            .. Enum.GetValues<ComparisonOperator>().Select(o => new ComparisonScalar(o, x, one)),
            .. Enum.GetValues<ScalarFunction>().Select(f => new FunctionScalar(f, f switch { ScalarFunction.StringLength => s, ScalarFunction.Negate => x, _ => t })),
            .. Enum.GetValues<StringMatch>().Select(m => new StringMatchScalar(m, s, "t")),
            new LogicalScalar(LogicalOperator.Or, [new NotScalar(new IsNullScalar(x)), new InScalar(x, [1L, null])]),
            new LogicalScalar(LogicalOperator.And, []),
            new ConvertScalar(x, ColumnType.Decimal(20, 1), IsChecked: true),
            new CoalesceScalar(x, one),
            new ConditionalScalar(new IsNullScalar(x), one, x),
        ];
        var task = new ScanTask
        {
            FileKey = "u/table/a=1/f.parquet",
            Format = FileFormat.CompressedCsv,
            RowGroups = [0, 2],
            Columns = new Schema(Types.Select((t, i) => new Field($"c{i}", t, i % 2 == 0))),
            Conjuncts = conjuncts,
            Constants = Constants.Select((c, i) => (c, i)).ToImmutableSortedDictionary(c => $"k{c.i}", c => c.c),
        };

        var read = ScanTask.FromJson(task.ToJson());

        Assert.Equal((task.FileKey, task.Format), (read.FileKey, read.Format));
        Assert.Equal(task.RowGroups.AsEnumerable(), read.RowGroups);
        Assert.Equal(task.Columns.Fields.AsEnumerable(), read.Columns.Fields);
        Assert.Equal(task.Conjuncts.AsEnumerable(), read.Conjuncts);
        Assert.Equal(task.Constants.AsEnumerable(), read.Constants);
        Assert.Equal(Encoding.UTF8.GetString(task.ToJson()), Encoding.UTF8.GetString(read.ToJson()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"file":"f","format":"Parquet","rowGroups":["x"],"columns":[],"conjuncts":[],"constants":{}}""")]
    [InlineData("""{"file":"f","format":"Parquet","rowGroups":[],"columns":[],"conjuncts":[{"node":"sorcery"}],"constants":{}}""")]
    [InlineData("""{"file":"f","format":"Parquet","rowGroups":[],"columns":[],"conjuncts":[{"node":"not"}],"constants":{}}""")]
    public void Other_text_is_a_clear_error(string json)
    {
        var error = Assert.Throws<KartothekException>(() => ScanTask.FromJson(Encoding.UTF8.GetBytes(json)));

        Assert.Equal(ErrorKind.Corrupt, error.Kind);
    }
}
