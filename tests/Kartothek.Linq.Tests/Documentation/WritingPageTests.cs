using System.ComponentModel.DataAnnotations.Schema;
using System.Text.Json.Nodes;
using Kartothek.Columns;
using Kartothek.Core;
using Kartothek.Parquet;

namespace Kartothek.Linq.Tests;

/// <summary>docs/writing.md shows these lines; here they run.</summary>
public sealed class WritingPageTests
{
    private readonly StringWriter _output = new();

    private StringWriter Console => _output;

    [Fact]
    public void The_page_shows_nothing_that_is_not_run_here() =>
        DocumentSnippets.Check("docs/writing.md", "tests/Kartothek.Linq.Tests/Documentation/WritingPageTests.cs");

    [Fact]
    public void The_readme_shows_nothing_of_writing_that_is_not_run_here() =>
        DocumentSnippets.Check("README.md", "tests/Kartothek.Linq.Tests/Documentation/WritingPageTests.cs", "## Write");

    [Fact]
    public async Task The_readmes_calls_do_what_it_says()
    {
        var store = new MemoryStore();
        Sale[] rows = [.. Rows(0, 30), Rows(31, 1)[0] with { Amount = -1 }];
        var corrected = new[] { Rows(0, 1)[0] with { Amount = 7 } };
        Sale[] changes = [Rows(28, 1)[0] with { Amount = 99 }];

        var sales = await Dataset.CreateAsync(store, "sales", rows, o => o.PartitionOn(s => s.Country).Index(s => s.Product).SortBy(s => s.Day));

        await sales.UpdateAsync<Sale>(u => u.Delete(s => s.Country == "DE").Append(corrected));              // replaces a partition, in one commit
        await sales.AsQueryable<Sale>().Where(s => s.Amount < 0).ExecuteDeleteAsync();                       // rewrites only files that hold such a row
        await sales.AsQueryable<Sale>().Where(s => s.Product == "p1").ExecuteUpdateAsync(s => s.SetProperty(x => x.Pieces, x => x.Pieces + 1));
        await sales.UpsertAsync(changes, s => s.Id);

        var expected = corrected.Concat(rows.Where(s => s.Country != "DE" && s.Amount >= 0))
            .Select(s => s.Product == "p1" ? s with { Pieces = s.Pieces + 1 } : s).Where(s => s.Id != 28).Concat(changes).OrderBy(s => s.Id);
        Assert.Equal(expected, (await (await Dataset.OpenAsync(store, "sales")).AsQueryable<Sale>().ToListAsync()).OrderBy(s => s.Id));
    }

    private static Sale[] Rows(int from, int count) => [.. Enumerable.Range(from, count).Select(i => new Sale(
        i, (i % 3) switch { 0 => "DE", 1 => "FR", _ => "IT" }, i % 5 == 0 ? null : $"p{i % 3}", new DateOnly(2026, 1, 1).AddDays(i % 9), i, i % 4 == 0 ? null : i))];

    [Fact]
    public async Task Datasets_are_collected_copied_renamed_deleted_and_verified()
    {
        var store = new MemoryStore();
        var elsewhere = new MemoryStore();
        var rows = Rows(0, 30);
        var sales = await Dataset.CreateAsync(store, "sales", rows, o => o.PartitionOn(s => s.Country).Index(s => s.Product));
        await store.PutAsync("gone/table/0123.parquet", "left"u8.ToArray());

        var planned = await sales.CollectGarbageAsync(new GarbageOptions { DryRun = true });
        var removed = await Garbage.CollectAsync(store, "gone");                          // also where the header is gone

        Assert.Empty(planned.Objects);
        Assert.Equal(["gone/table/0123.parquet"], removed.Young.Select(o => o.Key));

        await Dataset.CopyAsync(store, "sales", "backup");
        await Dataset.CopyAsync(store, "sales", elsewhere, "sales", new CopyOptions { WithHistory = true });
        await Dataset.RenameAsync(store, "backup", "sales-2026");

        Assert.Equal(rows, (await (await Dataset.OpenAsync(store, "sales-2026")).AsQueryable<Sale>().ToListAsync()).OrderBy(s => s.Id));

        await Dataset.DeleteAsync(store, "sales-2026");

        Assert.Equal(["sales"], await store.ListDatasetsAsync().Select(d => d.Uuid).ToListAsync());
        Assert.Equal(rows, (await (await Dataset.OpenAsync(elsewhere, "sales")).AsQueryable<Sale>().ToListAsync()).OrderBy(s => s.Id));
        await store.DeleteAsync("sales/table/_common_metadata");

        var report = await Doctor.VerifyAsync(store, "sales", new VerifyOptions { Depth = VerifyDepth.Statistics, Repair = true });
        if (!report.IsClean) Console.WriteLine(report);

        Assert.Equal(FindingKind.SchemaMissing, Assert.Single(report.Findings).Kind);
        Assert.Equal("", _output.ToString());
        Assert.Equal(rows, (await (await Dataset.OpenAsync(store, "sales")).AsQueryable<Sale>().ToListAsync()).OrderBy(s => s.Id));
    }

