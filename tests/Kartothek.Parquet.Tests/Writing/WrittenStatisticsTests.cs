using DuckDB.NET.Data;
using Kartothek.Columns;
using ParquetSharp.Arrow;
using Field = Kartothek.Columns.Field;
using Schema = Kartothek.Columns.Schema;

namespace Kartothek.Parquet.Tests;

/// <summary>Our statistics are those that Arrow writes for the same values, so that everybody prunes by them as by their own.</summary>
public sealed class WrittenStatisticsTests : IDisposable
{
    private const int Rows = 3000;

    private readonly string _folder = Directory.CreateTempSubdirectory("kartothek").FullName;

    public static TheoryData<string> Types() => [.. WriteTypes.All.Keys];

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Bounds_and_null_counts_are_those_of_Arrow(string name)
    {
        var type = WriteTypes.All[name];
        // Arrow writes a UUID as fixed binary, which has the same order.
        var columns = new List<(Field Field, object?[] Values)>
        {
            Column("few", row => row % 7, _ => false),
            Column("many", row => row * 31, row => row % 5 == 0),
            Column("stretch", row => row * 17, row => row is > 500 and < 1700),
            Column("none", row => row, _ => true),
        };
        var ours = Path.Combine(_folder, "ours.parquet");
        await File.WriteAllBytesAsync(ours, await WrittenColumns.WriteAsync(columns, new ParquetWriteOptions { RowGroupRows = 1000, PageRows = 130 }));
        var theirs = Path.Combine(_folder, "theirs.parquet");
        await WriteByArrowAsync(theirs, columns, 1000);

        Assert.Equal(await RawAsync(theirs), await RawAsync(ours));
        Assert.Equal(StatisticsOfOthers.Of(theirs), StatisticsOfOthers.Of(ours));

        (Field, object?[]) Column(string column, Func<int, int> number, Func<int, bool> isNull) =>
            (new Field(column, type), [.. Enumerable.Range(0, Rows).Select(row => isNull(row) ? null : WriteTypes.Value(type, number(row)))]);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task The_footer_says_the_least_and_the_greatest_value_and_nothing_else(string name)
    {
        var type = WriteTypes.All[name];
        object?[] values = [.. Enumerable.Range(0, Rows).Select(row => row % 11 == 4 ? null : WriteTypes.Value(type, row % 1300))];
        var file = await WrittenColumns.WriteAsync([(new Field("c", type), values)], new ParquetWriteOptions { RowGroupRows = 999 });
        var footer = await ParquetFooter.ReadAsync(new MemoryByteSource("f", file));
        Assert.Empty(StatisticsCheck.FindMissing(footer));
        foreach (var group in footer.RowGroups)
        {
            var range = group.Range("c")!;
            var part = values.Skip((int)group.FirstRow).Take((int)group.RowCount).ToList();
            Assert.Equal(part.Count(v => v is null), range.NullCount);
            var ordered = part.Where(v => v is not null).OrderBy(v => v, Comparer<object?>.Create(Compare)).ToList();
            Assert.Equal(Cells.Of(ordered[0]), Cells.Of(range.Min));
            Assert.Equal(Cells.Of(ordered[^1]), Cells.Of(range.Max));
        }
    }

    [Fact]
    public async Task Zeros_of_either_sign_and_NaN_keep_bounds_right()
    {
        object?[][] groups = [[0.0, 5.0], [-0.0, -5.0], [double.NaN, 1.0, 2.0], [double.NaN, double.NaN], [-0.0, 0.0]];
        foreach (var keeps in new[] { true, false })
        {
            foreach (var values in groups)
            {
                var file = await WrittenColumns.WriteAsync([(new Field("d", ColumnType.Double), values)], new ParquetWriteOptions { KeepsNaN = keeps });
                var footer = await ParquetFooter.ReadAsync(new MemoryByteSource("f", file));
                var chunk = footer.RowGroups[0].Chunk("d")!;
                var numbers = values.Cast<double>().Where(v => !double.IsNaN(v)).ToList();
                Assert.Equal(keeps ? 0 : values.Length - numbers.Count, chunk.Statistics.NullCount);
                Assert.Equal(numbers.Count > 0, chunk.Statistics.Min.Exists);
                if (numbers.Count == 0)
                    continue;
                var min = BitConverter.ToDouble(footer.Slice(chunk.Statistics.Min));
                var max = BitConverter.ToDouble(footer.Slice(chunk.Statistics.Max));
                Assert.Equal((numbers.Min(), numbers.Max()), (min, max));
                Assert.True(min != 0 || double.IsNegative(min));
                Assert.True(max != 0 || double.IsPositive(max));
                await WrittenColumns.CheckAsync(file, [(new Field("d", ColumnType.Double), [.. values.Select(v => !keeps && double.IsNaN((double)v!) ? null : v)])]);
            }
        }
    }

    [Fact]
    public async Task Long_texts_have_shorter_bounds_that_hold()
    {
        var random = new Random(5);
        string[] tails = ["", "z", "\u00ff", "\ud7ff", "\uffff", "\U0010ffff", "\U0010ffff\U0010ffff"];
        for (var i = 0; i < 300; i++)
        {
            object[] values = [.. Enumerable.Range(0, 3).Select(_ => (object)(string.Concat(Enumerable.Repeat(tails[random.Next(tails.Length)], random.Next(60))) + new string('x', random.Next(130)) + tails[random.Next(tails.Length)]))];
            var file = await WrittenColumns.WriteAsync([(new Field("s", ColumnType.String), values), (new Field("b", ColumnType.Binary), [.. values.Select(v => (object)System.Text.Encoding.UTF8.GetBytes((string)v))])], new ParquetWriteOptions());
            var source = new MemoryByteSource("f", file);
            var footer = await ParquetFooter.ReadAsync(source);
            Assert.Empty(await StatisticsCheck.FindUntrueAsync(source, footer));
            foreach (var name in new[] { "s", "b" })
            {
                var statistics = footer.RowGroups[0].Chunk(name)!.Statistics;
                Assert.InRange(statistics.Min.Length, -1, WrittenStatistics.MaxBoundBytes);
                Assert.InRange(statistics.Max.Length, -1, WrittenStatistics.MaxBoundBytes);
                var max = footer.Slice(statistics.Max);
                Assert.True(name == "b" || System.Text.Unicode.Utf8.IsValid(max));
            }
        }
    }

    [Fact]
    public async Task DuckDb_prunes_row_groups_at_the_very_bound()
    {
        // Row group g holds g * 1000 .. g * 1000 + 999: one more, and a row group less is looked at.
        object?[] numbers = [.. Enumerable.Range(0, 10_000).Select(row => (object)(long)row)];
        object?[] texts = [.. Enumerable.Range(0, 10_000).Select(row => $"t{row:00000}")];
        var path = Path.Combine(_folder, "p.parquet");
        var file = await WrittenColumns.WriteAsync([(new Field("n", ColumnType.Int64), numbers), (new Field("t", ColumnType.String), texts)], new ParquetWriteOptions { RowGroupRows = 1000 });
        await File.WriteAllBytesAsync(path, file);
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Assert.Equal([999L], Query(connection, $"select n from '{path}' where n between 999 and 999"));
        Assert.Equal([1000L], Query(connection, $"select n from '{path}' where t = 't01000'"));
        Assert.Equal(["0", "999", "1000", "1999"], Query(connection, $"select unnest([stats_min_value, stats_max_value]) from parquet_metadata('{path}') where path_in_schema = 'n' and row_group_id < 2 order by row_group_id").Take(4));
        Assert.Equal(["t00000", "t00999"], Query(connection, $"select unnest([stats_min_value, stats_max_value]) from parquet_metadata('{path}') where path_in_schema = 't' and row_group_id = 0"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static List<object> Query(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var result = new List<object>();
        while (reader.Read())
            result.Add(reader.GetValue(0));
        return result;
    }

    private static int Compare(object? left, object? right) => (left, right) switch
    {
        (byte[] a, byte[] b) => a.AsSpan().SequenceCompareTo(b),
        (string a, string b) => System.Text.Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(b)),
        _ => ((IComparable)left!).CompareTo(right),
    };

    private static async Task<List<string>> RawAsync(string path)
    {
        using var source = new FileByteSource(path);
        var footer = await ParquetFooter.ReadAsync(source);
        return [.. footer.RowGroups.SelectMany(g => g.Chunks.Select(c =>
            $"{g.Ordinal} {c.Leaf.Name} {c.Statistics.NullCount} {Hex(c.Statistics.Min)} {Hex(c.Statistics.Max)} {Legacy(c)}"))];

        string Hex(ByteRange range) => range.Exists ? Convert.ToHexString(footer.Slice(range)) : "-";

        // Of decimals in bytes Arrow fills the deprecated fields too, whose order old readers took for that of bytes.
        string Legacy(ColumnChunk chunk) => chunk.Leaf.Type.Kind is ColumnKind.Decimal or ColumnKind.Half ? "" : $"{Hex(chunk.Statistics.LegacyMin)} {Hex(chunk.Statistics.LegacyMax)}";
    }

    private static async Task WriteByArrowAsync(string path, IReadOnlyList<(Field Field, object?[] Values)> columns, int groupRows)
    {
        var schema = new Schema(columns.Select(c => c.Field));
        using var properties = new ParquetSharp.WriterPropertiesBuilder().Compression(ParquetSharp.Compression.Snappy).Build();
        using var writer = new FileWriter(path, ArrowTypes.ToArrow(schema), properties);
        for (var start = 0; start < columns[0].Values.Length; start += groupRows)
        {
            var builder = new ArrowBatchBuilder(schema, int.MaxValue);
            var count = Math.Min(groupRows, columns[0].Values.Length - start);
            builder.Append(new Block(schema, [.. columns.Select(c => WriteTypes.ToVector(c.Field.Type, c.Values[start..(start + count)]))]) { Length = count }, 0);
            using var batch = builder.Build();
            writer.WriteRecordBatch(batch, groupRows);
        }
        writer.Close();
        await Task.CompletedTask;
    }
}
