using Kartothek.Columns;

namespace Kartothek.Linq.Tests;

public sealed class GroupRuleTests
{
    private sealed record Place(string? Country, string Product);

    [Fact]
    public void Groups_are_aggregated_in_the_scan() =>
        Plan(
            q => q.Where(s => s.Country == "DE").GroupBy(s => s.Product).Select(g => new { Product = g.Key, Revenue = g.Sum(s => s.Amount) })
                .OrderByDescending(r => r.Revenue).Take(10),
            """
            Slice first 10
              Sort Revenue descending
                Aggregate by Product: Revenue = sum(Amount)
                  Scan sales
                    columns     Product, Amount
                    predicate   Country = 'DE'
                    not null    Product, Amount
            """);

    [Fact]
    public void Query_syntax_composite_keys_and_all_aggregates()
    {
        Plan(
            q => from s in q
                 group s by new { s.Country, Year = s.Day.Year } into g
                 where g.Count() > 3
                 orderby g.Key.Year
                 select new { g.Key.Country, g.Key.Year, N = g.Count(), Big = g.Count(s => s.Price > 5), Mean = g.Average(s => s.Price * 2), Last = g.Max(s => s.Day) },
            """
            Project g => new { g.Key.Country, g.Key.Year, N = g.Count(), Big = g.Count(s => s.Price > 5), Mean = g.Average(s => s.Price * 2), Last = g.Max(s => s.Day) }
              Sort Key.Year
                Filter g => g.Count() > 3
                  Aggregate by Country, year(Day): count(), count(Price > 5), average((Price ?? NaN) * 2), max(Day)
                    Scan sales
                      columns     Country, Price, Day
                      not null    Day
            """);
        Plan(
            q => q.GroupBy(s => s.Country, s => s.Stock, (country, stocks) => new Place(country, $"{stocks.Count()}")),
            """
            Aggregate by Country: Product = string.Format("{0}", count())
              Scan sales
                columns     Country
            """);
        Plan(q => q.GroupBy(s => 1).Select(g => g.Count()), "Aggregate: count()\n  Scan sales\n    columns     none");
        Plan(q => q.GroupBy(s => s.Country).Select(g => g.Key), "Aggregate by Country\n  Scan sales\n    columns     Country");
        Plan(q => q.GroupBy(s => s.Country).Count(), "Count\n  Aggregate by Country\n    Scan sales\n      columns     Country");
        Plan(
            q => q.GroupBy(s => s.Size).Select(g => g.Select(s => s.Country).Distinct().Count()),
            "Aggregate by Size: count(distinct Country)\n  Scan sales\n    columns     Country, Size\n    not null    Size");
        Plan(
            q => q.GroupBy(s => s.Country).Select(g => g.Where(s => s.Flag).Sum(s => s.Stock)),
            "Aggregate by Country: sum(if(Flag, Stock, null))\n  Scan sales\n    columns     Country, Stock, Flag\n    not null    Flag");
    }

    [Fact]
    public void What_a_scan_cannot_aggregate_exactly_is_grouped_in_memory()
    {
        Reason(q => q.GroupBy(s => s.Country), "the rows of the groups are used");
        Reason(q => q.GroupBy(s => s.Country).Select(g => g.First().Id), "scans don't aggregate by First: 'g.First()'");
        Reason(q => q.GroupBy(s => s.Country).Select(g => g.Min(s => s.Product)), "text is ordered by culture");
        Reason(q => q.GroupBy(s => s.Label).Select(g => g.Count()), "'Label' is not mapped to a column");
        Reason(q => q.Where(s => s.Label == "a").GroupBy(s => s.Country).Select(g => g.Count()), "a condition below is checked in memory");
        Reason(q => q.Take(3).GroupBy(s => s.Country).Select(g => g.Count()), "it stands behind Slice first 3");
        Reason(q => q.GroupBy(s => s.Country, StringComparer.OrdinalIgnoreCase).Select(g => g.Count()), "it has a comparer of its own");
        Reason(q => q.GroupBy(s => s.Bytes).Select(g => g.Count()), "'s.Bytes' is compared by reference");
        Reason(q => q.GroupBy(s => s.Stock!.Value).Select(g => g.Count()), "'s.Stock.Value' throws where it is null");
        Reason(q => q.GroupBy(s => s.Country).Select(g => g.Sum(s => 10 / s.Id)), "'10 / s.Id' can throw");
    }

    [Fact]
    public void A_condition_on_groups_is_no_residual_one()
    {
        var plan = RuleList.Apply(SaleQuery.PlanOf(q => q.GroupBy(s => s.Country).Where(g => g.Count() > 3).Select(g => g.Key)));
        ResidualConditions.Forbid(plan);
        var below = RuleList.Apply(SaleQuery.PlanOf(q => q.Where(s => s.Label == "a").GroupBy(s => s.Country).Select(g => g.Key)));
        Assert.Throws<KartothekException>(() => ResidualConditions.Forbid(below));
    }

    private static void Plan(Func<IQueryable<Sale>, object?> query, string expected) =>
        Assert.Equal(expected, RuleList.Apply(SaleQuery.PlanOf(query)).ToString(), ignoreLineEndingDifferences: true);

    private static void Reason(Func<IQueryable<Sale>, object?> query, string reason) =>
        Assert.Equal($"in memory   {reason}", RuleList.Apply(SaleQuery.PlanOf(query)).ToString().Split('\n').Select(l => l.Trim()).Single(l => l.StartsWith("in memory", StringComparison.Ordinal)));
}