    [Fact]
    public async Task Datasets_are_created()
    {
        var store = new MemoryStore();
        var rows = Rows(0, 30);
        var cancellationToken = CancellationToken.None;

        var sales = await Dataset.CreateAsync(store, "sales", rows, o => o
            .PartitionOn(s => s.Country)                     // a folder per value; the values are in the keys, not in the files
            .Index(s => s.Product)                           // a secondary index: which files hold which product
            .SortBy(s => s.Day));                            // within each file

        await Dataset.CreateAsync(store, "archive", rows, o => o
            .Naming(NamingPolicy.SnakeCase)                  // columns country, product, day, … as Python names them
            .PartitionOn(s => s.Country, s => s.Day)
            .Bucket(2, s => s.Product)                       // up to two files per combination, by the hash of the product
            .HasType(s => s.Amount, ColumnType.Decimal(18, 6))
            .Files(f => f with { Compression = Compression.Zstd, RowGroupRows = 50_000, TargetFileBytes = 64 << 20 })
            .Metadata(new JsonObject { ["source"] = "shop" })
            .Overwrite()
            .With(c => c with { HeaderFormat = HeaderFormat.MessagePack }), cancellationToken);

        await Dataset.CreateEmptyAsync<Sale>(store, "later", o => o.PartitionOn(s => s.Country));

        Assert.Equal(rows, (await sales.AsQueryable<Sale>().ToListAsync()).OrderBy(s => s.Id));
        var archive = await Dataset.OpenAsync(store, "archive");
        Assert.Equal(rows, (await archive.AsQueryable<Sale>().ToListAsync()).OrderBy(s => s.Id));
        Assert.Equal(["country", "day"], archive.PartitionColumns.AsEnumerable());
        Assert.Equal(0, await (await Dataset.OpenAsync(store, "later")).AsQueryable<Sale>().CountAsync());
    }

    private enum Answer
    {
        Yes,
        No,
    }

    private sealed record Cell<T>(T Value, int Other);

    [Fact]
    public async Task Partition_columns_have_the_types_that_the_page_names()
    {
        await Accepted(1);
        await Accepted(byte.MaxValue);
        await Accepted(ulong.MaxValue);
        await Accepted(1f);
        await Accepted(1d);
        await Accepted((Half)1);
        await Accepted(1m);
        await Accepted(true);
        await Accepted("a/b c=ä");
        await Accepted(new DateOnly(2026, 1, 1));
        await Accepted(DateTime.UnixEpoch);
        await Accepted(new TimeOnly(1, 2));
        await Accepted(TimeSpan.FromHours(1));
        await Accepted(Answer.No);
        await Refused(DateTimeOffset.UnixEpoch, ErrorKind.NotSupported);
        await Refused(Guid.Empty, ErrorKind.NotSupported);
        await Refused("x"u8.ToArray(), ErrorKind.NotSupported);
        await Refused(new[] { 1 }, ErrorKind.NotSupported);
        await Refused(new Dictionary<string, int> { ["a"] = 1 }, ErrorKind.NotSupported);
        await Refused(new Cell<int>(1, 2), ErrorKind.NotSupported);
        await Refused(double.NaN, ErrorKind.Invalid);
        await Refused((string?)null, ErrorKind.Invalid);

        static async Task Accepted<T>(T value) => Assert.Equal(value, (await PartitionedAsync(value)).Value);
        static async Task Refused<T>(T value, ErrorKind kind) => Assert.Equal(kind, (await Assert.ThrowsAsync<KartothekException>(() => PartitionedAsync(value))).Kind);
    }

