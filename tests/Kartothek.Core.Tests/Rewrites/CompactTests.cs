using Kartothek.Columns;
using Row = Kartothek.Core.Tests.RewriteRows.Row;

namespace Kartothek.Core.Tests;

public sealed class CompactTests
{
    private static IReadOnlyList<Row> Many(int count) => [.. Enumerable.Range(0, count).Select(i => new Row(
        i, i * 7 % 3 == 0 ? "x" : "y", i % 11 == 0 ? null : i * 31 % 100, i % 13 == 0 ? double.NaN : i / 2.0, i % 6 == 0 ? null : $"s{i * 17 % 50:00}", i % 4 == 0 ? null : [(byte)i], (sbyte)(i % 100)))];

    private static async Task CheckAsync(RewriteReport report, IEnumerable<Row> rows)
    {
        Assert.Equal(rows.Select(r => r.Text).Order(), (await RewriteRows.TextsAsync(report.Dataset)).Order());
        await RewriteRows.CheckIndicesAsync(report.Dataset);
    }

    [Fact]
    public async Task Small_files_of_a_partition_key_become_one()
    {
        var rows = Many(60);
        var dataset = await RewriteRows.Dataset(rows, rowsPerFile: 5).OpenAsync();
        var report = await dataset.CompactAsync();
        Assert.Equal(2, report.Dataset.Partitions.Length);
        Assert.Equal((12, 0, 2), (report.FilesRewritten, report.FilesUntouched, report.FilesWritten));
        Assert.Equal(rows.GroupBy(r => r.P).SelectMany(g => g).Select(r => r.Text), await RewriteRows.TextsAsync(report.Dataset));
        await CheckAsync(report, rows);
        Assert.Null((await report.Dataset.CompactAsync()).Commit);
    }

    [Fact]
    public async Task A_single_small_file_stays()
    {
        var dataset = await RewriteRows.Dataset(Many(60), rowsPerFile: 100).OpenAsync();
        var report = await dataset.CompactAsync();
        Assert.Null(report.Commit);
        Assert.Equal((0, 2), (report.FilesRewritten, report.FilesUntouched));
    }

    [Fact]
    public async Task Fewer_files_than_asked_for_stay()
    {
        var dataset = await RewriteRows.Dataset(Many(60), rowsPerFile: 15).OpenAsync();
        var report = await dataset.CompactAsync(new() { MinFiles = 3 });
        // 20 rows of x in 2 files, 40 of y in 3.
        Assert.Equal((3, 2, 1), (report.FilesRewritten, report.FilesUntouched, report.FilesWritten));
    }

    [Fact]
    public async Task Large_files_are_split()
    {
        var rows = Many(20_000);
        var dataset = await RewriteRows.Dataset(rows, rowsPerFile: 50_000, rowGroup: 1000).OpenAsync();
        var report = await dataset.CompactAsync(new() { TargetFileBytes = 30_000, Files = new() { RowGroupRows = 1000 } });
        Assert.True(report.FilesWritten >= 4, report.FilesWritten.ToString());
        await CheckAsync(report, rows);
        Assert.Equal(rows.GroupBy(r => r.P).SelectMany(g => g).Select(r => r.Text), await RewriteRows.TextsAsync(report.Dataset));
    }

    [Theory]
    [InlineData(256L << 20)]
    [InlineData(200_000)]
    public async Task Rows_of_a_key_are_sorted_over_all_its_files(long bufferBytes)
    {
        var rows = Many(40_000);
        var dataset = await RewriteRows.Dataset(rows, rowsPerFile: 1000, rowGroup: 500).OpenAsync();
        var report = await dataset.CompactAsync(new() { SortBy = ["s", "a"], TargetFileBytes = 50_000, Files = new() { RowGroupRows = 1000, BufferBytes = bufferBytes } });
        await CheckAsync(report, rows);
        var expected = rows.GroupBy(r => r.P).SelectMany(g => g.OrderBy(r => r.S is null).ThenBy(r => r.S, StringComparer.Ordinal).ThenBy(r => r.A is null).ThenBy(r => r.A).ThenBy(r => r.Id));
        Assert.Equal(expected.Select(r => r.Text), await RewriteRows.TextsAsync(report.Dataset));
        Assert.True(report.FilesWritten > 4, report.FilesWritten.ToString());
        // Sorted pieces are gone.
        Assert.All(await RewriteRows.OrphansAsync(report.Dataset), k => Assert.Contains(k, dataset.Partitions.Select(p => p.Key)));
    }

