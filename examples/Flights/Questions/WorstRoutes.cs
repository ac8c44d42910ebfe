using Kartothek.Linq;

namespace Flights;

/// <summary>On which routes do flights arrive latest?</summary>
/// <remarks>Rows never become records: the scan hands over one mean and one count a route.</remarks>
internal sealed class WorstRoutes : IQuestion
{
    public string Name => "worst routes";

    public async Task<IReadOnlyList<object?[]>> AskAsync(Lake lake)
    {
        var routes = lake.Flights
            .Where(f => f.ArrivalDelay != null)
            .GroupBy(f => new { f.Origin, f.Destination })
            .Select(route => new { route.Key.Origin, route.Key.Destination, Flights = route.Count(), Delay = route.Average(f => f.ArrivalDelay) })
            .Where(route => route.Flights >= 100)
            .OrderByDescending(route => route.Delay).ThenBy(route => route.Origin, StringComparer.Ordinal)
            .ThenBy(route => route.Destination, StringComparer.Ordinal)
            .Take(10);

        await Plan.PrintAsync(routes);
        return [.. (await routes.ToListAsync()).Select(route => new object?[] { route.Origin, route.Destination, route.Flights, route.Delay })];
    }
}
