using Kartothek.Linq;

namespace Flights;

/// <summary>Which destinations are missing among the airports?</summary>
/// <remarks>What one dataset says goes into the query of the other as a list.</remarks>
internal sealed class DestinationsWithoutAirport : IQuestion
{
    public string Name => "destinations without airport";

    public async Task<IReadOnlyList<object?[]>> AskAsync(Lake lake)
    {
        var known = await lake.Airports.Select(a => a.Code).ToListAsync();
        var unknown = lake.Flights
            .Where(f => !known.Contains(f.Destination))
            .Select(f => f.Destination)
            .Distinct()
            .OrderBy(destination => destination, StringComparer.Ordinal);

        await Plan.PrintAsync(unknown);
        return [.. (await unknown.ToListAsync()).Select(destination => new object?[] { destination })];
    }
}