    private static async Task<Cell<T>> PartitionedAsync<T>(T value)
    {
        var dataset = await Dataset.CreateAsync(new MemoryStore(), "cells", [new Cell<T>(value, 1)], o => o.PartitionOn(c => c.Value));
        return await dataset.AsQueryable<Cell<T>>().SingleAsync();
    }

    [Fact]
    public async Task Members_have_the_types_and_ranges_that_the_page_names()
    {
        await Refused('c');
        await Refused((Int128)1);
        await Refused(System.Numerics.BigInteger.One);
        await Refused((1, 2));
        await Refused(new HashSet<int> { 1 });
        await Refused(new object());

        var nanosecond = ColumnType.Timestamp(ColumnUnit.Nanosecond);
        await Kept(DateTime.MinValue);
        await Kept(new DateTime(9999, 12, 31, 23, 59, 59));
        await Kept(DateTimeOffset.MinValue);
        await Kept(new DateTime(1678, 1, 1).AddTicks(1), nanosecond);
        await Kept(new DateTime(2262, 1, 1).AddTicks(1), nanosecond);
        await Refused(new DateTime(1677, 1, 1), nanosecond);
        await Refused(new DateTime(2263, 1, 1), nanosecond);
        await Kept(99_999_999_999_999.9999m);
        await Refused(100_000_000_000_000m);
        await Kept(decimal.MaxValue, ColumnType.Decimal(38, 9));
        await Kept(1, schema: "int64");
        await Kept((Half)1, schema: "double");
        var named = await Dataset.CreateAsync(new MemoryStore(), "named", [new OtherDatabase("a")]);
        Assert.Equal(ColumnType.String, named.Schema["Name"].Type);

        static async Task Kept<T>(T value, ColumnType? type = null, string? schema = null)
        {
            var dataset = await CellsAsync(value, type);
            Assert.Equal(value, (await dataset.AsQueryable<Cell<T>>().SingleAsync()).Value);
            Assert.True(schema is null || dataset.Schema["Value"].Type.ToString() == schema);
        }

        static async Task Refused<T>(T value, ColumnType? type = null) =>
            Assert.Equal(ErrorKind.Invalid, (await Assert.ThrowsAsync<KartothekException>(() => CellsAsync(value, type))).Kind);

        static Task<Dataset> CellsAsync<T>(T value, ColumnType? type) => Dataset.CreateAsync(
            new MemoryStore(), "cells", [new Cell<T>(value, 1)], o => (type is null ? o : o.HasType(c => c.Value, type)).Files(f => f with { KeepsNanoseconds = type is not null })).AsTask();
    }

    private sealed record OtherDatabase([property: Column(TypeName = "nvarchar(20)")] string Name);

