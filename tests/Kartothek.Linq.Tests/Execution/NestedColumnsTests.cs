using System.ComponentModel.DataAnnotations.Schema;
using System.Text.Json;
using DuckDB.NET.Data;
using Kartothek.Columns;
using Kartothek.Core;
using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

/// <summary>Structures, maps and lists, null at every level, in files that DuckDB wrote.</summary>
public sealed class NestedColumnsTests
{
    private sealed record Place(string? City, double? Height);

    private sealed record Address(string? Street, Place? Place);

    private sealed record Item(string? Name, string?[]? Tags);

    private sealed record Shop(long Id, Address? Address, Dictionary<string, long?>? Stock, Item?[]? Items, Dictionary<string, Place?>? Places);

    private const string Columns =
        """
        id bigint, address struct(street varchar, place struct(city varchar, height double)), stock map(varchar, bigint),
        items struct(name varchar, tags varchar[])[], places map(varchar, struct(city varchar, height double))
        """;

    private static readonly string[] Files =
    [
        """
        (0, {'street': 'a', 'place': {'city': 'Bonn', 'height': 1.5}}, map {'a': 1, 'b': 2}, [{'name': 'n', 'tags': ['x', null]}, {'name': 'm', 'tags': []}], map {'p': {'city': 'Ulm', 'height': 2}}),
        (1, null, null, null, null),
        (2, {'street': null, 'place': null}, map {}, [], map {}),
        (3, {'street': 'b', 'place': {'city': null, 'height': null}}, map {'a': null}, [null, {'name': null, 'tags': null}], map {'q': null})
        """,
        """
        (4, {'street': 'c', 'place': {'city': 'Ulm', 'height': null}}, map {'b': 2, 'c': 3}, [{'name': 'k', 'tags': [null]}], map {'r': {'city': null, 'height': 1}, 's': null}),
        (5, null, null, null, null)
        """,
    ];

    private static readonly Shop[] Rows =
    [
        new(0, new("a", new("Bonn", 1.5)), new() { ["a"] = 1, ["b"] = 2 }, [new("n", ["x", null]), new("m", [])], new() { ["p"] = new("Ulm", 2) }),
        new(1, null, null, null, null),
        new(2, new(null, null), [], [], []),
        new(3, new("b", new(null, null)), new() { ["a"] = null }, [null, new(null, null)], new() { ["q"] = null }),
        new(4, new("c", new("Ulm", null)), new() { ["b"] = 2, ["c"] = 3 }, [new("k", [null])], new() { ["r"] = new(null, 1), ["s"] = null }),
        new(5, null, null, null, null),
    ];

    [Fact]
    public async Task Records_with_nested_members_come_back_with_nulls_at_every_level()
    {
        var oracle = await OpenAsync();

        await oracle.RowsAsync(
            """
            Scan nested
              reads       0 1
            """,
            q => q, Same);
        await oracle.RowsAsync(
            """
            Sort Id descending
              Scan nested
                predicate   id >= 3
                reads       0 1
                checks      0
            """,
            q => q.Where(r => r.Id >= 3).OrderByDescending(r => r.Id), Same);
        await oracle.RowsAsync(
            """
            Slice first 4
              Sort r => r.Address == null ? null : r.Address.Street (StringComparer.Ordinal), Id
                Scan nested
                  reads       0 1
            """,
            q => q.OrderBy(r => r.Address == null ? null : r.Address.Street, StringComparer.Ordinal).ThenBy(r => r.Id).Take(4), Same);
    }

