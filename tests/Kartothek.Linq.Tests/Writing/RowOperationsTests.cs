using System.ComponentModel.DataAnnotations.Schema;
using System.Linq.Expressions;
using Kartothek.Columns;
using Kartothek.Core;

namespace Kartothek.Linq.Tests;

/// <summary>Deletes, updates and upserts of rows against the same lambdas over a list.</summary>
public sealed class RowOperationsTests
{
    private enum Size
    {
        Small,
        Large,
    }

    private sealed record Part(
        long Id, string Country, int? Number, double Weight, [property: Column(TypeName = "decimal(12,2)")] decimal Price, DateOnly Day,
        [property: Column(TypeName = "string")] Size Size, string? Note, DateTimeOffset At, Guid Key, int[]? Tags)
    {
        public string Label => $"{Country}{Id}";

        public bool Equals(Part? other) => other is not null && ToString() == other.ToString();

        public override int GetHashCode() => Id.GetHashCode();

        public override string ToString() => FormattableString.Invariant(
            $"{Id}|{Country}|{Number}|{Weight}|{Price:0.00}|{Day:O}|{Size}|{Note}|{At:O}|{Key}|{(Tags is null ? "null" : string.Join(',', Tags))}");
    }

    private sealed record Narrow(long Id, string Country, string? Note);

    private static Part[] Parts(int count = 60) => [.. Enumerable.Range(0, count).Select(i => new Part(
        i, (i % 3) switch { 0 => "DE", 1 => "FR", _ => "IT" }, i % 4 == 0 ? null : i, i / 4.0, i * 1.25m, new DateOnly(2026, 1, 1).AddDays(i), (Size)(i % 2), i % 5 == 0 ? null : $"n{i % 6}",
        DateTimeOffset.UnixEpoch.AddHours(i), new Guid(i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), i % 7 == 0 ? null : [i, i + 1]))];

    private static async Task<(MemoryStore Store, IQueryable<Part> Parts)> CreateAsync()
    {
        var store = new MemoryStore();
        var dataset = await Dataset.CreateAsync(store, "parts", Parts(), o => o.PartitionOn(p => p.Country).Index(p => p.Note).Files(f => f with { RowGroupRows = 7 }));
        return (store, dataset.AsQueryable<Part>());
    }

    private static async Task<List<Part>> RowsAsync(MemoryStore store) =>
        [.. (await (await Dataset.OpenAsync(store, "parts")).AsQueryable<Part>().ToListAsync()).OrderBy(s => s.Id)];

    public static TheoryData<string> Conditions => [.. Lambdas.Keys];

    private static readonly Dictionary<string, Expression<Func<Part, bool>>> Lambdas = new()
    {
        ["partition"] = p => p.Country == "DE",
        ["index"] = p => p.Note == "n3",
        ["null"] = p => p.Note == null,
        ["not equal with nulls"] = p => p.Number != 7,
        ["statistics"] = p => p.Id < 10,
        ["several"] = p => p.Country != "IT" && p.Price > 20 && p.Day < new DateOnly(2026, 2, 10),
        ["or"] = p => p.Id == 3 || p.Note == "n1" || p.Country == "FR",
        ["enum"] = p => p.Size == Size.Large,
        ["residual"] = p => p.Label.EndsWith('5'),
        ["residual behind pushed"] = p => p.Country == "FR" && Math.Sqrt(p.Weight) > 3,
        ["record as a whole"] = p => Describe(p).Contains("DE", StringComparison.Ordinal),
        ["list"] = p => p.Tags != null && p.Tags.Contains(20),
        ["none"] = p => p.Id == -1,
        ["all"] = p => true,
    };

    private static string Describe(Part part) => part.ToString();

    [Theory]
    [MemberData(nameof(Conditions))]
    public async Task A_delete_leaves_the_rows_that_a_list_would_keep(string name)
    {
        var (store, parts) = await CreateAsync();
        var condition = Lambdas[name].Compile();

        var report = await parts.Where(Lambdas[name]).ExecuteDeleteAsync();

        Assert.Equal(Parts().Where(p => !condition(p)), await RowsAsync(store));
        Assert.Equal(Parts().Count(condition), report.Rows);
        Assert.Equal(name.StartsWith("re", StringComparison.Ordinal) || name == "list", report.Residuals.Length > 0);
    }

    [Theory]
    [MemberData(nameof(Conditions))]
    public async Task An_update_changes_the_rows_that_a_list_would_change(string name)
    {
        var (store, parts) = await CreateAsync();
        var condition = Lambdas[name].Compile();

        var report = await parts.Where(Lambdas[name]).ExecuteUpdateAsync(s => s.SetProperty(p => p.Number, p => p.Number + 1).SetProperty(p => p.Note, "set"));

        Assert.Equal(Parts().Select(p => condition(p) ? p with { Number = p.Number + 1, Note = "set" } : p), await RowsAsync(store));
        Assert.Equal(Parts().Count(condition), report.Rows);
    }

