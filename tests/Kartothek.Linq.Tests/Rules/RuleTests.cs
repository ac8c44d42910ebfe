using Kartothek.Columns;

namespace Kartothek.Linq.Tests;

public sealed class RuleTests
{
    [Fact]
    public void Conditions_go_into_the_scan_one_by_one_and_in_order() =>
        Plan(
            q => q.Where(s => s.Country == "DE" && s.Label != "x" && s.Id > 3).Where(s => s.Stock > 1),
            """
            Filter s => s.Label != "x"
              residual    'Label' is not mapped to a column
              Scan sales
                predicate   Country = 'DE' and Id > 3 and Stock > 1
            """);

    [Fact]
    public void A_negated_disjunction_is_a_conjunction() =>
        Plan(
            q => q.Where(s => !(s.Id > 3 || s.Label == "x")),
            """
            Filter s => !(s.Label == "x")
              residual    'Label' is not mapped to a column
              Scan sales
                predicate   not (Id > 3)
            """);

    [Fact]
    public void Query_syntax_with_let_and_members_of_an_interface_go_into_the_scan()
    {
        Plan(
            q => from s in q let cost = s.Price * 2 where cost > 5 && s.Id != 2 orderby s.Day select new { s.Id, cost },
            """
            Project s => new { s.Id, cost = s.Price * 2 }
              Sort Day
                Scan sales
                  columns     Id, Price, Day
                  predicate   Price * 2 > 5 and Id != 2
            """);
        Plan(q => ById(q, 3), "Scan sales\n  predicate   Id = 3");
        Plan(q => q.Cast<IHasId>().Where(h => h.Id == 3), "Project x => x\n  Scan sales\n    predicate   Id = 3");
    }

    private static IQueryable<T> ById<T>(IQueryable<T> query, long id)
        where T : IHasId => query.Where(r => r.Id == id);

    [Fact]
    public void What_can_throw_stays_behind_what_guards_it()
    {
        Plan(
            q => q.Where(s => s.Id != 0 && 10 / s.Id > 1),
            "Scan sales\n  predicate   Id != 0 and 10 / Id > 1");
        Plan(
            q => q.Where(s => s.Label != "0" && 10 / s.Id > 1 && s.Id > 2),
            """
            Filter s => 10 / s.Id > 1
              residual    it can throw, and stands behind a condition that is checked in memory
              Filter s => s.Label != "0"
                residual    'Label' is not mapped to a column
                Scan sales
                  predicate   Id > 2
            """);
    }

    [Fact]
    public void Nothing_passes_Take_Skip_and_Distinct()
    {
        Plan(q => q.Take(5).Where(s => s.Id > 3), "Filter s => s.Id > 3\n  residual    it stands behind Take\n  Slice first 5\n    Scan sales\n      limit       5");
        Plan(q => q.Skip(5).Where(s => s.Id > 3), "Filter s => s.Id > 3\n  residual    it stands behind Skip\n  Slice after 5\n    Scan sales");
        Plan(q => q.Distinct().Where(s => s.Id > 3), "Filter s => s.Id > 3\n  residual    it stands behind Distinct\n  Distinct\n    Scan sales");
    }

    [Fact]
    public void Conditions_pass_projections_and_sorts() =>
        Plan(
            q => q.Select(s => new { s.Id, Twice = s.Price * 2, s.Country }).OrderBy(r => r.Twice).Where(r => r.Twice > 3 && r.Country == "DE"),
            """
            Sort Twice
              Project s => new { s.Id, Twice = s.Price * 2, s.Country }
                Scan sales
                  columns     Id, Country, Price
                  predicate   Price * 2 > 3 and Country = 'DE'
            """);

    [Fact]
    public void A_condition_on_what_only_a_projection_makes_stays_above_it() =>
        Plan(
            q => q.Select(s => s.Product.ToUpper()).Where(n => n == "A"),
            """
            Filter n => n == "A"
              residual    scans don't evaluate string.ToUpper: 's.Product.ToUpper()'
              Project s => s.Product.ToUpper()
                Scan sales
                  columns     Product
            """);

