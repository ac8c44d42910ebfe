using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core.Tests;

/// <summary>What a record type lacks or can't hold comes through a rewrite exactly.</summary>
public sealed class ExactRewriteTests
{
    private static readonly ColumnScalar Id = Scalar.Column("id", ColumnType.Int64);

    private static RowFilter Below(long id) => RowFilter.Where(Scalar.Less(Id, Scalar.Constant(id, ColumnType.Int64)));

    private static async Task<ParquetFooter> FooterAsync(Dataset dataset) => (await dataset.OpenFileAsync(dataset.Partitions[0].Key, null, default)).Footer;

    [Fact]
    public async Task A_delete_keeps_all_columns_of_the_file_with_their_types()
    {
        var dataset = await Dataset.OpenAsync(await ForeignFile.StoreAsync(), "foreign");
        var before = await ForeignFile.TextsAsync(dataset, dataset.Partitions[0]);
        var report = await dataset.DeleteRowsAsync(Below(45));
        var after = report.Dataset;
        Assert.Equal(before.Skip(45), await ForeignFile.TextsAsync(after, after.Partitions[0]));
        var (old, now) = (await FooterAsync(dataset), await FooterAsync(after));
        Assert.Equal(old.Schema.Fields.AsEnumerable(), now.Schema.Fields);
        Assert.Equal(old.KeyValueMetadata, now.KeyValueMetadata);
        Assert.Equal(Compression.Zstd, now.LayoutOptions().Compression);
        Assert.Equal([30L, 25L], now.RowGroups.Select(g => g.RowCount));
        Assert.Equal(dataset.Schema.Fields.AsEnumerable(), after.Schema.Fields);
    }

    [Fact]
    public async Task An_update_keeps_all_but_what_it_sets()
    {
        var dataset = await Dataset.OpenAsync(await ForeignFile.StoreAsync(), "foreign");
        var others = new Schema(ForeignFile.Columns.Fields.Where(f => f.Name != "tiny"));
        var before = await ForeignFile.TextsAsync(dataset, dataset.Partitions[0], others);
        var report = await dataset.UpdateRowsAsync(Below(10), [new("tiny", Scalar.Constant(-128L, ColumnType.Int64))]);
        Assert.Equal(before, await ForeignFile.TextsAsync(report.Dataset, report.Dataset.Partitions[0], others));
        var tiny = await ForeignFile.TextsAsync(report.Dataset, report.Dataset.Partitions[0], new Schema([new("tiny", ColumnType.Int8)]));
        Assert.Equal([.. Enumerable.Repeat("-128", 10), .. Enumerable.Range(10, 90).Select(i => i % 7 == 3 ? "-" : $"{i - 50}")], tiny);
        Assert.Equal((await FooterAsync(dataset)).Schema.Fields.AsEnumerable(), (await FooterAsync(report.Dataset)).Schema.Fields);
    }

    [Fact]
    public async Task A_column_that_has_to_widen_leaves_the_others_alone()
    {
        var dataset = await Dataset.OpenAsync(await ForeignFile.StoreAsync(), "foreign");
        var others = new Schema(ForeignFile.Columns.Fields.Where(f => f.Name != "tiny"));
        var before = await ForeignFile.TextsAsync(dataset, dataset.Partitions[0], others);
        var report = await dataset.UpdateRowsAsync(Below(10), [new("tiny", Scalar.Constant(300L, ColumnType.Int64))]);
        Assert.Equal(before, await ForeignFile.TextsAsync(report.Dataset, report.Dataset.Partitions[0], others));
        var footer = await FooterAsync(report.Dataset);
        Assert.Equal((await FooterAsync(dataset)).Schema.Fields.Select(f => f.Name == "tiny" ? f with { Type = ColumnType.Int64 } : f), footer.Schema.Fields);
        Assert.Equal(["__index_level_0__"], PandasIndex.ColumnsOf(footer).AsEnumerable());
        Assert.DoesNotContain("int8", footer.KeyValueMetadata["pandas"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_move_take_all_columns_with_them()
    {
        var dataset = await Dataset.OpenAsync(await ForeignFile.StoreAsync(), "foreign");
        var columns = new Schema(ForeignFile.Columns.Fields.Where(f => f.Name != "__index_level_0__"));
        var before = await ForeignFile.TextsAsync(dataset, dataset.Partitions[0], columns);
        var report = await dataset.UpdateRowsAsync(Below(10), [new("p", Scalar.Constant("l", ColumnType.String))]);
        Assert.Equal(2, report.FilesWritten);
        Assert.Equal(before.Skip(10), await ForeignFile.TextsAsync(report.Dataset, report.Dataset.Partitions[0], columns));
        Assert.Equal(before.Take(10), await ForeignFile.TextsAsync(report.Dataset, report.Dataset.Partitions[1], columns));
        var moved = (await report.Dataset.OpenFileAsync(report.Dataset.Partitions[1].Key, null, default)).Footer.Schema;
        Assert.Equal(columns.Fields.Select(f => f.Name), moved.Fields.Select(f => f.Name));
    }

    [Fact]
    public async Task An_upsert_keeps_what_its_rows_lack()
    {
        var dataset = await Dataset.OpenAsync(await ForeignFile.StoreAsync(), "foreign");
        var kept = new Schema(ForeignFile.Columns.Fields.Where(f => f.Name is not ("tiny" or "__index_level_0__")));
        var before = await ForeignFile.TextsAsync(dataset, dataset.Partitions[0], kept);
        var columns = new Schema([new("p", ColumnType.String), new("id", ColumnType.Int64), new("tiny", ColumnType.Int64)]);
        long[] ids = [40, 3, 77, 500];
        var block = new Block(columns, [
            Scalar.Constant("k", ColumnType.String).ToVector(4),
            ConstantVectors.OfValues(ColumnType.Int64, 4, i => ids[i]),
            Scalar.Constant(1L, ColumnType.Int64).ToVector(4)])
        { Length = 4 };
        var report = await dataset.UpsertAsync(BlockSource.FromBlocks(columns, block), ["id"]);
        Assert.Equal((3L, 1L), (report.RowsUpdated, report.RowsInserted));
        var after = new List<string>();
        foreach (var partition in report.Dataset.Partitions)
        {
            after.AddRange(await ForeignFile.TextsAsync(report.Dataset, partition, kept));
        }
        Assert.Equal([.. before.Where((_, i) => i is not (3 or 40 or 77)), before[40], before[3], before[77], "500|-|-|-|-|-|-|-|-|-"], after);
    }

    [Fact]
    public async Task A_compaction_keeps_all_columns()
    {
        var dataset = await Dataset.OpenAsync(await ForeignFile.StoreAsync(), "foreign");
        dataset = (await dataset.UpdateRowsAsync(Below(10), [new("p", Scalar.Constant("l", ColumnType.String))])).Dataset;
        dataset = (await dataset.UpdateRowsAsync(Below(5), [new("p", Scalar.Constant("k", ColumnType.String))])).Dataset;
        var kept = new Schema(ForeignFile.Columns.Fields.Where(f => f.Name != "__index_level_0__"));
        var before = await AllAsync(dataset, kept);
        var report = await dataset.CompactAsync();
        Assert.Equal(2, report.Dataset.Partitions.Length);
        Assert.Equal(before.Order(), (await AllAsync(report.Dataset, kept)).Order());
    }

    private static async Task<List<string>> AllAsync(Dataset dataset, Schema columns)
    {
        var rows = new List<string>();
        foreach (var partition in dataset.Partitions)
        {
            rows.AddRange(await ForeignFile.TextsAsync(dataset, partition, columns));
        }
        return rows;
    }
}