    [Fact]
    public async Task Members_of_every_type_are_set_to_constants_and_to_lambdas()
    {
        var (store, parts) = await CreateAsync();
        var key = Guid.Parse("01234567-89ab-cdef-0123-456789abcdef");

        var report = await parts.Where(p => p.Id >= 30).ExecuteUpdateAsync(s => s
            .SetProperty(p => p.Weight, p => p.Weight * 2 + p.Id)
            .SetProperty(p => p.Price, p => Math.Round(p.Price * 1.1m, 2))
            .SetProperty(p => p.Day, p => p.Day.AddDays(1))
            .SetProperty(p => p.Size, Size.Small)
            .SetProperty(p => p.Note, p => p.Label)
            .SetProperty(p => p.At, new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.FromHours(2)))
            .SetProperty(p => p.Key, key)
            .SetProperty(p => p.Number, (int?)null));

        Assert.Equal(
            Parts().Select(p => p.Id < 30 ? p : p with
            {
                Weight = (p.Weight * 2) + p.Id,
                Price = Math.Round(p.Price * 1.1m, 2),
                Day = p.Day.AddDays(1),
                Size = Size.Small,
                Note = p.Label,
                At = new DateTimeOffset(2026, 3, 4, 3, 6, 7, TimeSpan.Zero),
                Key = key,
                Number = null,
            }),
            await RowsAsync(store));
        Assert.Equal(30, report.Rows);
    }

    [Fact]
    public async Task Values_are_those_of_the_row_before_whatever_the_order_of_the_setters()
    {
        var (store, parts) = await CreateAsync();

        await parts.ExecuteUpdateAsync(s => s.SetProperty(p => p.Id, p => p.Id + 100).SetProperty(p => p.Number, p => (int?)p.Id));

        Assert.Equal(Parts().Select(p => p with { Id = p.Id + 100, Number = (int)p.Id }), await RowsAsync(store));
    }

    [Fact]
    public async Task A_row_whose_partition_value_is_set_moves()
    {
        var (store, parts) = await CreateAsync();

        await parts.Where(p => p.Id == 3 || p.Id == 4).ExecuteUpdateAsync(s => s.SetProperty(p => p.Country, "AT"));

        Assert.Equal(Parts().Select(p => p.Id is 3 or 4 ? p with { Country = "AT" } : p), await RowsAsync(store));
        Assert.Equal(2, await (await Dataset.OpenAsync(store, "parts")).AsQueryable<Part>().CountAsync(p => p.Country == "AT"));
    }

    [Fact]
    public async Task A_value_that_does_not_fit_changes_nothing()
    {
        var (store, parts) = await CreateAsync();

        var error = await Assert.ThrowsAsync<KartothekException>(() => parts.ExecuteUpdateAsync(s => s.SetProperty(p => p.Price, p => p.Price * 1.001m)));

        Assert.Contains("which column 'Price' (decimal(12,2)) can't hold exactly. Round it", error.Message, StringComparison.Ordinal);
        Assert.Equal(Parts(), await RowsAsync(store));
    }

    [Fact]
    public async Task What_a_lambda_throws_ends_the_operation_with_nothing_changed()
    {
        var (store, parts) = await CreateAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => parts.Where(p => Thrown(p)).ExecuteDeleteAsync());

        Assert.Equal(Parts(), await RowsAsync(store));
    }

    private static bool Thrown(Part part) => part.Id == 40 ? throw new InvalidOperationException("no") : true;

    [Fact]
    public async Task Columns_that_a_record_does_not_map_stay_as_they_are()
    {
        var (store, _) = await CreateAsync();
        var dataset = await Dataset.OpenAsync(store, "parts");

        await dataset.AsQueryable<Narrow>().Where(p => p.Id == 12).ExecuteUpdateAsync(s => s.SetProperty(p => p.Note, "narrow"));
        await (await Dataset.OpenAsync(store, "parts")).UpsertAsync([new Narrow(13, "FR", "put")], p => p.Id);

        Assert.Equal(Parts().Select(p => p.Id == 12 ? p with { Note = "narrow" } : p.Id == 13 ? p with { Note = "put" } : p), await RowsAsync(store));
    }

    [Fact]
    public async Task An_upsert_replaces_rows_by_key_and_adds_the_others()
    {
        var (store, _) = await CreateAsync();
        var dataset = await Dataset.OpenAsync(store, "parts");
        Part[] rows = [.. Parts(70).Where(p => p.Id % 10 == 1).Select(p => p with { Price = 1, Note = "up" })];

        var report = await dataset.UpsertAsync(rows.ToAsyncEnumerable(), p => new { p.Country, p.Id });

        Assert.Equal((6, 1), (report.RowsUpdated, report.RowsInserted));
        Assert.Equal(Parts().Where(p => p.Id % 10 != 1).Concat(rows).OrderBy(p => p.Id), await RowsAsync(store));
    }

    private sealed record Reading(long Id, float Single, float? Maybe, Half? Small, double Wide);

    [Fact]
    public async Task Constants_are_set_in_floating_columns_of_every_width()
    {
        Reading[] rows = [new(1, 0.1f, null, (Half)1, 1), new(2, -0f, 2, null, 0.1)];
        var dataset = await Dataset.CreateAsync(new MemoryStore(), "readings", rows);

        var report = await dataset.AsQueryable<Reading>().Where(r => r.Id == 1).ExecuteUpdateAsync(s => s
            .SetProperty(r => r.Single, 0.7f).SetProperty(r => r.Maybe, float.MaxValue).SetProperty(r => r.Small, (Half)0.1).SetProperty(r => r.Wide, 0.7));

        Assert.Equal([new(1, 0.7f, float.MaxValue, (Half)0.1, 0.7), rows[1]], await report.Dataset.AsQueryable<Reading>().ToListAsync());
    }

    private sealed record Blank(long Id, string? Text, int? Number, DateTime? At, [property: Column(TypeName = "string")] Size? Name, int[]? Tags);

    [Fact]
    public async Task A_column_of_nulls_takes_the_type_of_what_is_set()
    {
        var schema = new Schema([new("Id", ColumnType.Int64), .. new[] { "Text", "Number", "At", "Name", "Tags" }.Select(name => new Field(name, ColumnType.Null))]);
        var ids = new FlatVector<long>(ColumnType.Int64) { Length = 2 };
        ids.Reset(2);
        (ids.Values[0], ids.Values[1]) = (1, 2);
        var block = new Block(schema, [ids, .. schema.Fields.Skip(1).Select(f => new NullVector(f.Type) { Length = 2 })]) { Length = 2 };
        var dataset = await Dataset.CreateAsync(new MemoryStore(), "blank", BlockSource.FromBlocks(schema, block));

        dataset = (await dataset.AsQueryable<Blank>().Where(b => b.Id == 1).ExecuteUpdateAsync(s => s.SetProperty(b => b.Text, "set").SetProperty(b => b.Number, b => (int?)b.Id + 6))).Dataset;
        dataset = (await dataset.AsQueryable<Blank>().Where(b => b.Id == 2).ExecuteUpdateAsync(s => s.SetProperty(b => b.At, new DateTime(2026, 1, 2)).SetProperty(b => b.Name, Size.Large))).Dataset;

        Assert.Equal([new(1, "set", 7, null, null, null), new(2, null, null, new DateTime(2026, 1, 2), Size.Large, null)], await dataset.AsQueryable<Blank>().ToListAsync());
        Assert.Equal((ColumnType.String, ColumnType.Int64, ColumnType.String), (dataset.Schema["Text"].Type, dataset.Schema["Number"].Type, dataset.Schema["Name"].Type));
        Assert.Empty((await dataset.VerifyAsync(new VerifyOptions { Depth = VerifyDepth.Statistics })).Findings);
        var error = await Assert.ThrowsAsync<KartothekException>(() => dataset.AsQueryable<Blank>().ExecuteUpdateAsync(s => s.SetProperty(b => b.Tags, [1])));
        Assert.Equal(
            "'Tags' can't be set in dataset 'blank': column 'Tags' is list<int32>, and only columns of single values can. Delete the rows and append them anew, or use UpsertAsync.", error.Message);
    }

    [Fact]
    public async Task A_predicate_over_a_dataset_deletes_without_a_query()
    {
        var (store, _) = await CreateAsync();

        await (await Dataset.OpenAsync(store, "parts")).ExecuteDeleteAsync<Part>(p => p.Id > 5);

        Assert.Equal(Parts(6), await RowsAsync(store));
    }

    [Fact]
    public async Task A_report_says_rows_files_commit_and_what_ran_in_memory()
    {
        var (_, parts) = await CreateAsync();

        Assert.Equal("1 row in 1 file (parts version 2: 1 file added, 1 removed)", (await parts.Where(p => p.Id == 3).ExecuteDeleteAsync()).ToString());
        Assert.Equal("0 rows in 0 files (parts: nothing to do)", (await parts.Where(p => p.Id == -1).ExecuteDeleteAsync()).ToString());
        Assert.EndsWith(
            "; in memory: p => p.Label == \"DE\": 'Label' is not mapped to a column", (await parts.Where(p => p.Label == "DE").ExecuteDeleteAsync()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_of_a_context_makes_the_next_one_see_what_it_did()
    {
        var (store, _) = await CreateAsync();
        var context = new KartothekContext(store);
        var before = context.Set<Part>("parts");
        Assert.Equal(60, await before.CountAsync());

        await context.Set<Part>("parts").Where(p => p.Id >= 50).ExecuteDeleteAsync();

        Assert.Equal(50, await context.Set<Part>("parts").CountAsync());
        Assert.Equal(60, await before.CountAsync());
    }
}