    [Fact]
    public void All_is_not_any_not() =>
        Plan(q => q.All(s => s.Id > 3), "Not any\n  Scan sales\n    columns     none\n    predicate   not (Id > 3)\n    limit       1");

    [Fact]
    public void Contains_is_any_equal_but_for_floating_numbers()
    {
        Plan(q => q.Select(s => s.Country).Contains("DE"), "Any\n  Scan sales\n    columns     none\n    predicate   Country = 'DE'\n    limit       1");
        Plan(q => q.Select(s => s.Price).Contains(1), "Contains 1\n  Project s => s.Price\n    Scan sales\n      columns     Price");
        Plan(
            q => q.Select(s => s.Product).Contains("a", StringComparer.OrdinalIgnoreCase),
            "Contains \"a\" (StringComparer.OrdinalIgnoreCase)\n  Project s => s.Product\n    Scan sales\n      columns     Product");
    }

    [Fact]
    public void Counts_and_aggregates_run_in_the_scan()
    {
        Plan(q => q.OrderBy(s => s.Day).Select(s => s.Label).Count(), "Aggregate count()\n  Scan sales\n    columns     none");
        Plan(q => q.Where(s => s.Id > 3).Sum(s => s.Stock), "Aggregate sum(Stock)\n  Scan sales\n    columns     Stock\n    predicate   Id > 3");
        Plan(q => q.Sum(s => s.Price * s.Id), "Aggregate sum((Price ?? NaN) * double(Id))\n  Scan sales\n    columns     Id, Price");
        Plan(q => q.Max(s => s.Day), "Aggregate max(Day)\n  Scan sales\n    columns     Day\n    not null    Day");
        Plan(q => q.Average(s => s.Discount), "Aggregate average(Discount)\n  Scan sales\n    columns     Discount");
        Plan(q => q.Select(s => s.Country).Min(StringComparer.Ordinal), "Aggregate min(Country)\n  Scan sales\n    columns     Country");
    }

    [Fact]
    public void What_the_scan_would_aggregate_otherwise_than_LINQ_stays_in_memory()
    {
        Plan(q => q.Max(s => s.Country), "Max\n  in memory   text is ordered by culture: with StringComparer.Ordinal it runs inside the scan\n  Project s => s.Country\n    Scan sales\n      columns     Country");
        Plan(q => q.Max(s => s.Color), "Max\n  Project s => s.Color\n    Scan sales\n      columns     Color");
        Plan(q => q.Sum(s => s.Amount * 2), "Sum\n  Project s => s.Amount * 2m\n    Scan sales\n      columns     Amount");
        Plan(q => q.Take(3).Count(), "Count\n  Slice first 3\n    Scan sales\n      columns     none\n      limit       3");
        Plan(
            q => q.Count(s => s.Label == "a"),
            "Count\n  Filter s => s.Label == \"a\"\n    residual    'Label' is not mapped to a column\n    Scan sales");
    }

    [Fact]
    public void Order_that_nobody_sees_is_dropped()
    {
        Plan(q => q.OrderBy(s => s.Day).Any(), "Any\n  Scan sales\n    columns     none\n    limit       1");
        Plan(q => q.OrderBy(s => s.Day).Select(s => s.Color).Max(), "Max\n  Project s => s.Color\n    Scan sales\n      columns     Color");
        Plan(q => q.OrderBy(s => s.Day).First(), "First\n  Sort Day\n    Scan sales");
    }

    [Fact]
    public void Projections_merge_where_nothing_runs_twice()
    {
        Plan(
            q => q.Select(s => new { s.Id, Upper = s.Product.ToUpper() }).Select(r => new { r.Upper, Next = r.Id + 1 }),
            "Project s => new { Upper = s.Product.ToUpper(), Next = s.Id + 1 }\n  Scan sales\n    columns     Id, Product");
        Plan(
            q => q.Select(s => s.Product.ToUpper()).Select(u => u + u),
            "Project u => u + u\n  Project s => s.Product.ToUpper()\n    Scan sales\n      columns     Product");
    }

