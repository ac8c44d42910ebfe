using Kartothek.Linq;

namespace Flights;

/// <summary>Which planes went to most destinations?</summary>
/// <remarks>Each task of the scan counts the destinations of each plane; the sets meet when the tasks do.</remarks>
internal sealed class PlanesOnMostRoutes : IQuestion
{
    public string Name => "planes on most routes";

    public async Task<IReadOnlyList<object?[]>> AskAsync(Lake lake)
    {
        var planes = lake.Flights
            .Where(f => f.TailNumber != null)
            .GroupBy(f => f.TailNumber!)
            .Select(plane => new { TailNumber = plane.Key, Destinations = plane.Select(f => f.Destination).Distinct().Count() })
            .OrderByDescending(plane => plane.Destinations).ThenBy(plane => plane.TailNumber, StringComparer.Ordinal)
            .Take(5);

        await Plan.PrintAsync(planes);
        return [.. (await planes.ToListAsync()).Select(plane => new object?[] { plane.TailNumber, plane.Destinations })];
    }
}
