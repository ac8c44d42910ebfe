using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

/// <summary>What a predicate may pass on its way to the scan, and what it may not.</summary>
public sealed class OrderOfOperatorsTests
{
    private sealed record Row(string Country, long Id, double Amount);

    private static Task<QueryOracle<Row>> OpenAsync() => QueryOracle<Row>.OpenAsync(
        new TestDataset<Row>().PartitionOn("country").IndexOn("id").RowGroups(2)
            .File(new("DE", 1, 1.5), new("DE", 2, 2.5), new("DE", 3, 3.5))
            .File(new("FR", 4, 4.5), new("FR", 1, 5.5))
            .File(new("DE", 5, 1.5), new("DE", 6, -1)));

    [Fact]
    public async Task Take_before_where_is_not_pruned()
    {
        var oracle = await OpenAsync();

        await oracle.RowsAsync(
            """
            Filter r => r.Country == "FR"
              residual    it stands behind Take
              Slice first 4
                Scan test
                  limit       4
                  reads       0 1 2
            """,
            q => q.Take(4).Where(r => r.Country == "FR"));
        await oracle.ValueAsync(
            """
            Count
              Filter r => r.Country == "FR"
                residual    it stands behind Take
                Slice first 4
                  Scan test
                    columns     country
                    limit       4
                    reads       0 1 2
            """,
            q => q.Take(4).Count(r => r.Country == "FR"));
        await oracle.RowsAsync(
            """
            Slice first 1
              Scan test
                predicate   country = 'FR'
                limit       1
                reads       1
            """,
            q => q.Where(r => r.Country == "FR").Take(1));
    }

    [Fact]
    public async Task Skip_before_where_is_not_pruned()
    {
        var oracle = await OpenAsync();

        await oracle.RowsAsync(
            """
            Filter r => r.Country == "DE"
              residual    it stands behind Skip
              Slice after 3
                Scan test
                  reads       0 1 2
            """,
            q => q.Skip(3).Where(r => r.Country == "DE"));
        await oracle.ValuesAsync(
            """
            Count < Slice after 5 < all                                                                 reads 0 1 2
            LongCount < Filter r => r.Id == 1 (residual: it stands behind Skip) < Slice after 2 < all   reads 0 1 2
            """,
            q => q.Skip(5).Count(),
            q => q.Skip(2).LongCount(r => r.Id == 1));
        await oracle.RowsAsync(
            """
            Slice 2 after 2
              Scan test
                limit       4
                reads       0 1 2
            """,
            q => q.Skip(1).Take(3).Skip(1).Take(5));
    }

    [Fact]
    public async Task Distinct_before_where_keeps_the_first_of_equal_rows()
    {
        var oracle = await OpenAsync();

        await oracle.RowsAsync(
            """
            Filter a => a > 1
              residual    it stands behind Distinct
              Distinct
                Project r => r.Amount
                  Scan test
                    columns     amount
                    reads       0 1 2
            """,
            q => q.Select(r => r.Amount).Distinct().Where(a => a > 1));
        await oracle.RowsAsync(
            """
            Distinct
              Project r => new { r.Country }
                Scan test
                  columns     country
                  reads       0 1 2
            """,
            q => q.Select(r => new { r.Country }).Distinct());
        await oracle.ValueAsync(
            """
            Count
              Distinct
                Project r => r.Country
                  Scan test
                    columns     country
                    reads       0 1 2
            """,
            q => q.Select(r => r.Country).Distinct().Count());
    }

    [Fact]
    public async Task All_is_true_of_no_rows()
    {
        var oracle = await OpenAsync();

        await oracle.ValueAsync(
            """
            Not any
              Scan test
                columns     none
                predicate   country = 'XX' and id != 1
                not null    id
                limit       1
                reads       nothing
            """,
            q => q.Where(r => r.Country == "XX").All(r => r.Id == 1));
        await oracle.ValuesAsync(
            """
            Not any < country = 'DE' and country != 'DE'; limit 1   reads nothing
            Not any < not (id < 6); not null id; limit 1            reads and checks 2
            Not any < not (amount > -2); limit 1                    reads and checks 0 1 2
            """,
            q => q.Where(r => r.Country == "DE").All(r => r.Country == "DE"),
            q => q.All(r => r.Id < 6),
            q => q.All(r => r.Amount > -2));
        await oracle.ValueAsync(
            """
            Not any
              Filter r => !(r.Id < 3)
                residual    it stands behind Take
                Slice first 2
                  Scan test
                    columns     id
                    limit       2
                    reads       0 1 2
            """,
            q => q.Take(2).All(r => r.Id < 3));
    }