    [Fact]
    public async Task Names_are_those_that_the_page_allows()
    {
        var store = new MemoryStore();
        foreach (var name in new[] { "", ".history", "a.b", "a b", "a/b", "ä" })
        {
            await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.CreateEmptyAsync<Sale>(store, name));
        }
        await Dataset.CreateEmptyAsync<Sale>(store, "A-b_c+1");
        foreach (var name in new[] { "", "indices", ".history", "a/b", "ä" })
        {
            await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.CreateEmptyAsync<Sale>(store, "tables", o => o.With(c => c with { Table = name })));
        }
        await Dataset.CreateEmptyAsync<Sale>(store, "tables", o => o.With(c => c with { Table = "a b.1" }));
        var odd = await Dataset.CreateAsync(store, "odd", [new OddNames(1, 2, 3)], o => o.PartitionOn(n => n.A).Index(n => n.B));
        Assert.Equal(new OddNames(1, 2, 3), await odd.AsQueryable<OddNames>().SingleAsync(n => n.A == 1 && n.B == 2));
    }

    private sealed record OddNames([property: Column("a/b =ä")] int A, [property: Column("b/c =ä")] int B, int C);

    [Fact]
    public async Task A_stale_snapshot_matters_to_a_delete_of_files_and_not_to_one_of_rows_or_to_appends()
    {
        var store = new MemoryStore();
        var sales = await Dataset.CreateAsync(store, "sales", Rows(0, 30), o => o.PartitionOn(s => s.Country));

        var appended = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => Task.Run(() => sales.AppendAsync(Rows(i * 30, 30)).AsTask())));
        await Assert.ThrowsAsync<CommitConflictException>(async () => await sales.UpdateAsync<Sale>(u => u.Delete(s => s.Country == "DE")));
        var deleted = await sales.AsQueryable<Sale>().Where(s => s.Country == "DE").ExecuteDeleteAsync();

        Assert.Equal(Enumerable.Range(2, 8), appended.Select(r => (int)r.Number).Order());
        Assert.Equal(90, deleted.Rows);
        Assert.Equal(180, await deleted.Dataset.AsQueryable<Sale>().CountAsync());
    }

    [Fact]
    public async Task Datasets_are_updated()
    {
        var store = new MemoryStore();
        var sales = await Dataset.CreateAsync(store, "sales", Rows(0, 30), o => o.PartitionOn(s => s.Country).Index(s => s.Product));
        var (more, corrected, shard) = (Rows(30, 6), new[] { Rows(0, 1)[0] with { Amount = 7 } }, Rows(40, 3));
        NotedSale[] noted = [new(100, "IT", "hello")];

        var wider = (await sales.UpdateAsync<NotedSale>(u => u.Append(noted).AddColumns())).Dataset;   // column Note: null in the rows that were there
        await wider.AsQueryable<NotedSale>().Where(s => s.Note == null).ExecuteUpdateAsync(s => s.SetProperty(n => n.Note, "none"));   // another default is a rewrite
        Assert.Equal(["hello", "none"], (await Dataset.OpenAsync(store, "sales")).AsQueryable<NotedSale>().Select(s => s.Note).Distinct().Order());

        sales = (await sales.AppendAsync(more)).Dataset;      // the new snapshot; the old one still reads what it read before
        var report = await sales.UpdateAsync<Sale>(u => u
            .Delete(s => s.Country == "DE")                  // whole files: a condition on partition columns
            .Append(corrected));
        Console.WriteLine($"{report.FilesRemoved} files became {report.FilesAdded}");
        sales = report.Dataset;

        await sales.UpdateAsync<Sale>(u => u
            .BuildIndex(s => s.Day)                          // reads the column from every file
            .DropIndex(s => s.Product)
            .MergeMetadata(new JsonObject { ["checked"] = true }));

        byte[] files = (await sales.WritePartitionsAsync(shard)).ToJson();                                   // on a worker
        await sales.UpdateAsync<Sale>(u => u.Add(WrittenPartitions.FromJson(files)));                        // on the coordinator

        Assert.Equal("2 files became 1", _output.ToString().Trim());
        sales = await Dataset.OpenAsync(store, "sales");
        Assert.Equal(["Day"], sales.IndexColumns.AsEnumerable());
        Assert.Equal(
            [.. corrected, .. Rows(0, 36).Where(s => s.Country != "DE"), .. shard],
            (await sales.AsQueryable<Sale>().Where(s => s.Id < 100).ToListAsync()).OrderBy(s => s.Id));
        Assert.Equal("hello", (await sales.AsQueryable<NotedSale>().SingleAsync(s => s.Note != null && s.Note != "none")).Note);
    }

    [Fact]
    public async Task Rows_are_deleted_updated_and_put_by_key()
    {
        var store = new MemoryStore();
        var sales = await Dataset.CreateAsync(store, "sales", Rows(0, 30), o => o.PartitionOn(s => s.Country).Index(s => s.Product));
        Sale[] changes = [Rows(29, 1)[0] with { Amount = 99 }, .. Rows(50, 2)];

        var deleted = await sales.AsQueryable<Sale>().Where(s => s.Country == "FR" && s.Amount < 5).ExecuteDeleteAsync();
        var updated = await sales.AsQueryable<Sale>().Where(s => s.Product == "p1").ExecuteUpdateAsync(s => s
            .SetProperty(x => x.Pieces, x => x.Pieces + 1)
            .SetProperty(x => x.Amount, x => Math.Round(x.Amount * 1.1m, 2)));
        Console.WriteLine($"{deleted.Rows} rows of {deleted.Rewrite.FilesRewritten} files deleted; in memory: {updated.Residuals.Single()}");

        var upserted = await sales.UpsertAsync(changes, s => s.Id);                       // or s => new { s.Country, s.Id }
        Console.WriteLine($"{upserted.RowsUpdated} replaced, {upserted.RowsInserted} new");

        sales = await Dataset.OpenAsync(store, "sales");
        sales = (await sales.CompactAsync(new CompactOptions { SortBy = ["Day"] })).Dataset;   // merges small files, splits large ones
        await sales.CollectGarbageAsync(new GarbageOptions { Retention = TimeSpan.FromDays(7) });
        var verified = await sales.VerifyAsync();                                              // keys, schemas, indices, statistics; can repair
        Assert.True(verified.IsClean, verified.ToString());

        Assert.Equal(
            """
            2 rows of 1 files deleted; in memory: x => x.Amount = x => Math.Round(x.Amount * 1.1m, 2): scans don't evaluate Math.Round: 'Math.Round(x.Amount * 1.1m, 2)'
            1 replaced, 2 new
            """,
            _output.ToString().Trim().ReplaceLineEndings("\n"));
        var expected = Rows(0, 30).Where(s => !(s.Country == "FR" && s.Amount < 5))
            .Select(s => s.Product == "p1" ? s with { Pieces = s.Pieces + 1, Amount = Math.Round(s.Amount * 1.1m, 2) } : s).SkipLast(1).Concat(changes);
        Assert.Equal(expected, (await (await Dataset.OpenAsync(store, "sales")).AsQueryable<Sale>().ToListAsync()).OrderBy(s => s.Id));
    }

    [Fact]
    public async Task Earlier_versions_are_listed_read_and_restored()
    {
        var store = new MemoryStore();
        var sales = (await (await Dataset.CreateAsync(store, "sales", Rows(0, 30))).AppendAsync(Rows(30, 6))).Dataset;

        await foreach (var version in sales.HistoryAsync())
            Console.WriteLine($"version {version.Number}: {version.Kind}");
        var before = await sales.AsOfAsync(1);                                            // a number, or a time
        await sales.RestoreAsync(1);                                                      // a new commit with the files of that version

        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<KartothekException>(async () => await sales.AsOfAsync(DateTimeOffset.UtcNow.AddDays(-1)))).Kind);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<KartothekException>(async () => await sales.AsOfAsync(99))).Kind);
        Assert.Equal(3, (await sales.AsOfAsync(DateTimeOffset.UtcNow.AddDays(1))).Version);
        await Assert.ThrowsAsync<KartothekException>(async () => await before.AppendAsync(Rows(50, 1)));
        Assert.Equal("version 1: Create\nversion 2: Append", string.Join('\n', _output.ToString().Trim().ReplaceLineEndings("\n").Split('\n').Order()));
        Assert.Equal(Rows(0, 30), await before.AsQueryable<Sale>().ToListAsync());
        Assert.Equal(Rows(0, 30), await (await Dataset.OpenAsync(store, "sales")).AsQueryable<Sale>().ToListAsync());
    }

    [Fact]
    public async Task A_context_sees_what_it_did()
    {
        var store = new MemoryStore();
        var lake = new Lake(store, new DatasetOptions());
        var more = Rows(10, 5);
        await lake.CreateAsync("sales", Rows(0, 10), o => o.PartitionOn(s => s.Country));

        await lake.UpdateAsync<Sale>("sales", u => u.Append(more));
        await lake.Sales.Where(s => s.Pieces == null).ExecuteDeleteAsync();
        var left = await lake.Sales.CountAsync();

        Assert.Equal(Rows(0, 15).Count(s => s.Pieces != null), left);
        await (await Dataset.OpenAsync(store, "sales")).AppendAsync(Rows(20, 1));
        Assert.Equal(left, await lake.Sales.CountAsync());
        lake.Refresh("sales");
        Assert.Equal(left + 1, await lake.Sales.CountAsync());
        await lake.UpdateAsync<NotedSale>("sales", u => u.AddColumns());
        Assert.NotNull((await lake.OpenAsync("sales")).Schema["Note"]);
        Assert.Equal(["country"], (await lake.OpenAsync("sales")).PartitionColumns.AsEnumerable());
    }

    private record Sale(long Id, string Country, string? Product, DateOnly Day, [property: Column(TypeName = "decimal(12,2)")] decimal Amount, int? Pieces);

    private record NotedSale(long Id, string Country, string? Note);

    private sealed class Lake(IObjectStore store, DatasetOptions options) : KartothekContext(store, options)
    {
        public IQueryable<Sale> Sales => Set<Sale>("sales");

        protected override void OnCreating<T>(CreateOptions<T> options) => options.Naming(NamingPolicy.SnakeCase);   // for all that it creates
    }
}
