using System.Collections.Immutable;
using Kartothek.Columns;
using ParquetSharp;
using SharpEncoding = ParquetSharp.Encoding;
using SharpPhysical = ParquetSharp.PhysicalType;

namespace Kartothek.Parquet.Tests;

/// <summary>In whatever order conjuncts are asked, rows and exceptions are those of the predicate's order.</summary>
public sealed class ConjunctOrderTests
{
    private const int Rows = 40_000;

    private static readonly MatrixColumn[] Columns =
    [
        Number("a", null, Nulls.Required, row => Mix(row, 1) % 10),
        Number("b", null, Nulls.Some, row => Mix(row, 2) % 10),
        Number("divisor", null, Nulls.Required, row => Mix(row, 3) % 3_000 % 5 + (Mix(row, 3) % 3_000 == 0 ? 0 : 1)),
        Number("plain", SharpEncoding.Plain, Nulls.Required, row => Mix(row, 4) % 1_000),
    ];

    private static readonly byte[] File = MatrixFile.Write(Columns, Rows, new(ParquetSharp.Compression.Snappy, IsV2: false, 20_000, RowGroupRows: 5_000));

    [Fact]
    public async Task Rows_and_the_first_exception_are_those_of_the_order_given()
    {
        var random = new Random(20);
        var (threw, ended) = (0, 0);
        for (var round = 0; round < 300; round++)
        {
            var chosen = Enumerable.Range(0, random.Next(2, 6)).Select(_ => Choose(random)).ToArray();
            var (expected, throws) = Expect(chosen);

            // The same buffers again, so that the order changes with what was learned.
            using var buffers = new ScanBuffers { Scribbles = true };
            var spec = new ScanColumns(new Schema(Columns.Select(c => new Field(c.Name, c.Wanted))), [.. chosen.Select(c => c.Scalar)], ImmutableDictionary<string, ConstantScalar>.Empty);
            for (var again = 0; again < 2; again++)
            {
                var (rows, hasThrown) = await ReadAsync(spec, buffers);
                Assert.Equal((throws, expected.Count), (hasThrown, rows.Count));
                Assert.Equal(expected, rows);
            }
            _ = throws ? threw++ : ended++;
        }

        Assert.True(threw > 20 && ended > 20, $"{threw} threw, {ended} ended");
    }

    [Fact]
    public async Task What_rejects_much_and_costs_little_comes_first_and_what_can_throw_keeps_its_place()
    {
        using var buffers = new ScanBuffers();
        var footer = await ParquetFooter.ReadAsync(new MemoryByteSource("f", File));
        var columns = new ScanColumnSet(footer, footer.RowGroups[0], new ScanColumns(new Schema([new Field("a", ColumnType.Int64)])), buffers);
        (CompiledConjunct Conjunct, ScanColumn[] Columns) Of(Scalar conjunct, ColumnType? type = null) =>
            (new CompiledConjunct(conjunct), [.. conjunct.ColumnNames().Select(name => columns.Resolve(name, type ?? ColumnType.Int64, isConjunct: true))]);
        var few = Of(Scalar.Equal(Column("b"), Constant(3)));
        var half = Of(Scalar.Less(Column("a"), Constant(5)));
        var plain = Of(Scalar.Less(Column("plain"), Constant(5)));
        var throwing = Of(Divides(2));
        var mayNotFit = Of(Scalar.Equal(Scalar.Column("a", ColumnType.Int32), Scalar.Constant(3, ColumnType.Int32)), ColumnType.Int32);

        AssertSorted([plain, half, few], [few, half, plain]);
        AssertSorted([plain, throwing, half, few], [plain, throwing, few, half]);
        AssertSorted([plain, half, mayNotFit, few], [half, plain, mayNotFit, few]);

        half.Conjunct.Learn(1_000_000, 10);
        few.Conjunct.Learn(1_000_000, 999_000);
        AssertSorted([plain, half, few], [half, plain, few]);

        foreach (var column in columns.All)
            column.Dispose();

        static void AssertSorted((CompiledConjunct Conjunct, ScanColumn[] Columns)[] given, (CompiledConjunct Conjunct, ScanColumn[] Columns)[] expected)
        {
            ConjunctOrder.Sort(given);
            Assert.Equal(expected.Select(c => c.Conjunct), given.Select(c => c.Conjunct));
        }
    }

