using Kartothek.Columns;

namespace Kartothek.Linq.Tests;

public sealed class QueryTranslatorTests
{
    [Fact]
    public void Operators_keep_their_order() =>
        Plan(
            q => q.Take(5).Where(s => s.Id > 3).OrderBy(s => s.Country).ThenByDescending(s => s.Id).Skip(2).Select(s => new { s.Id, Double = s.Price * 2 }).Distinct(),
            """
            Distinct
              Project s => new { s.Id, Double = s.Price * 2 }
                Slice after 2
                  Sort Country, Id descending
                    Filter s => s.Id > 3
                      Slice first 5
                        Scan sales
            """);

    [Fact]
    public void A_selector_is_not_put_into_what_follows_it() =>
        Plan(
            q => q.Select(s => new Sale { Id = s.Id }).Where(c => c.Id > 1).Select(c => c.Id).Where(i => i < 7),
            """
            Filter i => i < 7
              Project c => c.Id
                Filter c => c.Id > 1
                  Project s => new Sale { Id = s.Id }
                    Scan sales
            """);

    [Fact]
    public void Sorting_again_sorts_the_sorted() =>
        Plan(
            q => q.OrderBy(s => s.Country, StringComparer.Ordinal).OrderByDescending(s => s.Day).ThenBy(s => s.Product),
            """
            Sort Day descending, Product
              Sort Country (StringComparer.Ordinal)
                Scan sales
            """);

    [Fact]
    public void Terminals_with_predicates_and_selectors_are_filters_and_projections()
    {
        Plan(q => q.Count(s => s.Flag), "Count\n  Filter s => s.Flag\n    Scan sales");
        Plan(q => q.LongCount(), "LongCount\n  Scan sales");
        Plan(q => q.Take(3).Any(s => s.Flag), "Any\n  Filter s => s.Flag\n    Slice first 3\n      Scan sales");
        Plan(q => q.All(s => s.Flag), "All s => s.Flag\n  Scan sales");
        Plan(q => q.First(s => s.Flag), "First\n  Filter s => s.Flag\n    Scan sales");
        Plan(q => q.Select(s => s.Id).SingleOrDefault(i => i > 2, 7), "Single or default 7\n  Filter i => i > 2\n    Project s => s.Id\n      Scan sales");
        Plan(q => q.Select(s => s.Id).LastOrDefault(7), "Last or default 7\n  Project s => s.Id\n    Scan sales");
        Plan(q => q.ElementAt(3), "ElementAt 3\n  Scan sales");
        Plan(q => q.ElementAtOrDefault(^3), "ElementAt ^3 or default\n  Scan sales");
        Plan(q => q.ElementAtOrDefault(-1), "ElementAt 0 or default\n  Slice first 0\n    Scan sales");
        Plan(q => q.Sum(s => s.Stock), "Sum\n  Project s => s.Stock\n    Scan sales");
        Plan(q => q.Select(s => s.Price).Average(), "Average\n  Project s => s.Price\n    Scan sales");
        Plan(q => q.Select(s => s.Country).Max(StringComparer.Ordinal), "Max (StringComparer.Ordinal)\n  Project s => s.Country\n    Scan sales");
        Plan(q => q.Select(s => s.Id).Contains(5), "Contains 5\n  Project s => s.Id\n    Scan sales");
        Plan(q => q.Select(s => s.Id).Order().Reverse(), "Reverse\n  Sort x => x\n    Project s => s.Id\n      Scan sales");
    }

    [Fact]
    public void Cast_and_OfType_of_the_same_type_vanish()
    {
        Plan(q => q.Cast<Sale>().OfType<Sale>().AsQueryable(), "Scan sales");
        Plan(q => q.Cast<object>(), "Project x => x\n  Scan sales");
        Plan(q => q.Select(s => s.Country).OfType<string>(), "Filter x => x is string\n  Project s => s.Country\n    Scan sales");
    }

    [Fact]
    public void Counts_below_zero_take_nothing_and_skip_nothing() =>
        Plan(q => q.Skip(-1).Take(-5), "Slice first 0\n  Slice after 0\n    Scan sales");

    [Fact]
    public void Enumerable_inside_a_lambda_stays_an_expression() =>
        Plan(
            q => q.Select(s => s.Tags!.Select(t => t.Length).Where(l => l > 2).ToList()),
            "Project s => s.Tags.Select(t => t.Length).Where(l => l > 2).ToList()\n  Scan sales");

