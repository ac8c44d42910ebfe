using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Kartothek.Columns;
using Kartothek.Core;

namespace Kartothek.Linq.Tests;

/// <summary>Datasets of records, created and updated in a store and read again.</summary>
public sealed class DatasetWritesTests
{
    private sealed record Sale(long Id, string Country, string? Product, DateOnly Day, decimal Amount, int? Pieces, DateTime? At = null)
    {
        public string Label => $"{Country}/{Product}";
    }

    private sealed record Noted(long Id, string Country, string? Note);

    private static Sale[] Sales(int from, int count) => [.. Enumerable.Range(from, count).Select(i => new Sale(
        i, (i % 3) switch { 0 => "DE", 1 => "FR", _ => "IT" }, i % 5 == 0 ? null : $"p{i % 7}", new DateOnly(2026, 1, 1).AddDays(i % 90), i * 1.25m, i % 4 == 0 ? null : i))];

    private static async Task<(MemoryStore Store, Dataset Sales)> CreateAsync(int count = 100)
    {
        var store = new MemoryStore();
        return (store, await Dataset.CreateAsync(store, "sales", Sales(0, count), o => o.PartitionOn(s => s.Country).Index(s => s.Product)));
    }

    private static async Task<List<Sale>> RowsAsync(MemoryStore store) =>
        [.. (await (await Dataset.OpenAsync(store, "sales")).AsQueryable<Sale>().ToListAsync()).OrderBy(s => s.Id)];

    [Fact]
    public async Task A_dataset_of_records_is_read_back_as_it_was()
    {
        var (store, sales) = await CreateAsync();

        Assert.Equal(Sales(0, 100), await RowsAsync(store));
        Assert.Equal(["Country"], sales.PartitionColumns.AsEnumerable());
        Assert.Equal(["Product"], sales.IndexColumns.AsEnumerable());
        Assert.Equal(3, sales.Partitions.Length);
        Assert.Equal(Sales(0, 100).Count(s => s.Country == "DE" && s.Amount > 50), await sales.AsQueryable<Sale>().CountAsync(s => s.Country == "DE" && s.Amount > 50));
    }

    [Fact]
    public async Task Rows_that_come_one_after_the_other_make_the_same_dataset()
    {
        var store = new MemoryStore();

        await Dataset.CreateAsync(store, "sales", Sales(0, 50).ToAsyncEnumerable());

        Assert.Equal(Sales(0, 50), await RowsAsync(store));
    }

    [Fact]
    public async Task Options_name_columns_by_members()
    {
        var store = new MemoryStore();

        var error = await Assert.ThrowsAsync<KartothekException>(
            async () => await Dataset.CreateAsync(store, "sales", Sales(0, 60), o => o.PartitionOn(s => new { s.Country, s.Day.Year })));

        Assert.Contains("doesn't name members of the record. Write 'x => x.Member'", error.Message, StringComparison.Ordinal);

        var made = await Dataset.CreateAsync(store, "sales", Sales(0, 60), o => o
            .SortBy(s => s.Amount)
            .PartitionOn(s => s.Country, s => s.Day)
            .Index(s => new { s.Product, s.Pieces })
            .HasType(s => s.Amount, ColumnType.Decimal(12, 2))
            .Naming(NamingPolicy.SnakeCase)
            .Files(f => f with { RowGroupRows = 10 })
            .Metadata(new JsonObject { ["origin"] = "test" }));

        Assert.Equal(["country", "day"], made.PartitionColumns.AsEnumerable());
        Assert.Equal(["pieces", "product"], made.IndexColumns.AsEnumerable());
        Assert.Equal(ColumnType.Decimal(12, 2), made.Schema["amount"].Type);
        Assert.Equal("test", made.Metadata.GetProperty("origin").GetString());
        Assert.Equal(Sales(0, 60), await RowsAsync(store));
    }