    [Fact]
    public async Task A_column_whose_values_may_not_fit_is_read_for_no_row_that_an_earlier_conjunct_rejects()
    {
        // Day 5,373,484 is 9999-12-31, which nanoseconds since 1970 can't say.
        var when = new MatrixColumn(
            "when", SharpPhysical.Int96, LogicalType.None(), 0, null, Nulls.Required, row => new Int96(0, 0, row % 2 == 0 ? 2_440_589 : 5_373_484), ColumnType.Timestamp(ColumnUnit.Nanosecond), v => v);
        var parity = Number("parity", null, Nulls.Required, row => row % 2);
        var file = MatrixFile.Write([parity, when], 2_000, new(ParquetSharp.Compression.Snappy, IsV2: false, 20_000));
        var type = (await ParquetFooter.ReadAsync(new MemoryByteSource("f", file))).Schema.Fields[1].Type;
        var isEven = Scalar.Equal(Column("parity"), Constant(0));
        var isLate = Scalar.Greater(Scalar.Column("when", type), Scalar.Constant(0L, type));

        var (_, rows) = await Cells.ReadAsync(file, new ScanColumns(new Schema([new Field("parity", ColumnType.Int64)]), [isEven, isLate], ImmutableDictionary<string, ConstantScalar>.Empty));

        Assert.Equal(Enumerable.Range(0, 1_000).Select(i => 2L * i), rows);
    }

    [Fact]
    public void Conjuncts_of_one_column_are_joined_unless_one_between_can_throw()
    {
        Scalar a1 = Scalar.Less(Column("a"), Constant(5)), a2 = Scalar.NotEqual(Column("a"), Constant(3)), b = Scalar.Equal(Column("b"), Constant(3));
        var both = Scalar.Equal(Column("a"), Column("b"));

        Assert.Equal([[a1, a2], [b], [both]], ConjunctOrder.Join([a1, b, both, a2]).Select(j => j.ToArray()));
        Assert.Equal([[a1], [b], [Divides(2)], [a2]], ConjunctOrder.Join([a1, b, Divides(2), a2]).Select(j => j.ToArray()));
        Assert.Empty(ConjunctOrder.Join([]));
    }

    private static (Scalar Scalar, Func<int, bool> Holds) Choose(Random random)
    {
        var k = random.Next(5, 9);
        return random.Next(6) switch
        {
            0 => (Scalar.Less(Column("a"), Constant(k)), row => (long)Cell(0, row)! < k),
            1 => (Scalar.NotEqual(Column("a"), Constant(k)), row => (long)Cell(0, row)! != k),
            2 => (Scalar.GreaterOrEqual(Column("b"), Constant(k)), row => (long?)Cell(1, row) >= k),
            3 => (Scalar.Less(Column("plain"), Constant(k * 100)), row => (long)Cell(3, row)! < k * 100),
            4 => (Divides(k - 4), row => 12 / (long)Cell(2, row)! > k - 4),
            _ => (Scalar.Equal(
                    Scalar.Arithmetic(ArithmeticOperator.Remainder, Scalar.Arithmetic(ArithmeticOperator.Add, Column("a"), Column("plain")), Constant(3)), Constant(k % 3)),
                row => ((long)Cell(0, row)! + (long)Cell(3, row)!) % 3 == k % 3),
        };
    }

    private static Scalar Divides(int least) => Scalar.Greater(Scalar.Arithmetic(ArithmeticOperator.Divide, Constant(12), Column("divisor")), Constant(least));

    private static (List<long> Rows, bool Throws) Expect((Scalar Scalar, Func<int, bool> Holds)[] conjuncts)
    {
        var rows = new List<long>();
        for (var row = 0; row < Rows; row++)
        {
            try
            {
                if (Array.TrueForAll(conjuncts, c => c.Holds(row)))
                    rows.Add(row);
            }
            catch (DivideByZeroException)
            {
                return (rows, true);
            }
        }
        return (rows, false);
    }

    private static async Task<(List<long> Rows, bool Throws)> ReadAsync(ScanColumns spec, ScanBuffers buffers)
    {
        var source = new MemoryByteSource("f", File);
        var footer = await ParquetFooter.ReadAsync(source);
        var rows = new List<long>();
        try
        {
            for (var group = 0; group < footer.RowGroups.Length; group++)
            {
                using var scan = RowGroupScan.Open(source, footer, group, spec, buffers);
                while (await scan.NextAsync() is { } block)
                {
                    for (var i = 0; i < block.Length; i++)
                    {
                        var row = block.RowNumber(i);
                        rows.Add(row);
                        for (var column = 0; column < Columns.Length; column++)
                            Assert.Equal(Cell(column, (int)row), Cells.Of(block.Columns[column], i));
                    }
                }
            }
            return (rows, false);
        }
        catch (DivideByZeroException)
        {
            return (rows, true);
        }
    }

    private static object? Cell(int column, int row) => Columns[column].Cell(row);

    private static Scalar Column(string name) => Scalar.Column(name, ColumnType.Int64);

    private static Scalar Constant(long value) => Scalar.Constant(value, ColumnType.Int64);

    private static long Mix(int row, uint seed) => (uint)((row + 1) * (2654435761 + (2 * seed))) >> 8;

    private static MatrixColumn Number(string name, SharpEncoding? encoding, Nulls nulls, Func<int, long> value) =>
        new(name, SharpPhysical.Int64, LogicalType.None(), 0, encoding, nulls, row => value(row), ColumnType.Int64, v => v);
}
