using Kartothek.Linq;

namespace Flights;

/// <summary>How many flights are there?</summary>
/// <remarks>The row counts in the files' footers answer it.</remarks>
internal sealed class CountFlights : IQuestion
{
    public string Name => "count";

    public async Task<IReadOnlyList<object?[]>> AskAsync(Lake lake)
    {
        await Plan.PrintAsync(lake.Flights, flights => flights.Count());
        return [[await lake.Flights.CountAsync()]];
    }
}
