using Kartothek.Linq;

namespace Flights;

/// <summary>How many flights have no tail number?</summary>
/// <remarks>Row groups without nulls are skipped by their statistics.</remarks>
internal sealed class TailNumberNull : IQuestion
{
    public string Name => "tail number null";

    public async Task<IReadOnlyList<object?[]>> AskAsync(Lake lake)
    {
        var unknown = lake.Flights.Where(f => f.TailNumber == null);

        await Plan.PrintAsync(unknown, flights => flights.Count());
        return [[await unknown.CountAsync()]];
    }
}