    [Fact]
    public async Task A_dataset_can_have_other_partition_columns()
    {
        var rows = Many(200).Select(r => r with { S = r.S ?? "none", A = r.A ?? 0 }).ToList();
        var dataset = await RewriteRows.Dataset(rows, rowsPerFile: 20).OpenAsync();
        var report = await dataset.CompactAsync(new() { PartitionOn = ["s"] });
        Assert.Equal(["s"], report.Dataset.PartitionColumns.AsEnumerable());
        Assert.Equal(["a"], report.Dataset.IndexColumns.AsEnumerable());
        Assert.Equal(rows.Select(r => r.S).Distinct().Count(), report.Dataset.Partitions.Length);
        await CheckAsync(report, rows);
        report = await report.Dataset.CompactAsync(new() { PartitionOn = [], SortBy = ["id"] });
        Assert.Single(report.Dataset.Partitions);
        Assert.Equal(rows.Select(r => r.Text), await RewriteRows.TextsAsync(report.Dataset));
    }

    [Fact]
    public async Task Rows_appended_in_the_gap_stay()
    {
        var rows = Many(60);
        var inner = await RewriteRows.Dataset(rows, rowsPerFile: 5).StoreAsync();
        var store = DeleteRowsTests.HeaderGap(inner, async () => await (await Dataset.OpenAsync(inner, "test")).AppendAsync(RewriteRows.Source(rows[1] with { Id = 100 })));
        var report = await (await Dataset.OpenAsync(store, "test")).CompactAsync();
        Assert.Equal(2, report.Commit!.Attempts);
        Assert.Equal((12, 1, 2), (report.FilesRewritten, report.FilesUntouched, report.FilesWritten));
        await CheckAsync(report, [.. rows, rows[1] with { Id = 100 }]);
    }

    [Fact]
    public async Task Rows_appended_in_the_gap_get_the_new_partition_columns()
    {
        var rows = Many(60).Select(r => r with { S = r.S ?? "none" }).ToList();
        var inner = await RewriteRows.Dataset(rows, rowsPerFile: 5).StoreAsync();
        var store = DeleteRowsTests.HeaderGap(inner, async () => await (await Dataset.OpenAsync(inner, "test")).AppendAsync(RewriteRows.Source(rows[1] with { Id = 100 })));
        var report = await (await Dataset.OpenAsync(store, "test")).CompactAsync(new() { PartitionOn = ["s"] });
        Assert.Equal(["s"], report.Dataset.PartitionColumns.AsEnumerable());
        await CheckAsync(report, [.. rows, rows[1] with { Id = 100 }]);
    }

    [Fact]
    public async Task Rows_deleted_in_the_gap_stay_deleted()
    {
        var rows = Many(60);
        var inner = await RewriteRows.Dataset(rows, rowsPerFile: 5).StoreAsync();
        var below = RowFilter.Where(Scalar.Less(Scalar.Column("id", ColumnType.Int64), Scalar.Constant(3L, ColumnType.Int64)));
        var store = DeleteRowsTests.HeaderGap(inner, async () => await (await Dataset.OpenAsync(inner, "test")).DeleteRowsAsync(below));
        var report = await (await Dataset.OpenAsync(store, "test")).CompactAsync();
        await CheckAsync(report, rows.Where(r => r.Id >= 3));
    }

    [Fact]
    public async Task Columns_are_checked()
    {
        var dataset = await RewriteRows.Dataset(Many(10)).OpenAsync();
        async Task<ErrorKind> KindOf(CompactOptions options) => (await Assert.ThrowsAsync<KartothekException>(async () => await dataset.CompactAsync(options))).Kind;
        Assert.Equal(ErrorKind.NotFound, await KindOf(new() { SortBy = ["nope"] }));
        Assert.Equal(ErrorKind.NotFound, await KindOf(new() { PartitionOn = ["nope"] }));
        // s has nulls.
        Assert.Equal(ErrorKind.Invalid, await KindOf(new() { PartitionOn = ["s"] }));
        Assert.Empty(await RewriteRows.OrphansAsync(dataset));
    }
}