    [Fact]
    public async Task Sorting_is_stable_and_slices_follow_it()
    {
        var oracle = await OpenAsync();

        await oracle.RowsAsync(
            """
            Sort Amount
              Scan test
                reads       0 1 2
            """,
            q => q.OrderBy(r => r.Amount));
        await oracle.RowsAsync(
            """
            Slice first 3
              Sort Amount descending, Id
                Scan test
                  reads       0 1 2
            """,
            q => q.OrderByDescending(r => r.Amount).ThenBy(r => r.Id).Take(3));
        await oracle.RowsAsync(
            """
            Filter r => r.Id > 3
              residual    it stands behind Take
              Slice 2 after 1
                Sort Country, Id descending
                  Scan test
                    reads       0 1 2
            """,
            q => q.OrderBy(r => r.Country).ThenByDescending(r => r.Id).Skip(1).Take(2).Where(r => r.Id > 3));
        await oracle.RowsAsync(
            """
            Project r => r.Id
              Sort Country (StringComparer.Ordinal)
                Scan test
                  columns     country, id
                  reads       0 1 2
            """,
            q => q.OrderBy(r => r.Country, StringComparer.Ordinal).Select(r => r.Id));
        await oracle.RowsAsync(
            """
            Slice first 2
              Reverse
                Scan test
                  reads       0 1 2
            """,
            q => q.Reverse().Take(2));
    }

    [Fact]
    public async Task Elements_are_those_of_the_order_of_the_header()
    {
        var oracle = await OpenAsync();

        await oracle.ValuesAsync(
            """
            First < all; limit 1                         reads 0 1 2
            First < country = 'FR'; limit 1              reads 1
            First < country = 'XX'; limit 1              reads nothing
            First or default < country = 'XX'; limit 1   reads nothing
            Last < all                                   reads 0 1 2
            Last < id = 1                                reads and checks 0.0 1
            Last or default < id = 99                    reads nothing
            Single < id = 4; limit 2                     reads and checks 1
            Single < id = 1; limit 2                     reads and checks 0.0 1
            Single or default < id = 99; limit 2         reads nothing
            ElementAt 3 < all; limit 4                   reads 0 1 2
            ElementAt ^2 < all                           reads 0 1 2
            ElementAt 7 < all; limit 8                   reads 0 1 2
            ElementAt 7 or default < all; limit 8        reads 0 1 2
            ElementAt 1 < id > 2; limit 2                reads 0.1 1 2, checks 1
            """,
            q => q.First(),
            q => q.First(r => r.Country == "FR"),
            q => q.First(r => r.Country == "XX"),
            q => q.FirstOrDefault(r => r.Country == "XX"),
            q => q.Last(),
            q => q.Last(r => r.Id == 1),
            q => q.LastOrDefault(r => r.Id == 99),
            q => q.Single(r => r.Id == 4),
            q => q.Single(r => r.Id == 1),
            q => q.SingleOrDefault(r => r.Id == 99),
            q => q.ElementAt(3),
            q => q.ElementAt(new Index(2, true)),
            q => q.ElementAt(7),
            q => q.ElementAtOrDefault(7),
            q => q.Where(r => r.Id > 2).ElementAt(1));
    }

    [Fact]
    public async Task Counts_and_tests_are_right()
    {
        var oracle = await OpenAsync();

        await oracle.ValueAsync(
            """
            Aggregate count()
              Scan test
                columns     none
                reads       0 1 2
            """,
            q => q.Count());
        await oracle.ValueAsync(
            """
            Aggregate count()
              Scan test
                columns     none
                predicate   id = 1
                reads       0.0 1
                checks      0.0 1
            """,
            q => q.Count(r => r.Id == 1));
        await oracle.ValuesAsync(
            """
            Any < all; limit 1                                                                reads 0 1 2
            Any < id > 6; limit 1                                                             reads nothing
            Any < id = 5; limit 1                                                             reads and checks 2
            Contains Row < all                                                                reads 0 1 2
            Contains "de" (StringComparer.OrdinalIgnoreCase) < Project r => r.Country < all   reads 0 1 2
            """,
            q => q.Any(),
            q => q.Any(r => r.Id > 6),
            q => q.Select(r => r.Id).Contains(5),
            q => q.Contains(new Row("DE", 5, 1.5)),
            q => q.Select(r => r.Country).Contains("de", StringComparer.OrdinalIgnoreCase));
    }
}
