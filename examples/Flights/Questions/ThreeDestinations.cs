using Kartothek.Linq;

namespace Flights;

/// <summary>How many flights went to four destinations, one of which nobody flies to?</summary>
/// <remarks>The index knows which destinations a file holds.</remarks>
internal sealed class ThreeDestinations : IQuestion
{
    public string Name => "three destinations";

    public async Task<IReadOnlyList<object?[]>> AskAsync(Lake lake)
    {
        string[] wanted = ["BTV", "XXX", "SFO", "ANC"];
        var destinations =
            from f in lake.Flights
            where wanted.Contains(f.Destination)
            group f by f.Destination into destination
            select new { Destination = destination.Key, Flights = destination.Count() };

        await Plan.PrintAsync(destinations);
        return
        [
            .. (await destinations.OrderBy(d => d.Destination, StringComparer.Ordinal).ToListAsync())
                .Select(d => new object?[] { d.Destination, d.Flights }),
        ];
    }
}
