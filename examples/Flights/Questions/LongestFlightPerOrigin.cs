using Kartothek.Linq;

namespace Flights;

/// <summary>How far, and for how long, did flights from each airport go?</summary>
/// <remarks>Each task of the scan finds the greatest values of its rows.</remarks>
internal sealed class LongestFlightPerOrigin : IQuestion
{
    public string Name => "longest flight per origin";

    public async Task<IReadOnlyList<object?[]>> AskAsync(Lake lake)
    {
        var origins = lake.Flights
            .GroupBy(f => f.Origin)
            .Select(origin => new { Origin = origin.Key, Distance = origin.Max(f => f.Distance), AirTime = origin.Max(f => f.AirTime) })
            .OrderBy(origin => origin.Origin, StringComparer.Ordinal);

        await Plan.PrintAsync(origins);
        return [.. (await origins.ToListAsync()).Select(origin => new object?[] { origin.Origin, origin.Distance, origin.AirTime })];
    }
}
