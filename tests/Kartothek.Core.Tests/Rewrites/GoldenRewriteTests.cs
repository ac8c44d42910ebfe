using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

/// <summary>What Python wrote, changed and compacted: every other row, column and type is what it was.</summary>
[Trait("Category", "Golden")]
public sealed class GoldenRewriteTests
{
    public static TheoryData<GoldenSubject> All => GoldenCases.All();

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_delete_leaves_the_other_rows_as_they_are(GoldenSubject subject)
    {
        if (await OpenAsync(subject) is not { } dataset)
        {
            return;
        }
        foreach (var field in dataset.Schema.Fields.Where(f => f.Type is { IsNested: false, Kind: not (ColumnKind.Null or ColumnKind.Boolean) }).Take(4))
        {
            if (await SomeValueAsync(dataset, field) is not { } value)
            {
                continue;
            }
            var condition = Scalar.Equal(Scalar.Column(field), value);
            var expected = await RowsAsync(dataset, Scalar.Not(condition));
            var before = (await RowsAsync(dataset, null)).Count;
            var report = await (await Dataset.OpenAsync(await dataset.Store.InMemoryAsync(), dataset.Uuid, new() { Table = dataset.Table })).DeleteRowsAsync(RowFilter.Where(condition));
            Assert.Equal(before - expected.Count, report.RowsDeleted);
            Assert.Equal(expected, await RowsAsync(report.Dataset, null));
            await CheckIndicesAsync(report.Dataset);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_compaction_changes_no_row(GoldenSubject subject)
    {
        if (await OpenAsync(subject) is not { } dataset)
        {
            return;
        }
        var report = await dataset.CompactAsync(new() { TargetFileBytes = 20_000 });
        Assert.Equal((await RowsAsync(dataset, null)).Order(StringComparer.Ordinal), (await RowsAsync(report.Dataset, null)).Order(StringComparer.Ordinal));
        await CheckIndicesAsync(report.Dataset);
    }

    private static async Task<Dataset?> OpenAsync(GoldenSubject subject)
    {
        var golden = await GoldenScans.OpenAsync(subject);
        // Rows of CSV files, and of partitions with files of several tables, can't be rewritten.
        if (golden.Partitions.Any(p => p.Format != FileFormat.Parquet || golden.FilesOf(p) > 1))
        {
            return null;
        }
        return await Dataset.OpenAsync(await golden.Store.InMemoryAsync(), golden.Uuid, new() { Table = golden.Table });
    }

    // Python left files out of the indices of this one, and those that no row was deleted from stay left out.
    private static Task CheckIndicesAsync(Dataset dataset) => dataset.Uuid == "indices-late" ? Task.CompletedTask : RewriteRows.CheckIndicesAsync(dataset);

    private static async Task<ConstantScalar?> SomeValueAsync(Dataset dataset, Field field)
    {
        var plan = await ScanPlanner.PlanFilesAsync(new ScanRequest(dataset, new Schema([field])));
        await foreach (var chunk in ScanRunner.RunAsync(plan, t => new RowSink(t)))
        {
            if (chunk.Select(r => r[0]).FirstOrDefault(v => v is not (null or double.NaN)) is { } value)
            {
                return new ConstantScalar(value, field.Type);
            }
        }
        return null;
    }

    private static async Task<List<string>> RowsAsync(Dataset dataset, Scalar? predicate)
    {
        var rows = await BatchValues.RowsAsync(dataset.ReadBatchesAsync(predicate: predicate));
        return [.. rows.Select(r => string.Join('|', r.Select(GoldenValues.Text)))];
    }
}
