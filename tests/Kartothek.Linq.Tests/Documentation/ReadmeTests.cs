using Kartothek.Columns;
using Kartothek.Core;
using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public async Task The_readme_shows_what_its_query_really_explains()
    {
        await using var store = ObjectStore.Open(new Uri(Path.Combine(RepositoryFolder.Path, "examples", "Flights", "data", "store")).AbsoluteUri);
        var flights = await Dataset.OpenAsync(store, "flights");

        var query = Worst(flights.AsQueryable<Departure>());

        DocumentSteps.Check("README.md", new Dictionary<string, string> { ["explained"] = (await query.ExplainAsync()).ToString() });
        Assert.Equal(Worst((await flights.AsQueryable<Departure>().ToListAsync()).AsQueryable()), await query.ToListAsync());
    }

    [Fact]
    public async Task The_readmes_batches_and_groups_are_read()
    {
        await using var store = ObjectStore.Open(new Uri(Path.Combine(RepositoryFolder.Path, "examples", "Flights", "data", "store")).AbsoluteUri);
        var flights = await Dataset.OpenAsync(store, "flights");
        var rows = 0;

        var predicate = Scalar.GreaterOrEqual(Scalar.Column(flights.Schema["month"]), Scalar.Constant(12L, ColumnType.Int64));
        await foreach (var batch in flights.ReadBatchesAsync(["flight_id", "distance"], predicate))
        {
            using (batch) rows += batch.Length;
        }

        var groups = new List<string>();
        await foreach (var group in flights.ReadGroupsAsync(["month"], columns: []))
            groups.Add($"{group}: {group.FileCount} file");

        Assert.Equal(flights.AsQueryable<Departure>().Count(f => f.Month == 12), rows);
        Assert.Equal(Enumerable.Range(1, 12).Select(month => $"month = {month}: 1 file"), groups);
    }

    private static IQueryable<object> Worst(IQueryable<Departure> flights) =>
        flights
            .Where(f => f.Month >= 10 && f.FlightDate >= new DateOnly(2013, 12, 24) && f.Destination == "BOS")
            .OrderByDescending(f => f.DepartureDelay)
            .Select(f => new { f.FlightId, f.Carrier, f.DepartureDelay })
            .Take(3);

    private sealed record Departure(long FlightId, int Month, DateOnly FlightDate, string Carrier, string Destination, double? DepartureDelay);
}