    [Fact]
    public async Task Conditions_on_nested_members_are_residual()
    {
        var oracle = await OpenAsync();

        await oracle.RowsAsync(
            """
            Project r => r.Id
              Filter r => r.Address.Street != "b"
                residual    'Address' is nested (struct<street: string, place: struct<city: string, height: double>>)
                Filter r => r.Address != null
                  residual    'Address' is nested (struct<street: string, place: struct<city: string, height: double>>)
                  Scan nested
                    columns     id, address
                    predicate   id != 4
                    not null    id
                    reads       0 1
                    checks      1
            """,
            q => q.Where(r => r.Id != 4 && r.Address != null && r.Address.Street != "b").Select(r => r.Id));
        await oracle.RowsAsync(
            """
            Project r => r.Id
              Filter r => r.Address.Street == "a"
                residual    'Address' is nested (struct<street: string, place: struct<city: string, height: double>>)
                Scan nested
                  columns     id, address
                  reads       0 1
            """,
            q => q.Where(r => r.Address!.Street == "a").Select(r => r.Id));
        await oracle.RowsAsync(
            """
            Project r => r.Id
              Filter r => r.Address.Place.City == "Ulm" || r.Address.Place.Height > 1
                residual    'Address' is nested (struct<street: string, place: struct<city: string, height: double>>)
                Filter r => r.Address.Place != null
                  residual    'Address' is nested (struct<street: string, place: struct<city: string, height: double>>)
                  Filter r => r.Address != null
                    residual    'Address' is nested (struct<street: string, place: struct<city: string, height: double>>)
                    Scan nested
                      columns     id, address
                      reads       0 1
            """,
            q => q.Where(r => r.Address != null && r.Address.Place != null && (r.Address.Place.City == "Ulm" || r.Address.Place.Height > 1)).Select(r => r.Id));
        await oracle.RowsAsync(
            """
            Project r => r.Id
              Filter r => r.Stock["a"] == null
                residual    scans don't evaluate Dictionary<string, long?>.get_Item: 'r.Stock["a"]'
                Filter r => r.Stock.ContainsKey("a")
                  residual    'Stock' is nested (map<string, int64>)
                  Filter r => r.Stock != null
                    residual    'Stock' is nested (map<string, int64>)
                    Scan nested
                      columns     id, stock
                      reads       0 1
            """,
            q => q.Where(r => r.Stock != null && r.Stock.ContainsKey("a") && r.Stock["a"] == null).Select(r => r.Id));
        await oracle.RowsAsync(
            """
            Project r => r.Id
              Filter r => r.Items.Any(i => i != null && i.Tags != null && (i.Tags ?? []).Contains("x"))
                residual    scans don't evaluate Enumerable.Any: 'r.Items.Any(i => i != null && i.Tags != null && (i.Tags ?? []).Contains("x"))'
                Filter r => r.Items != null
                  residual    'Items' is nested (list<struct<name: string, tags: list<string>>>)
                  Scan nested
                    columns     id, items
                    reads       0 1
            """,
            q => q.Where(r => r.Items != null && r.Items.Any(i => i != null && i.Tags != null && i.Tags.Contains("x"))).Select(r => r.Id));
        await oracle.RowsAsync(
            """
            Project r => r.Id
              Filter r => r.Places.Values.Any(p => p == null)
                residual    scans don't evaluate Enumerable.Any: 'r.Places.Values.Any(p => p == null)'
                Scan nested
                  columns     id, places
                  reads       0 1
            """,
            q => q.Where(r => r.Places!.Values.Any(p => p == null)).Select(r => r.Id));
        await oracle.ValueAsync(
            """
            Count
              Filter r => r.Items == null
                residual    'Items' is nested (list<struct<name: string, tags: list<string>>>)
                Scan nested
                  columns     items
                  reads       0 1
            """,
            q => q.Count(r => r.Items == null));
        await oracle.ValueAsync(
            """
            Not any
              Filter r => !(r.Address == null)
                residual    'Address' is nested (struct<street: string, place: struct<city: string, height: double>>)
                Scan nested
                  columns     address
                  predicate   id > 3
                  reads       1
            """,
            q => q.Where(r => r.Id > 3).All(r => r.Address == null));
    }

    [Fact]
    public async Task Projections_read_the_columns_that_they_need()
    {
        var oracle = await OpenAsync();

        await oracle.RowsAsync(
            """
            Project r => new { r.Id, City = r.Address == null || r.Address.Place == null ? "none" : r.Address.Place.City }
              Scan nested
                columns     id, address
                reads       0 1
            """,
            q => q.Select(r => new { r.Id, City = r.Address == null || r.Address.Place == null ? "none" : r.Address.Place.City }));
        await oracle.RowsAsync(
            """
            Project r => r.Stock
              Scan nested
                columns     stock
                reads       0 1
            """,
            q => q.Select(r => r.Stock), Same);
        await oracle.RowsAsync(
            """
            Project r => r.Items.Select(i => i.Name).ToArray()
              Scan nested
                columns     items
                predicate   id = 0
                reads       0
                checks      0
            """,
            q => q.Where(r => r.Id == 0).Select(r => r.Items!.Select(i => i!.Name).ToArray()));
        await oracle.RowsAsync(
            """
            Distinct
              Project r => r.Address
                Scan nested
                  columns     address
                  reads       0 1
            """,
            q => q.Select(r => r.Address).Distinct());
        await oracle.RowsAsync(
            """
            Project r => r.Address.Place
              Filter r => r.Address != null
                residual    'Address' is nested (struct<street: string, place: struct<city: string, height: double>>)
                Scan nested
                  columns     address
                  reads       0 1
            """,
            q => q.Select(r => r.Address!).Where(a => a != null).Select(a => a.Place), Same);
        await oracle.ValueAsync(
            """
            Sum
              Project r => r.Stock == null ? 0 : r.Stock.Count
                Scan nested
                  columns     stock
                  reads       0 1
            """,
            q => q.Sum(r => r.Stock == null ? 0 : r.Stock.Count));
        await oracle.ValueAsync(
            """
            Max
              Project r => r.Places == null ? -1 : r.Places.Count
                Scan nested
                  columns     places
                  reads       0 1
            """,
            q => q.Max(r => r.Places == null ? -1 : r.Places.Count));
    }

