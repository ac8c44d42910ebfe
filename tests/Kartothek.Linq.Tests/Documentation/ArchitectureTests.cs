using System.Text.RegularExpressions;
using Kartothek.Core;
using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

/// <summary>docs/architecture.md shows one real query after each step; here it is taken through the steps, so that the page can't go stale.</summary>
public sealed partial class ArchitectureTests
{
    [Fact]
    public async Task The_page_shows_what_each_step_really_makes() => DocumentSteps.Check("docs/architecture.md", await MakeAsync());

    private static async Task<Dictionary<string, string>> MakeAsync()
    {
        await using var store = ObjectStore.Open(new Uri(Path.Combine(RepositoryFolder.Path, "examples", "Flights", "data", "store")).AbsoluteUri);
        var flights = await Dataset.OpenAsync(store, "flights");
        var range = new { First = new DateOnly(2013, 12, 24), Last = new DateOnly(2013, 12, 26) };
        string[] homes = ["BOS", "ORD"];

        var query = flights.AsQueryable<Flight>()
            .Where(f => f.Month == 12 && f.FlightDate >= range.First && f.FlightDate <= range.Last)
            .Where(f => homes.Contains(f.Destination) && f.DepartureDelay > 60 && f.Route != "AA ORD")
            .OrderByDescending(f => f.DepartureDelay)
            .Select(f => new { f.FlightId, f.Route, f.DepartureDelay })
            .Take(3);

        var steps = new Dictionary<string, string>
        {
            ["preprocessed"] = Wrap(LambdaText.Print(Preprocessor.Process(query.Expression))),
            ["translated"] = PlanText.Print(QueryTranslator.Translate(query.Expression)),
        };
        var plan = QueryTranslator.Translate(query.Expression);
        var rewrites = new List<string>();
        foreach (var rule in RuleList.All)
        {
            var next = rule.Apply(plan);
            if (!ReferenceEquals(next, plan)) rewrites.Add($"-- {rule.Name}\n{PlanText.Print(next)}");
            plan = next;
        }
        steps["rewritten"] = string.Join("\n\n", rewrites);
        steps["explained"] = (await query.ExplainAsync()).ToString();
        steps["rows"] = string.Join("\n", await query.ToListAsync());
        return steps;
    }

    /// <summary>A line per operator.</summary>
    private static string Wrap(string expression) => OperatorStart().Replace(expression, "\n    .");

    [GeneratedRegex(@"\.(?=(Where|OrderByDescending|Select|Take)\()")]
    private static partial Regex OperatorStart();
}
