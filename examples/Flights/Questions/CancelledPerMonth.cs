using Kartothek.Linq;

namespace Flights;

/// <summary>How many flights were cancelled in each month?</summary>
/// <remarks>The month is a partition key, so each count reads one file.</remarks>
internal sealed class CancelledPerMonth : IQuestion
{
    public string Name => "cancelled per month";

    public async Task<IReadOnlyList<object?[]>> AskAsync(Lake lake)
    {
        var cancelled = lake.Flights.Where(f => f.DepartureDelay == null);

        await Plan.PrintAsync(cancelled, flights => flights.Count(f => f.Month == 1));
        var rows = new List<object?[]>();
        for (var month = 1; month <= 12; month++)
            rows.Add([month, await cancelled.CountAsync(f => f.Month == month)]);

        return rows;
    }
}
