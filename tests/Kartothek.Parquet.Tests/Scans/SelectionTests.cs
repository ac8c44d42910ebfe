using System.Collections.Immutable;
using Kartothek.Columns;
using ParquetSharp;
using SharpEncoding = ParquetSharp.Encoding;

namespace Kartothek.Parquet.Tests;
/// <summary>Reading with a predicate equals reading all and filtering.</summary>
public sealed class SelectionTests
{
    private const int Rows = 9_500;

    private static readonly Lazy<List<MatrixColumn>> Columns = new(() =>
    [
        .. MatrixColumns.Physical(),
        new MatrixColumn("row", ParquetSharp.PhysicalType.Int32, LogicalType.None(), 0, SharpEncoding.Plain, Nulls.Required, row => row, ColumnType.Int32, v => v),
    ]);

    public static TheoryData<bool, int, string> Selections()
    {
        var data = new TheoryData<bool, int, string>();
        foreach (var (isV2, pageSize) in new[] { (false, 700), (true, 700), (true, 1 << 20) })
        {
            foreach (var selection in new[] { "one in a hundred", "every other", "most", "runs", "the first", "the last", "around a window's border", "none", "all" })
                data.Add(isV2, pageSize, selection);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Selections))]
    public async Task Rows_chosen_by_a_predicate_are_those_of_the_whole_file(bool isV2, int pageSize, string selection)
    {
        var chosen = Enumerable.Range(0, Rows).Where(row => IsChosen(row, selection)).ToArray();
        var columns = Columns.Value;
        var schema = new Schema(columns.Select(c => new Field(c.Name, c.Wanted)));
        var (read, numbers) = await Cells.ReadAsync(File(isV2, pageSize), new ScanColumns(schema, [In(chosen)], Empty));
        Assert.Equal(chosen.Select(r => (long)r), numbers);
        for (var i = 0; i < columns.Count; i++)
            AssertColumn(columns[i], chosen, read[i]);
    }

    [Theory]
    [InlineData(false, 700)]
    [InlineData(true, 1 << 20)]
    public async Task A_column_can_be_filtered_by_and_wanted_at_once(bool isV2, int pageSize)
    {
        var chosen = Enumerable.Range(0, Rows).Where(row => IsChosen(row, "every other")).ToArray();
        var file = File(isV2, pageSize);
        foreach (var column in Columns.Value)
        {
            var schema = new Schema([new Field(column.Name, column.Wanted)]);
            Scalar hasValue = new NotScalar(new IsNullScalar(new ColumnScalar(column.Name, column.Wanted)));
            foreach (var conjuncts in new ImmutableArray<Scalar>[] { [hasValue, In(chosen)], [In(chosen), hasValue] })
            {
                var (read, numbers) = await Cells.ReadAsync(file, new ScanColumns(schema, conjuncts, Empty));
                var expected = chosen.Where(row => !column.IsNull(row)).ToArray();
                Assert.Equal(expected.Select(r => (long)r), numbers);
                AssertColumn(column, expected, read[0]);
            }
        }
    }

    private static readonly ImmutableDictionary<string, ConstantScalar> Empty = ImmutableDictionary<string, ConstantScalar>.Empty;

    private static readonly Dictionary<(bool, int), byte[]> Files = [];

    private static byte[] File(bool isV2, int pageSize)
    {
        lock (Files)
        {
            if (!Files.TryGetValue((isV2, pageSize), out var file))
                Files.Add((isV2, pageSize), file = MatrixFile.Write(Columns.Value, Rows, new(ParquetSharp.Compression.Snappy, isV2, pageSize, DictionaryLimit: 6000)));
            return file;
        }
    }

    private static InScalar In(int[] rows) => new(new ColumnScalar("row", ColumnType.Int32), [.. rows.Select(r => (object?)r)]);

    private static bool IsChosen(int row, string selection) => selection switch
    {
        "one in a hundred" => MatrixColumns.Hash(row, 9) % 100 == 0,
        "every other" => MatrixColumns.Hash(row, 9) % 2 == 0,
        "most" => MatrixColumns.Hash(row, 9) % 100 != 0,
        "runs" => row / 900 % 2 == 1,
        "the first" => row == 0,
        "the last" => row == Rows - 1,
        "around a window's border" => row is >= RowGroupScan.BlockRows - 2 and < RowGroupScan.BlockRows + 2,
        "none" => false,
        _ => true,
    };

    private static void AssertColumn(MatrixColumn column, int[] rows, List<object?> read)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            if (!Equals(Cells.Of(column.Cell(rows[i])), read[i]))
                Assert.Fail($"{column.Name}, row {rows[i]}: expected {Cells.Of(column.Cell(rows[i])) ?? "null"}, read {read[i] ?? "null"}");
        }
    }
}
