using Kartothek.Linq;

namespace Flights;

/// <summary>How many flights went to four destinations, one of which nobody flies to?</summary>
/// <remarks>The index knows which destinations a file holds.</remarks>
internal sealed class ThreeDestinations : IQuestion
{
    public string Name => "three destinations";

    public async Task<IReadOnlyList<object?[]>> AskAsync(Lake lake)
    {
        string[] destinations = ["BTV", "XXX", "SFO", "ANC"];
        var flights = lake.Flights.Where(f => destinations.Contains(f.Destination));

        var found = flights.Select(f => f.Destination).Distinct().OrderBy(destination => destination, StringComparer.Ordinal);

        await Plan.PrintAsync(found);
        var rows = new List<object?[]>();
        foreach (var destination in await found.ToListAsync())
            rows.Add([destination, await lake.Flights.CountAsync(f => f.Destination == destination)]);

        return rows;
    }
}