    [Fact]
    public async Task A_type_is_given_to_each_member_that_is_named_and_the_last_one_counts()
    {
        var made = await Dataset.CreateAsync(new MemoryStore(), "sales", Sales(0, 5), o => o
            .HasType(s => s.Amount, ColumnType.Decimal(4, 2))
            .HasType(s => s.Amount, ColumnType.Decimal(12, 2))
            .HasType(s => new { s.Country, s.Product }, ColumnType.String)
            .HasType(s => s.At, ColumnType.Timestamp(ColumnUnit.Millisecond)));

        Assert.Equal(ColumnType.Decimal(12, 2), made.Schema["Amount"].Type);
        var error = await Assert.ThrowsAsync<KartothekException>(async () =>
            await Dataset.CreateAsync(new MemoryStore(), "sales", Sales(0, 5), o => o.HasType(s => new { s.Id, s.Country }, ColumnType.Int32)));
        Assert.Contains("Member 'Country' of 'Sale' is string, and its column was asked to be int32", error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<KartothekException>(async () =>
            await Dataset.CreateAsync(new MemoryStore(), "sales", Sales(0, 5), o => o.HasType(s => s.Id, ColumnType.Null)));
        Assert.Contains("Member 'Id' of 'Sale' is long, and its column was asked to be null", error.Message, StringComparison.Ordinal);
    }

    private sealed record Place(string City);

    private sealed record PlaceWithStreet(string City, string? Street);

    private sealed record Shop(long Id, Place Place);

    private sealed record ShopWithStreet(long Id, PlaceWithStreet Place);

    [Fact]
    public async Task A_structure_gets_no_more_fields()
    {
        var dataset = await Dataset.CreateAsync(new MemoryStore(), "shops", [new Shop(1, new("Bonn"))]);

        var error = await Assert.ThrowsAsync<KartothekException>(async () => await dataset.UpdateAsync<ShopWithStreet>(u => u.Append(new ShopWithStreet(2, new("Ulm", "Neue"))).AddColumns()));

        Assert.Equal(
            "Column 'Place' has no field for member 'Street' of 'PlaceWithStreet'. Its fields are 'City'. Rename the member, name its field with [Column(\"…\")], or leave it out with "
            + "[NotMapped] of System.ComponentModel.DataAnnotations.Schema; a structure that is written gets no more fields.", error.Message);
    }

    [Fact]
    public async Task Lists_of_columns_that_were_never_set_are_empty()
    {
        var store = new MemoryStore();

        await Dataset.CreateAsync(store, "sales", Sales(0, 5), o => o
            .Files(f => f with { SortBy = default, BucketBy = default, BloomFilters = default, Buckets = 2 })
            .With(c => c with { PartitionOn = default, SecondaryIndices = default }));
        await (await Dataset.OpenAsync(store, "sales")).CompactAsync(new CompactOptions { SortBy = default });

        Assert.Equal(Sales(0, 5), await RowsAsync(store));
    }

    [Fact]
    public async Task An_empty_dataset_takes_rows_later()
    {
        var store = new MemoryStore();
        var sales = await Dataset.CreateEmptyAsync<Sale>(store, "sales", o => o.PartitionOn(s => s.Country));
        Assert.Equal(0, await sales.AsQueryable<Sale>().CountAsync());

        var report = await sales.AppendAsync(Sales(0, 10));

        Assert.Equal(10, report.RowsAdded);
        Assert.Equal(3, report.FilesAdded);
        Assert.Equal(Sales(0, 10), await RowsAsync(store));
        Assert.Equal(10, await report.Dataset.AsQueryable<Sale>().CountAsync());
        Assert.Equal(0, await sales.AsQueryable<Sale>().CountAsync());
    }

    [Fact]
    public async Task A_partition_is_replaced_in_one_commit_whatever_the_order_of_the_calls()
    {
        var (store, sales) = await CreateAsync();
        Sale[] fresh = [new(1000, "DE", "new", new(2026, 5, 1), 1m, 1)];

        var report = await sales.UpdateAsync<Sale>(u => u.Append(fresh).Delete(s => s.Country == "DE"));

        Assert.Equal((1, 1), (report.FilesAdded, report.FilesRemoved));
        Assert.Equal([.. Sales(0, 100).Where(s => s.Country != "DE"), .. fresh], await RowsAsync(store));
    }

    [Fact]
    public async Task Partitions_are_deleted_by_any_condition_on_their_columns()
    {
        var (store, sales) = await CreateAsync();
        string[] gone = ["DE", "FR"];

        await sales.UpdateAsync<Sale>(u => u.Delete(s => gone.Contains(s.Country) && !s.Country.StartsWith('F')));

        Assert.Equal(Sales(0, 100).Where(s => s.Country != "DE"), await RowsAsync(store));
    }

    [Fact]
    public async Task A_deletion_that_looks_into_files_points_to_ExecuteDeleteAsync()
    {
        var (store, sales) = await CreateAsync();

        var column = await Assert.ThrowsAsync<KartothekException>(async () => await sales.UpdateAsync<Sale>(u => u.Delete(s => s.Country == "DE" && s.Amount > 3)));
        var lambda = await Assert.ThrowsAsync<KartothekException>(async () => await sales.UpdateAsync<Sale>(u => u.Delete(s => s.Label == "DE/p1")));

        Assert.Equal(
            "Delete takes conditions on partition columns, since it drops whole files, and 's => s.Country == \"DE\" && s.Amount > 3m' isn't one: 'Amount' isn't a partition column; "
            + "those of dataset 'sales' are 'Country'. Delete rows by any condition with ExecuteDeleteAsync.",
            column.Message);
        Assert.Contains("'Label' is not mapped to a column; those of dataset 'sales' are 'Country'.", lambda.Message, StringComparison.Ordinal);
        Assert.Equal(Sales(0, 100), await RowsAsync(store));
    }

    [Fact]
    public async Task A_member_without_column_adds_one_only_where_that_is_asked_for()
    {
        var (store, sales) = await CreateAsync(9);
        Noted[] rows = [new(100, "DE", "first"), new(101, "IT", null)];

        var refused = await Assert.ThrowsAsync<KartothekException>(async () => await sales.AppendAsync(rows));
        await sales.UpdateAsync<Noted>(u => u.Append(rows).AddColumns());

        Assert.StartsWith("Dataset 'sales' has no column for member 'Note' of 'Noted'.", refused.Message, StringComparison.Ordinal);
        var now = await Dataset.OpenAsync(store, "sales");
        var noted = await now.AsQueryable<Noted>().ToListAsync();
        Assert.Equal([.. Sales(0, 9).Select(s => new Noted(s.Id, s.Country, null)), .. rows], noted.OrderBy(n => n.Id));
    }

    [Fact]
    public async Task A_partition_column_needs_a_member()
    {
        var (_, sales) = await CreateAsync(3);

        var error = await Assert.ThrowsAsync<KartothekException>(async () => await sales.AppendAsync([new { Id = 1L }]));

        Assert.Equal("'anonymous type' has no member for 'Country', a partition column of dataset 'sales', which is never null. Add one of type string.", error.Message);
    }

    [Fact]
    public async Task Files_are_written_now_and_committed_later()
    {
        var (store, sales) = await CreateAsync(9);

        var written = WrittenPartitions.FromJson((await sales.WritePartitionsAsync(Sales(9, 6))).ToJson());
        Assert.Equal(Sales(0, 9), await RowsAsync(store));
        await sales.UpdateAsync<Sale>(u => u.Add(written));

        Assert.Equal(Sales(0, 15), await RowsAsync(store));
    }

    [Fact]
    public async Task Indices_are_built_and_dropped_by_members()
    {
        var (store, sales) = await CreateAsync();

        var report = await sales.UpdateAsync<Sale>(u => u.BuildIndex(s => s.Pieces, s => s.Day).DropIndex(s => s.Product));

        Assert.Equal(["Day", "Pieces"], report.Dataset.IndexColumns.AsEnumerable());
        Assert.Equal(Sales(0, 100).Where(s => s.Pieces == 17), await report.Dataset.AsQueryable<Sale>().Where(s => s.Pieces == 17).ToListAsync());
    }

    [Fact]
    public async Task A_bad_row_leaves_the_dataset_as_it_was()
    {
        var (store, sales) = await CreateAsync();

        var error = await Assert.ThrowsAsync<KartothekException>(async () => await sales.AppendAsync(Sales(100, 20).Append(new Sale(7, null!, null, default, 1, null))));

        Assert.Contains("'Sale.Country' is null in row 20 of the rows to be written", error.Message, StringComparison.Ordinal);
        Assert.Equal(Sales(0, 100), await RowsAsync(store));
    }

    [Fact]
    public async Task Progress_is_told_and_a_cancelled_write_changes_nothing()
    {
        var store = new MemoryStore();
        var told = new List<WriteProgress>();
        using var cancellation = new CancellationTokenSource();

        await Dataset.CreateAsync(store, "sales", Sales(0, 10_000), o => o.ReportTo(new Told(told.Add)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Dataset.CreateAsync(store, "more", Endless(cancellation), cancellationToken: cancellation.Token));

        Assert.Equal(10_000, told[^1].Rows);
        Assert.Equal(["sales"], await store.ListDatasetsAsync().Select(d => d.Uuid).ToListAsync());

        static IEnumerable<Sale> Endless(CancellationTokenSource cancellation)
        {
            for (var i = 0; ; i++)
            {
                if (i == 20_000) cancellation.Cancel();
                yield return Sales(i, 1)[0];
            }
        }
    }

    private sealed class Told(Action<WriteProgress> told) : IProgress<WriteProgress>
    {
        public void Report(WriteProgress value) => told(value);
    }
}
