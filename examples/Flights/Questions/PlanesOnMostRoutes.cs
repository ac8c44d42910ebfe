using Kartothek.Linq;

namespace Flights;

/// <summary>Which planes went to most destinations?</summary>
/// <remarks>The scan gives each pair once; what is counted in memory are the pairs.</remarks>
internal sealed class PlanesOnMostRoutes : IQuestion
{
    public string Name => "planes on most routes";

    public async Task<IReadOnlyList<object?[]>> AskAsync(Lake lake)
    {
        var pairs = lake.Flights
            .Where(f => f.TailNumber != null)
            .Select(f => new { f.TailNumber, f.Destination })
            .Distinct();

        await Plan.PrintAsync(pairs);
        return
        [
            .. (await pairs.ToListAsync())
                .CountBy(pair => pair.TailNumber!)
                .OrderByDescending(plane => plane.Value).ThenBy(plane => plane.Key, StringComparer.Ordinal)
                .Take(5)
                .Select(plane => new object?[] { plane.Key, plane.Value }),
        ];
    }
}
