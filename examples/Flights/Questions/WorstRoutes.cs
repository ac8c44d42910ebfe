using Kartothek.Linq;

namespace Flights;

/// <summary>On which routes do flights arrive latest?</summary>
/// <remarks>Three columns are read; the groups are made in memory, since grouping inside the scan is still to come.</remarks>
internal sealed class WorstRoutes : IQuestion
{
    public string Name => "worst routes";

    public async Task<IReadOnlyList<object?[]>> AskAsync(Lake lake)
    {
        var arrived = lake.Flights
            .Where(f => f.ArrivalDelay != null)
            .Select(f => new { f.Origin, f.Destination, f.ArrivalDelay });

        await Plan.PrintAsync(arrived);
        return
        [
            .. (await arrived.ToListAsync())
                .GroupBy(f => (f.Origin, f.Destination))
                .Select(route => (route.Key.Origin, route.Key.Destination, Flights: route.Count(), Delay: route.Average(f => f.ArrivalDelay)))
                .Where(route => route.Flights >= 100)
                .OrderByDescending(route => route.Delay).ThenBy(route => route.Origin, StringComparer.Ordinal)
                .ThenBy(route => route.Destination, StringComparer.Ordinal)
                .Take(10)
                .Select(route => new object?[] { route.Origin, route.Destination, route.Flights, route.Delay }),
        ];
    }
}