    [Fact]
    public void Captured_values_of_any_depth_are_constants()
    {
        var holder = new { Inner = new { List = new List<int> { 1, 2 } }, Limit = (int?)5 };
        var day = new DateOnly(2026, 1, 31);
        string? missing = null;
        Plan(
            q => q.Where(s => s.Quantity < holder.Inner.List.Count + holder.Limit.Value && s.Day > day.AddDays(1) && (missing == null || s.Country == missing)),
            "Filter s => s.Quantity < 7 && s.Day > 2026-02-01\n  Scan sales");
    }

    [Fact]
    public void What_throws_before_a_row_is_seen_stays_in_the_lambda()
    {
        string? missing = null;
        Plan(
            q => q.Where(s => s.Flag && s.Quantity > missing!.Length),
            "Filter s => s.Flag && s.Quantity > null.Length\n  Scan sales");
    }

    [Fact]
    public void Objects_are_made_for_each_row()
    {
        var captured = new[] { 1 };
        Plan(
            q => q.Select(s => new { s.Id, List = captured.ToList(), Same = captured, At = new KeyValuePair<int, int>(captured[0], 2) }),
            "Project s => new { s.Id, List = [1].ToList(), Same = [1], At = KeyValuePair<int, int> }\n  Scan sales");
        Plan(
            q => q.Select(s => new Interval { From = captured.Length, To = s.Id }),
            "Project s => new Interval { From = 1, To = s.Id }\n  Scan sales");
    }

    [Fact]
    public void What_varies_by_call_stays_in_the_lambda() =>
        Plan(q => q.Where(s => s.Key == Guid.NewGuid()), "Filter s => s.Key == Guid.NewGuid()\n  Scan sales");

    [Fact]
    public void Span_methods_of_arrays_are_those_of_Enumerable()
    {
        var ids = new long[] { 1, 2 };
        int[]? none = null;
        Plan(q => q.Where(s => ids.Contains(s.Id)), "Filter s => [1, 2].Contains(s.Id)\n  Scan sales");
        Plan(q => q.Where(s => none!.Contains(s.Quantity)), "Filter s => [].Contains(s.Quantity)\n  Scan sales");
        Plan(q => q.Where(s => new[] { "a" }.Contains(s.Country, StringComparer.Ordinal)), "Filter s => [\"a\"].Contains(s.Country, StringComparer.Ordinal)\n  Scan sales");
    }

    [Theory]
    [MemberData(nameof(Unsupported))]
    public void What_is_not_supported_says_so_by_name(Func<IQueryable<Sale>, object?> query, string message)
    {
        var error = Assert.Throws<KartothekException>(() => SaleQuery.PlanOf(query));
        Assert.Equal(message, error.Message);
        Assert.Equal(ErrorKind.NotSupported, error.Kind);
    }

    public static TheoryData<Func<IQueryable<Sale>, object?>, string> Unsupported() => new()
    {
        { q => q.Join(q, s => s.Id, s => s.Id, (a, b) => a), "Join is not supported yet. Call AsEnumerable() or await ToListAsync() first, and join in memory." },
        { q => q.SelectMany(s => s.Tags!), "SelectMany is not supported yet. Call AsEnumerable() or await ToListAsync() first, and flatten in memory." },
        { q => q.TakeWhile(s => s.Flag), "TakeWhile is not supported yet. Write Where where the order of the rows makes no difference, or call AsEnumerable() first." },
        { q => q.Zip(q), "Zip is not supported yet. Call AsEnumerable() or await ToListAsync() first, and go on in memory." },
        { q => q.Where((s, i) => i > 2), "Where with the index of the row is not supported. Call AsEnumerable() or await ToListAsync() first, and filter by the index in memory." },
        { q => q.Select((s, i) => i), "Select with the index of the row is not supported. Call AsEnumerable() or await ToListAsync() first, and select in memory." },
        { q => q.Take(1..^3), "Take(1..^3) counts from the end, which is not supported. Sort the other way round, and write Take(count) or Take(start..end)." },
        { q => q.Where(s => q.Any(o => o.Id == s.Id)), "'Any' over an IQueryable inside a lambda is not supported: 'query of Sale.Any(o => o.Id == s.Id)'. Run the inner query first, and use its list." },
    };

    private struct Interval
    {
        public long From { get; set; }

        public long To { get; set; }
    }

    private static void Plan(Func<IQueryable<Sale>, object?> query, string expected) =>
        Assert.Equal(expected, SaleQuery.PlanOf(query).ToString(), ignoreLineEndingDifferences: true);
}