    private readonly record struct Heights([property: Column("height")] double Meters);

    private sealed record Location(Heights? Place);

    private sealed record Other(int Id, Location? Address, IReadOnlyDictionary<string, int?>? Stock, List<Item>? Items);

    [Fact]
    public async Task Nested_members_may_have_fewer_members_and_other_types()
    {
        var rows = await (await DatasetAsync()).AsQueryable<Other>().ToListAsync();

        Assert.Equal([0, 1, 2, 3, 4, 5], rows.Select(r => r.Id));
        // A floating member that takes no null reads it as NaN.
        Assert.Equal([new Location(new Heights(1.5)), null, new(null), new(new Heights(double.NaN)), new(new Heights(double.NaN)), null], rows.Select(r => r.Address));
        Assert.Equal(Rows.Select(r => r.Stock?.Select(e => (e.Key, (int?)e.Value))), rows.Select(r => r.Stock?.Select(e => (e.Key, e.Value))));
        Assert.Equal(Rows.Select(r => r.Items?.Length), rows.Select(r => r.Items?.Count));
    }

    private sealed record Strict(long Id, Dictionary<string, long> Stock);

    private sealed record Wrong(long Id, WrongAddress? Address);

    private sealed record WrongAddress(long Street);

    [Fact]
    public async Task Nested_members_that_do_not_fit_are_named()
    {
        var dataset = await DatasetAsync();

        Assert.Equal([2], (await dataset.AsQueryable<Strict>().Where(r => r.Id == 0).ToListAsync()).Select(r => r.Stock.Count));
        var missing = await Assert.ThrowsAsync<KartothekException>(() => dataset.AsQueryable<Strict>().ToListAsync());
        var wrong = Assert.Throws<KartothekException>(() => dataset.AsQueryable<Wrong>());

        Assert.Equal(
            "Column 'stock' is null in row 1 of 'nested/table/part0.parquet', which 'Strict.Stock' can't hold. Declare it as 'Dictionary<string, long>?'.",
            missing.Message);
        Assert.Equal(
            "Member 'Street' of 'WrongAddress' is long, and column 'street' of column 'address' of dataset 'nested' is string, which is another kind. Declare the member as string?, or leave it out with [NotMapped].",
            wrong.Message);
    }

    private static bool Same<T>(T one, T other) => JsonSerializer.Serialize(one) == JsonSerializer.Serialize(other);

    private static async Task<QueryOracle<Shop>> OpenAsync() => QueryOracle<Shop>.Of(await DatasetAsync(), Rows);

    private static async Task<Dataset> DatasetAsync()
    {
        var store = new MemoryStore();
        var partitions = new Dictionary<string, object>();
        for (var i = 0; i < Files.Length; i++)
        {
            var key = $"nested/table/part{i}.parquet";
            await store.PutAsync(key, Write(Files[i]));
            partitions.Add($"part{i}", new { files = new { table = key } });
        }
        await store.PutAsync("nested/table/_common_metadata", Write(null));
        var header = new { dataset_metadata_version = 4, dataset_uuid = "nested", partitions };
        await store.PutAsync("nested.by-dataset-metadata.json", JsonSerializer.SerializeToUtf8Bytes(header));
        return await Dataset.OpenAsync(store, "nested");
    }

    private static byte[] Write(string? rows)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "t.parquet");
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"create table t({Columns}); {(rows is null ? "" : $"insert into t values {rows};")} copy t to '{path}' (format parquet)";
        command.ExecuteNonQuery();
        return File.ReadAllBytes(path);
    }
}
