using Kartothek.Linq;

namespace Flights;

/// <summary>How far, and for how long, did flights from each airport go?</summary>
/// <remarks>Of two columns the greatest value; the origins themselves are another query.</remarks>
internal sealed class LongestFlightPerOrigin : IQuestion
{
    public string Name => "longest flight per origin";

    public async Task<IReadOnlyList<object?[]>> AskAsync(Lake lake)
    {
        var origins = lake.Flights.Select(f => f.Origin).Distinct().OrderBy(origin => origin, StringComparer.Ordinal);

        await Plan.PrintAsync(lake.Flights.Where(f => f.Origin == "EWR"), flights => flights.Max(f => f.Distance));
        var rows = new List<object?[]>();
        foreach (var origin in await origins.ToListAsync())
        {
            var flights = lake.Flights.Where(f => f.Origin == origin);
            rows.Add([origin, await flights.MaxAsync(f => f.Distance), await flights.MaxAsync(f => f.AirTime)]);
        }

        return rows;
    }
}
