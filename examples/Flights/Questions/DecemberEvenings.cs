using Kartothek.Linq;

namespace Flights;

/// <summary>How many flights on December evenings arrived early?</summary>
/// <remarks>One file by its partition key; the hour is computed from the timestamp inside the scan.</remarks>
internal sealed class DecemberEvenings : IQuestion
{
    public string Name => "december evenings";

    public async Task<IReadOnlyList<object?[]>> AskAsync(Lake lake)
    {
        var early = lake.Flights.Where(f => f.Month == 12 && f.ScheduledDeparture.Hour >= 20 && f.ArrivalDelay < 0);

        await Plan.PrintAsync(early, flights => flights.Count());
        return [[await early.CountAsync()]];
    }
}
