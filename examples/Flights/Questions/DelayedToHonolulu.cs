using Kartothek.Linq;

namespace Flights;

/// <summary>Which flights to Honolulu left more than an hour late?</summary>
/// <remarks>The secondary index on destination leaves the files that hold one, statistics some of their row groups; the rest is checked row by row.</remarks>
internal sealed class DelayedToHonolulu : IQuestion
{
    public string Name => "delayed to Honolulu";

    public async Task<IReadOnlyList<object?[]>> AskAsync(Lake lake)
    {
        var late = lake.Flights
            .Where(f => f.Destination == "HNL" && f.DepartureDelay > 60)
            .OrderBy(f => f.FlightId)
            .Select(f => new { f.FlightId, f.Carrier, f.DepartureDelay });

        await Plan.PrintAsync(late);
        return [.. (await late.ToListAsync()).Select(f => new object?[] { f.FlightId, f.Carrier, f.DepartureDelay })];
    }
}
