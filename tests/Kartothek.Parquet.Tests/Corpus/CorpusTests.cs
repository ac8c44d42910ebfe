using System.Diagnostics;
using Kartothek.Columns;
using Xunit.Abstractions;

namespace Kartothek.Parquet.Tests;

/// <summary>Files that other writers made, as other readers read them.</summary>
[Trait("Category", "Corpus")]
public class CorpusTests(ITestOutputHelper output)
{
    public static TheoryData<string> Files => [.. CorpusFolder.Files];

    [CorpusTheory]
    [MemberData(nameof(Files))]
    public async Task Every_file_reads_as_recorded_or_ends_in_a_clear_error(string file)
    {
        var path = Path.Combine(CorpusFolder.Path!, file);
        var answers = CorpusAnswers.Read(path + ".json");
        var clock = Stopwatch.StartNew();
        using var source = new FileByteSource(path);
        if (answers.Error is null)
        {
            await ReadAsync(source, answers);
        }
        else
        {
            // What pyarrow refuses and DuckDB reads may be read as well.
            var error = await Record.ExceptionAsync(() => ReadAsync(source, null));
            if (error is not null || !answers.DuckDbReads)
                Assert.Contains(source.Name, Assert.IsType<KartothekException>(error).Message);
            output.WriteLine(error?.Message ?? "read");
        }
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 30);
    }

    [CorpusTheory]
    [MemberData(nameof(Files))]
    public async Task Statistics_bound_the_values_of_every_row_group(string file)
    {
        var path = Path.Combine(CorpusFolder.Path!, file);
        if (CorpusAnswers.Read(path + ".json").Error is not null)
            return;
        using var source = new FileByteSource(path);
        output.WriteLine($"{await RangeCheck.CheckAsync(source)} bounds hold");
    }

    private static async Task ReadAsync(IByteSource source, CorpusAnswers? answers)
    {
        var footer = await ParquetFooter.ReadAsync(source);
        if (answers is not null)
        {
            Assert.Equal((answers.Rows, answers.RowGroups), (footer.RowCount, footer.RowGroups.Length));
            Assert.Equal(answers.Columns.Select(c => c.Name), footer.Schema.Fields.Select(f => f.Name));
        }
        try
        {
            await ReadAsync(source, footer, footer.Schema, answers);
        }
        catch (KartothekException e) when (answers is not null && e.Kind == ErrorKind.Invalid && HasInt96(footer))
        {
            // INT96 holds more than fits nanoseconds: pyarrow's values are then wrapped around, ours are an error; as milliseconds they are right.
            await ReadAsync(source, footer, new Schema(footer.Schema.Fields.Select(f => IsInt96(footer, f) ? f with { Type = ColumnType.Timestamp(ColumnUnit.Millisecond) } : f)), answers);
        }
    }

    private static bool HasInt96(ParquetFooter footer) => footer.Schema.Fields.Any(f => IsInt96(footer, f));

    private static bool IsInt96(ParquetFooter footer, Field field) => footer.Leaves.Any(l => l.IsFlat && l.PhysicalType == PhysicalType.Int96 && l.Name == field.Name);

    private static async Task ReadAsync(IByteSource source, ParquetFooter footer, Schema columns, CorpusAnswers? answers)
    {
        using var buffers = new ScanBuffers();
        for (var group = 0; group < footer.RowGroups.Length; group++)
        {
            using var scan = RowGroupScan.Open(source, footer, group, new ScanColumns(columns), buffers);
            var rows = 0L;
            while (await scan.NextAsync() is { } block)
            {
                Assert.Equal(footer.RowGroups[group].FirstRow + rows, block.FirstRow);
                rows += block.Length;
                if (answers is not null)
                    Compare(block, answers);
            }
            Assert.Equal(footer.RowGroups[group].RowCount, rows);
        }
    }

    private static void Compare(Block block, CorpusAnswers answers)
    {
        for (var column = 0; column < answers.Columns.Count; column++)
        {
            var vector = block.Columns[column];
            var expected = answers.Columns[column];
            var units = TimeUnits.Of(vector.Type, expected.Type);
            for (var row = 0; row < block.Length; row++)
            {
                var index = answers.IndexOf(block.RowNumber(row));
                if (index < 0)
                    continue;
                var value = VectorValues.At(vector, row);
                if (!expected.Matches(value, index, units))
                {
                    Assert.Fail($"Column '{expected.Name}' ({expected.Type}, here {vector.Type}), row {block.RowNumber(row)}: "
                        + $"{ArrowValues.Show(value)} instead of {expected.Values[index].GetRawText()}");
                }
            }
        }
    }
}