    [Fact]
    public void Projections_rise_above_what_needs_only_members_of_the_row()
    {
        Plan(
            q => q.Select(s => new { s.Id, Upper = s.Product.ToUpper(), s.Label }).OrderBy(r => r.Id).Where(r => r.Label != "x").Take(3),
            """
            Project s => new { s.Id, Upper = s.Product.ToUpper(), s.Label }
              Slice first 3
                Filter s => s.Label != "x"
                  residual    'Label' is not mapped to a column
                  Sort Id
                    Scan sales
            """);
        Plan(
            q => q.Select(s => new { Upper = s.Product.ToUpper() }).OrderBy(r => r.Upper),
            "Sort Upper\n  Project s => new { Upper = s.Product.ToUpper() }\n    Scan sales\n      columns     Product");
    }

    [Fact]
    public void Slices_merge()
    {
        Plan(q => q.Skip(2).Take(5).Skip(1).Take(9), "Slice 4 after 3\n  Scan sales\n    limit       7");
        Plan(q => q.Take(2).Skip(3), "Slice 0 after 3\n  Scan sales\n    limit       3");
        Plan(q => q.Skip(0), "Scan sales");
        Plan(q => q.Skip(int.MaxValue).Skip(2), "Slice after 2\n  Slice after 2147483647\n    Scan sales");
    }

    [Fact]
    public void Null_tests_that_follow_from_others_are_dropped()
    {
        Plan(q => q.Where(s => s.Country != null && string.CompareOrdinal(s.Country, "M") < 0), "Scan sales\n  predicate   Country < 'M'");
        Plan(
            q => q.Where(s => s.Maybe!.Value || (s.Country != null && string.CompareOrdinal(s.Country, "M") <= 0)),
            "Scan sales\n  predicate   Maybe or Country <= 'M'");
        Plan(q => q.Where(s => s.Country != null && s.Country != "x"), "Scan sales\n  predicate   Country is not null and Country != 'x'");
    }

    [Fact]
    public void A_null_that_a_member_cannot_take_and_a_condition_lets_pass_is_watched()
    {
        Plan(q => q.Count(s => s.Quantity != 5), "Aggregate count()\n  Scan sales\n    columns     none\n    predicate   Quantity != 5\n    not null    Quantity");
        Plan(q => q.Count(s => s.Quantity != 5 && s.Quantity > 0), "Aggregate count()\n  Scan sales\n    columns     none\n    predicate   Quantity != 5 and Quantity > 0");
        Plan(q => q.Count(s => s.Quantity == 5), "Aggregate count()\n  Scan sales\n    columns     none\n    predicate   Quantity = 5");
        Plan(q => q.Count(s => s.Stock != 5), "Aggregate count()\n  Scan sales\n    columns     none\n    predicate   Stock != 5");
        Plan(q => q.Count(s => s.Id != 5), "Aggregate count()\n  Scan sales\n    columns     none\n    predicate   Id != 5");
        Plan(q => q.Count(s => s.Price != 5), "Aggregate count()\n  Scan sales\n    columns     none\n    predicate   Price != 5");
        Plan(q => q.Count(s => s.Product == null), "Aggregate count()\n  Scan sales\n    columns     none\n    predicate   Product is null");
        Plan(q => q.Count(s => !(s.Quantity < 5)), "Aggregate count()\n  Scan sales\n    columns     none\n    predicate   not (Quantity < 5)\n    not null    Quantity");
    }

