using Kartothek.Linq;

namespace Flights;

/// <summary>How late do the airlines start?</summary>
/// <remarks>Two datasets: the names of the airlines are a dictionary in memory, and so are the groups.</remarks>
internal sealed class AirlinesByMeanDelay : IQuestion
{
    public string Name => "airlines by mean delay";

    public async Task<IReadOnlyList<object?[]>> AskAsync(Lake lake)
    {
        var names = await lake.Airlines.ToDictionaryAsync(a => a.Carrier, a => a.Name);
        var started = lake.Flights
            .Where(f => f.DepartureDelay != null)
            .Select(f => new { f.Carrier, f.DepartureDelay });

        await Plan.PrintAsync(started);
        return
        [
            .. (await started.ToListAsync())
                .GroupBy(f => names[f.Carrier])
                .Select(airline => (Name: airline.Key, Delay: airline.Average(f => f.DepartureDelay), Flights: airline.Count()))
                .OrderByDescending(airline => airline.Delay).ThenBy(airline => airline.Name, StringComparer.Ordinal)
                .Select(airline => new object?[] { airline.Name, airline.Delay, airline.Flights }),
        ];
    }
}
