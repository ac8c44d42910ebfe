using Kartothek.Linq;

namespace Flights;

/// <summary>How was the tenth of July?</summary>
/// <remarks>The index on flight_date leaves one file of twelve. A cancelled flight has no delay: it counts as a flight, not for the mean.</remarks>
internal sealed class OneDay : IQuestion
{
    public string Name => "one day";

    public async Task<IReadOnlyList<object?[]>> AskAsync(Lake lake)
    {
        var day = lake.Flights.Where(f => f.FlightDate == new DateOnly(2013, 7, 10));

        await Plan.PrintAsync(day, flights => flights.Average(f => f.DepartureDelay));
        return
        [
            [
                await day.CountAsync(),
                await day.MinAsync(f => f.ScheduledDeparture),
                await day.MaxAsync(f => f.ScheduledDeparture),
                await day.CountAsync(f => f.DepartureDelay != null),
                await day.AverageAsync(f => f.DepartureDelay),
            ],
        ];
    }
}
