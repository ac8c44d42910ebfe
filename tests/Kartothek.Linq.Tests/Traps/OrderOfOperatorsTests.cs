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
            """.ReplaceLineEndings("\n"),
            q => q.Take(4).Where(r => r.Country == "FR"));
        await oracle.ValueAsync(null, q => q.Take(4).Count(r => r.Country == "FR"));
        await oracle.RowsAsync(
            """
            Slice first 1
              Scan test
                predicate   country = 'FR'
                limit       1
            """.ReplaceLineEndings("\n"),
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
            """.ReplaceLineEndings("\n"),
            q => q.Skip(3).Where(r => r.Country == "DE"));
        await oracle.ValueAsync(null, q => q.Skip(5).Count());
        await oracle.ValueAsync(null, q => q.Skip(2).LongCount(r => r.Id == 1));
        await oracle.RowsAsync(null, q => q.Skip(1).Take(3).Skip(1).Take(5));
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
            """.ReplaceLineEndings("\n"),
            q => q.Select(r => r.Amount).Distinct().Where(a => a > 1));
        await oracle.RowsAsync(null, q => q.Select(r => new { r.Country }).Distinct());
        await oracle.ValueAsync(null, q => q.Select(r => r.Country).Distinct().Count());
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
            """.ReplaceLineEndings("\n"),
            q => q.Where(r => r.Country == "XX").All(r => r.Id == 1));
        await oracle.ValueAsync(null, q => q.Where(r => r.Country == "DE").All(r => r.Country == "DE"));
        await oracle.ValueAsync(null, q => q.All(r => r.Id < 6));
        await oracle.ValueAsync(null, q => q.All(r => r.Amount > -2));
        await oracle.ValueAsync(
            """
            Not any
              Filter r => !(r.Id < 3)
                residual    it stands behind Take
                Slice first 2
                  Scan test
                    columns     id
                    limit       2
            """.ReplaceLineEndings("\n"),
            q => q.Take(2).All(r => r.Id < 3));
    }

    [Fact]
    public async Task Sorting_is_stable_and_slices_follow_it()
    {
        var oracle = await OpenAsync();

        await oracle.RowsAsync(null, q => q.OrderBy(r => r.Amount));
        await oracle.RowsAsync(
            """
            Slice first 3
              Sort Amount descending, Id
                Scan test
            """.ReplaceLineEndings("\n"),
            q => q.OrderByDescending(r => r.Amount).ThenBy(r => r.Id).Take(3));
        await oracle.RowsAsync(null, q => q.OrderBy(r => r.Country).ThenByDescending(r => r.Id).Skip(1).Take(2).Where(r => r.Id > 3));
        await oracle.RowsAsync(null, q => q.OrderBy(r => r.Country, StringComparer.Ordinal).Select(r => r.Id));
        await oracle.RowsAsync(null, q => q.Reverse().Take(2));
    }

    [Fact]
    public async Task Elements_are_those_of_the_order_of_the_header()
    {
        var oracle = await OpenAsync();

        await oracle.ValueAsync(null, q => q.First());
        await oracle.ValueAsync(null, q => q.First(r => r.Country == "FR"));
        await oracle.ValueAsync(null, q => q.First(r => r.Country == "XX"));
        await oracle.ValueAsync(null, q => q.FirstOrDefault(r => r.Country == "XX"));
        await oracle.ValueAsync(null, q => q.Last());
        await oracle.ValueAsync(null, q => q.Last(r => r.Id == 1));
        await oracle.ValueAsync(null, q => q.LastOrDefault(r => r.Id == 99));
        await oracle.ValueAsync(null, q => q.Single(r => r.Id == 4));
        await oracle.ValueAsync(null, q => q.Single(r => r.Id == 1));
        await oracle.ValueAsync(null, q => q.SingleOrDefault(r => r.Id == 99));
        await oracle.ValueAsync(null, q => q.ElementAt(3));
        await oracle.ValueAsync(null, q => q.ElementAt(^2));
        await oracle.ValueAsync(null, q => q.ElementAt(7));
        await oracle.ValueAsync(null, q => q.ElementAtOrDefault(7));
        await oracle.ValueAsync(null, q => q.Where(r => r.Id > 2).ElementAt(1));
    }

    [Fact]
    public async Task Counts_and_tests_are_right()
    {
        var oracle = await OpenAsync();

        await oracle.ValueAsync(null, q => q.Count());
        await oracle.ValueAsync(
            """
            Aggregate count()
              Scan test
                columns     none
                predicate   id = 1
            """.ReplaceLineEndings("\n"),
            q => q.Count(r => r.Id == 1));
        await oracle.ValueAsync(null, q => q.Any());
        await oracle.ValueAsync(null, q => q.Any(r => r.Id > 6));
        await oracle.ValueAsync(null, q => q.Select(r => r.Id).Contains(5));
        await oracle.ValueAsync(null, q => q.Contains(new Row("DE", 5, 1.5)));
        await oracle.ValueAsync(null, q => q.Select(r => r.Country).Contains("de", StringComparer.OrdinalIgnoreCase));
    }
}
