using Kartothek.Linq;

namespace Flights;

/// <summary>How many flights were cancelled in each month?</summary>
/// <remarks>The month is a partition key: a group's key costs no byte.</remarks>
internal sealed class CancelledPerMonth : IQuestion
{
    public string Name => "cancelled per month";

    public async Task<IReadOnlyList<object?[]>> AskAsync(Lake lake)
    {
        var months = lake.Flights
            .GroupBy(f => f.Month)
            .Select(month => new { Month = month.Key, Cancelled = month.Count(f => f.DepartureDelay == null) })
            .OrderBy(month => month.Month);

        await Plan.PrintAsync(months);
        return [.. (await months.ToListAsync()).Select(month => new object?[] { month.Month, month.Cancelled })];
    }
}