    [Fact]
    public void Columns_are_those_that_are_used()
    {
        Plan(q => q.Where(s => s.Label == "a").Select(s => s.Id), "Project s => s.Id\n  Filter s => s.Label == \"a\"\n    residual    'Label' is not mapped to a column\n    Scan sales");
        Plan(
            q => q.Where(s => s.Product.ToUpper() == "A").OrderBy(s => s.Day).Take(3).Select(s => s.Id),
            """
            Project s => s.Id
              Slice first 3
                Sort Day
                  Filter s => s.Product.ToUpper() == "A"
                    residual    scans don't evaluate string.ToUpper: 's.Product.ToUpper()'
                    Scan sales
                      columns     Id, Product, Day
            """);
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void Rules_are_idempotent_alone_and_together(Func<IQueryable<Sale>, object?> query)
    {
        var plan = SaleQuery.PlanOf(query);
        var all = RuleList.Apply(plan);
        Assert.Equal(all.ToString(), RuleList.Apply(all).ToString());
        foreach (var rule in RuleList.All)
        {
            var once = rule.Apply(plan);
            Assert.Same(once, rule.Apply(once));
            plan = once;
        }
    }

    public static TheoryData<Func<IQueryable<Sale>, object?>> Queries() =>
    [
        q => q.Where(s => s.Country == "DE" && s.Label != "x" && 10 / s.Id > 3).Where(s => s.Stock > 1).OrderBy(s => s.Day).Take(3).Select(s => s.Id),
        q => q.Select(s => new { s.Id, s.Country }).Where(r => r.Country != null && string.CompareOrdinal(r.Country, "M") < 0).Select(r => r.Id).Distinct().Skip(1).Take(2),
        q => q.All(s => s.Id > 3 && s.Quantity != 5),
        q => q.Skip(1).Skip(2).Take(3).Count(s => s.Flag),
        q => q.Select(s => s.Country).Contains("DE"),
        q => q.OrderBy(s => s.Day).ThenBy(s => s.Id).Reverse().Max(s => s.Quantity),
        q => q.ElementAt(4),
    ];

    [Fact]
    public void A_rule_can_be_switched_off_by_name()
    {
        var plan = SaleQuery.PlanOf(q => q.Where(s => s.Id > 3));
        Assert.Equal("Filter s => s.Id > 3\n  Scan sales", RuleList.Apply(plan, ["PushPredicateIntoScan"]).ToString());
        Assert.Equal(RuleList.All.Length, RuleList.All.Select(r => r.Name).Distinct().Count());
    }

    [Fact]
    public void A_strict_query_names_every_condition_that_is_left_with_its_reason()
    {
        var plan = RuleList.Apply(SaleQuery.PlanOf(q => q.Where(s => s.Label == "a" && s.Id > 3 && s.Country!.StartsWith("D")).Take(5).Where(s => s.Flag)));
        var error = Assert.Throws<KartothekException>(() => ResidualConditions.Forbid(plan));
        Assert.Equal(
            "The query is strict, but 3 conditions are left to memory: 's => s.Label == \"a\"' because 'Label' is not mapped to a column; "
            + "'s => s.Country.StartsWith(\"D\")' because culture-sensitive StartsWith(string): pass StringComparison.Ordinal; "
            + "'s => s.Flag' because it stands behind Take. Write them so that the scan evaluates them, or leave out Strict().",
            error.Message);
        ResidualConditions.Forbid(RuleList.Apply(SaleQuery.PlanOf(q => q.Where(s => s.Id > 3))));

        var one = RuleList.Apply(SaleQuery.PlanOf(q => q.Where(s => s.Label == "a")));
        Assert.EndsWith("not mapped to a column. Write it so that the scan evaluates it, or leave out Strict().", Assert.Throws<KartothekException>(() => ResidualConditions.Forbid(one)).Message, StringComparison.Ordinal);
    }

    private static void Plan(Func<IQueryable<Sale>, object?> query, string expected) =>
        Assert.Equal(expected, RuleList.Apply(SaleQuery.PlanOf(query)).ToString(), ignoreLineEndingDifferences: true);
}
